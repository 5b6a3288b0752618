using System.Net;
using System.Text;
using System.Text.Json;
using Vivace.Server.Grpc;
using Vivace.Server.Tests.Grpc;
using Vivace.Server.Tests.Hosting;
using Xunit;

namespace Vivace.Server.Tests.EndToEnd;

/// <summary>What an application and a user do with a running server: send, ask, flush.</summary>
internal sealed class VivaceClient(ServerProcess server) : IDisposable
{
    private readonly RawGrpcClient _grpc = new(new Uri($"http://127.0.0.1:{server.Port("OTLP/gRPC")}"));

    public Uri Otlp { get; } = new($"http://127.0.0.1:{server.Port("OTLP/HTTP")}");

    public HttpClient Http { get; } = new()
    {
        BaseAddress = new Uri($"http://127.0.0.1:{server.Port("query API")}"),
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <summary>Sends requests by OTLP/gRPC, one after the other; each has to be accepted as a whole.</summary>
    public async Task ExportAsync(IEnumerable<byte[]> requests, CancellationToken cancellationToken)
    {
        foreach (var request in requests)
        {
            var answer = await _grpc.CallAsync(
                "/opentelemetry.proto.collector.trace.v1.TraceService/Export", RawGrpcClient.Frame(request), cancellationToken);
            Assert.True(answer.Status == GrpcStatusCode.Ok, $"{answer.Status}: {answer.Message}");
            Assert.Equal([0x0a, 0], Assert.Single(answer.Messages)); // an empty partial success: nothing was refused
        }
    }

    /// <summary>Sends one request by OTLP/HTTP as JSON.</summary>
    public async Task<string> ExportJsonAsync(string json, CancellationToken cancellationToken)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync(new Uri(Otlp, "/v1/traces"), body, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {text}");
        return text;
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        using var answer = await Http.PostAsync("/flush", null, cancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    /// <summary>A trace as OTLP protobuf.</summary>
    public async Task<byte[]> TraceAsync(string traceId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/traces/{traceId}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Add("Accept", "application/protobuf");
        using var answer = await Http.SendAsync(request, cancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"trace {traceId}: {answer.StatusCode}");
        return await answer.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    /// <summary>The JSON of an answer that has to be 200.</summary>
    public async Task<JsonDocument> JsonAsync(string pathAndQuery, CancellationToken cancellationToken)
    {
        using var answer = await Http.GetAsync(pathAndQuery, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{pathAndQuery}: {answer.StatusCode}: {text}");
        return JsonDocument.Parse(text);
    }

    public void Dispose()
    {
        _grpc.Dispose();
        Http.Dispose();
    }
}
