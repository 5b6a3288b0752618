using System.Globalization;
using System.Net;
using Vivace.Otlp.Wire;
using Vivace.Server.Grpc;
using Vivace.Server.Tests.Grpc;
using Vivace.Server.Tests.Hosting;
using Xunit;

namespace Vivace.Server.Tests.Api.Streaming;

/// <summary>The whole process: spans in by OTLP, out by the streaming API.</summary>
public sealed class StreamingPortsTests
{
    [Fact]
    public async Task Spans_are_found_on_the_grpc_port_and_on_the_http_port()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await ServerProcess.StartAsync();
        var start = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 10;
        var request = $$$"""
            {"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": "0123456789abcdef0123456789abcdef", "spanId": "0123456789abcdef",
            "name": "buy", "startTimeUnixNano": "{{{start}}}000000000", "endTimeUnixNano": "{{{start}}}500000000"}]}]}]}
            """;
        using var http = new HttpClient();
        using var body = new StringContent(request, System.Text.Encoding.UTF8, "application/json");
        using var sent = await http.PostAsync($"http://127.0.0.1:{server.Port("OTLP/HTTP")}/v1/traces", body, cancellation);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);

        using var proto = new ProtoWriter();
        proto.WriteString(8, "{ name = \"buy\" }");
        foreach (var port in (string[])["query gRPC", "query API"])
        {
            using var client = new RawGrpcClient(new Uri($"http://127.0.0.1:{server.Port(port).ToString(CultureInfo.InvariantCulture)}"));
            var found = await client.CallAsync(StreamingHost.PathOf("Search"), RawGrpcClient.Frame(proto.Written), cancellation);
            Assert.Equal(GrpcStatusCode.Ok, found.Status);
            Assert.Contains("buy", ProtoText.Describe(Assert.Single(found.Messages), "1:m 2:m"), StringComparison.Ordinal);

            var healthy = await client.CallAsync("/grpc.health.v1.Health/Check", RawGrpcClient.Frame([0x0A, 24, .. "tempopb.StreamingQuerier"u8]), cancellation);
            Assert.Equal(GrpcStatusCode.Ok, healthy.Status);
        }

        var metrics = await http.GetStringAsync($"http://127.0.0.1:{server.Port("query API")}/metrics", cancellation);
        Assert.Contains("route=\"/tempopb.StreamingQuerier/Search\"", metrics, StringComparison.Ordinal);
    }
}
