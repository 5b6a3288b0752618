using System.Net;
using System.Text.Json;
using Vivace.Server.Tests.Hosting;
using Xunit;

namespace ReifyDb.Tests.EndToEnd;

/// <summary>What a user asks a running Vivace.</summary>
internal sealed class VivaceQueries(ServerProcess vivace) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{vivace.Port("query API")}") };

    public string Grpc { get; } = $"http://127.0.0.1:{vivace.Port("OTLP/gRPC")}";

    public string Otlp { get; } = $"http://127.0.0.1:{vivace.Port("OTLP/HTTP")}";

    public async Task<StoredTrace> TraceAsync(string traceId) => StoredTrace.Read(await JsonAsync($"/api/v2/traces/{traceId}"));

    /// <summary>Ids of the traces that a query finds, within a second of their arrival.</summary>
    public async Task<IReadOnlyList<string>> SearchAsync(string traceQl, int expected = -1)
    {
        for (var tries = 0; ; tries++)
        {
            var answer = await JsonAsync($"/api/search?limit=10000&q={Uri.EscapeDataString(traceQl)}");
            var found = answer.GetProperty("traces").EnumerateArray().Select(static trace => trace.GetProperty("traceID").GetString()!.PadLeft(32, '0')).ToList();
            if (found.Count >= expected || tries == 100)
                return found;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public async Task<JsonElement> JsonAsync(string pathAndQuery)
    {
        using var answer = await _http.GetAsync(new Uri(pathAndQuery, UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{pathAndQuery}: {answer.StatusCode}: {text}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    public void Dispose() => _http.Dispose();
}
