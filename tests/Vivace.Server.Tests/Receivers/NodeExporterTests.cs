using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Server.Tests.Receivers;

/// <summary>A second SDK, in another language, over every transport OTLP has.</summary>
public sealed class NodeExporterTests(NodeSdk node) : IClassFixture<NodeSdk>
{
    [Theory]
    [InlineData("grpc", "none")]
    [InlineData("grpc", "gzip")]
    [InlineData("proto", "none")]
    [InlineData("proto", "gzip")]
    [InlineData("json", "none")]
    [InlineData("json", "gzip")]
    public async Task Its_spans_arrive_whole(string transport, string compression)
    {
        await using var host = await ReceiverHost.StartAsync();
        var url = transport == "grpc" ? host.GrpcAddress : new Uri(host.HttpAddress, "/v1/traces");
        await node.SendAsync(transport, url, compression);

        OtlpTraces.AssertSame(OtlpTraces.Normalize(Expected.ToBytes()), OtlpTraces.Normalize(host.Store.Requests));
    }

    /// <summary>What tests/otlp-node/send.mjs sends.</summary>
    private static OtlpRequest Expected
    {
        get
        {
            const ulong Start = 1_700_000_000_000_000_000;
            const ulong Millisecond = 1_000_000;
            const uint HasIsRemoteAndSampled = 0x101;
            var traceId = Convert.FromHexString("5eed0000000000000000000000000001");
            var rootId = Convert.FromHexString("5eed000000000001");
            var root = new OtlpSpan
            {
                TraceId = traceId,
                SpanId = rootId,
                Name = "GET /checkout",
                Kind = 2,
                StartTimeUnixNano = Start,
                EndTimeUnixNano = Start + (120 * Millisecond),
                Attributes =
                [
                    new("http.request.method", "GET"),
                    new("http.response.status_code", 500),
                    new("cart.total", 99.5),
                    new("cart.express", true),
                    new("cart.items", new OtlpValue.Array(["book", "größe 🙂"])),
                    new("cart.counts", new OtlpValue.Array([1, 2, 3])),
                    new("big", -9007199254740991),
                    new("empty", ""),
                ],
                Events =
                [
                    new OtlpEvent
                    {
                        Name = "retry",
                        TimeUnixNano = Start + (10 * Millisecond),
                        Attributes = [new("attempt", 2)],
                    },
                ],
                Status = new OtlpStatus("payment failed", 2),
                Flags = HasIsRemoteAndSampled,
            };
            var child = new OtlpSpan
            {
                TraceId = traceId,
                SpanId = Convert.FromHexString("5eed000000000002"),
                ParentSpanId = rootId,
                Name = "POST /pay",
                Kind = 3,
                StartTimeUnixNano = Start + (5 * Millisecond),
                EndTimeUnixNano = Start + (95 * Millisecond),
                Links =
                [
                    new OtlpLink
                    {
                        TraceId = Convert.FromHexString("5eed0000000000000000000000000002"),
                        SpanId = Convert.FromHexString("5eed0000000000ff"),
                        Attributes = [new("why", "earlier attempt")],
                        Flags = HasIsRemoteAndSampled,
                    },
                ],
                Status = new OtlpStatus(),
                Flags = HasIsRemoteAndSampled,
            };
            var resource = new OtlpResource
            {
                Attributes = [new("service.name", "node-shop"), new("service.instance.id", "one")],
            };
            var scope = new OtlpScope { Name = "vivace.otlp-node", Version = "1.2.3" };
            return new OtlpRequest(
            [
                new OtlpResourceSpans
                {
                    Resource = resource,
                    ScopeSpans = [new OtlpScopeSpans { Scope = scope, Spans = [root, child] }],
                },
            ]);
        }
    }
}
