using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Vivace.Server.Tests.Hosting;
using Vivace.Testing.Otlp;

namespace Vivace.Web.Tests.Walks;

/// <summary>A server whose data lies in many row groups, and a search that takes it many seconds: a regular expression that is dear for
/// every character, over texts that all differ.</summary>
internal sealed partial class HeavySearch(ServerProcess server) : IAsyncDisposable
{
    private const int Requests = 40;
    private const int SpansPerRequest = 500;
    private const int Characters = 1_500;

    private static readonly HttpClient Client = new();

    /// <summary>Nothing matches; that the parts of a possible match lie far apart makes the number of states large. About 100 seconds of
    /// work for one core.</summary>
    public static string Query { get; } =
        $"{{ {string.Join(" || ", Enumerable.Range(270, 12).Select(static apart => $"span.body =~ \".*q[a-p ]{{{apart}}}q[a-z ]{{290}}0.*\""))} }}";

    /// <summary>Starts the server and sends it the texts.</summary>
    public static async Task<HeavySearch> StartAsync(CancellationToken cancellationToken)
    {
        // Small blocks, so that there are many row groups; they stay as they are.
        var server = await ServerProcess.StartAsync(null, "-vivace.storage.max_live_block_bytes=1048576", "-compactor.disabled=true");
        var heavy = new HeavySearch(server);
        var random = new Random(11);
        var now = TimeProvider.System.GetUtcNow();
        for (var request = 0; request < Requests; request++)
        {
            var trace = new TestTrace(request).At(now.AddSeconds(-300 + request));
            var root = trace.Root("heavy", "texts");
            for (var span = 0; span < SpansPerRequest; span++)
                root.Child("heavy", "text").With("body", Text(random));
            await heavy.SendAsync(trace.ToBytes(), cancellationToken);
        }

        return heavy;
    }

    /// <summary>The page's address.</summary>
    public string Page => $"http://127.0.0.1:{server.Port("web page")}";

    /// <summary>Queries that run or wait.</summary>
    public async Task<int> RunningAsync(CancellationToken cancellationToken)
    {
        using var status = JsonDocument.Parse(await Client.GetStringAsync($"{Page}/api/vivace/status", cancellationToken));
        return status.RootElement.GetProperty("queries").GetProperty("running").GetInt32();
    }

    /// <summary>The sum of a counter of the server's metrics over all series that have these labels; 0 while there is none.</summary>
    public async Task<long> CounterAsync(string name, string labels, CancellationToken cancellationToken)
    {
        var text = await Client.GetStringAsync($"http://127.0.0.1:{server.Port("query API")}/metrics", cancellationToken);
        return Sample().Matches(text)
            .Where(sample => sample.Groups["name"].Value == name && labels.Split(',').All(sample.Groups["labels"].Value.Contains))
            .Sum(static sample => long.Parse(sample.Groups["value"].ValueSpan, NumberStyles.Integer, CultureInfo.InvariantCulture));
    }

    /// <summary>Row groups that a search of everything would read.</summary>
    public async Task<int> RowGroupsAsync(CancellationToken cancellationToken)
    {
        using var answer = JsonDocument.Parse(await Client.GetStringAsync(
            $"{Page}/api/search?q={Uri.EscapeDataString("{ span.body = \"nobody wrote this\" }")}", cancellationToken));
        return answer.RootElement.GetProperty("metrics").GetProperty("totalJobs").GetInt32();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static string Text(Random random) => string.Create(Characters, random, static (text, random) =>
    {
        foreach (ref var character in text)
            character = random.Next(6) == 0 ? 'q' : (char)('a' + random.Next(15));
    });

    private async Task SendAsync(byte[] request, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(request);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        using var response = await Client.PostAsync($"http://127.0.0.1:{server.Port("OTLP/HTTP")}/v1/traces", content, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    [GeneratedRegex(@"^(?<name>\w+)(?:\{(?<labels>.*)\})? (?<value>\d+)$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Sample();
}
