using System.Text.Json;
using Vivace.Core;
using Vivace.Store;
using Xunit;

namespace Vivace.Server.Tests.Api;

/// <summary>Merged traces and grouped exceptions.</summary>
public sealed class StructureApiTests
{
    [Fact]
    public async Task Merged_traces_are_nested_objects()
    {
        await using var host = await ApiHost.StartAsync(new ScriptedStore
        {
            OnStructure = _ => new TraceStructureResult(
                2, [Node("shop", 2, [Node("pay", 9, [])])], false, 0, 0, ScriptedStore.NoMetrics with { InspectedSpans = 5 }, null),
        });
        var (status, text) = await host.GetAsync("/api/vivace/structure?q=%7B%7D&start=10&end=20&traces=7&mode=latency");

        Assert.Equal(200, status);
        var asked = host.Store.Single<TraceStructureRequest>();
        Assert.Equal((7, StructureOrder.Duration, 2_000, 100), (asked.MaxTraces, asked.Order, asked.MaxNodes, asked.MaxLevels));
        const string Numbers = "\"count\":3,\"errors\":1,\"durationNanos\":100,\"selfNanos\":40,\"p95Nanos\":34,\"exampleTraceIds\":[\"00000000000000010000000000000002\"]";
        Assert.Equal(
            $$"""{"traces":2,"inspectedSpans":"5","partial":false,"message":null,"roots":[{"service":"shop","name":"GET /","kind":"server",{{Numbers}},"children":[{"service":"pay","name":"GET /","kind":"unspecified",{{Numbers}},"children":[]}]}]}""",
            text);
    }

    [Fact]
    public async Task What_was_left_out_of_the_tree_is_said()
    {
        await using var host = await ApiHost.StartAsync(new ScriptedStore
        {
            OnStructure = _ => new TraceStructureResult(1_000, [], true, 12, 3, ScriptedStore.NoMetrics, "block 7 cannot be read"),
        });
        var answer = JsonDocument.Parse((await host.GetAsync("/api/vivace/structure")).Text).RootElement;
        Assert.True(answer.GetProperty("partial").GetBoolean());
        Assert.Equal(
            "more traces match; the newest 1,000 are merged (traces); 12 nodes that matter least are left out (vivace.structure.max_nodes); 3 spans further down are left out (vivace.structure.max_levels); block 7 cannot be read",
            answer.GetProperty("message").GetString());
        Assert.Equal(StructureOrder.Errors, host.Store.Single<TraceStructureRequest>().Order);
    }

    [Fact]
    public async Task Groups_of_exceptions_have_counts_trend_and_examples()
    {
        await using var host = await ApiHost.StartAsync(new ScriptedStore
        {
            OnExceptions = _ => new ExceptionsResult(
                [
                    new ExceptionGroup(
                        "IOException", "disk <num>", "disk 7", "at \"x\"", 3, 11_000_000_000, 12_000_000_000, [new("shop", 3)], [new("GET /", 3)], [0, 3],
                        [new(new TraceId(1, 2), 0xAB, 10_500_000_000, "shop", "GET /")]),
                ],
                2, ScriptedStore.NoMetrics, null),
        });
        var (status, text) = await host.GetAsync("/api/vivace/exceptions?start=10&end=3610&limit=1");

        Assert.Equal(200, status);
        var asked = host.Store.Single<ExceptionsRequest>();
        Assert.Equal((60_000_000_000UL, 61, 1), (asked.StepNanoseconds, asked.Steps, asked.Limit));
        Assert.Equal(
            """{"startUnixNano":"10000000000","endUnixNano":"3610000000000","seconds":3600,"stepSeconds":60,"inspectedSpans":"0","partial":true,"message":"2 groups found; the most frequent 1 are listed (limit)","groups":[{"type":"IOException","message":"disk \u003cnum\u003e","sampleMessage":"disk 7","count":3,"firstSeenUnixNano":"11000000000","lastSeenUnixNano":"12000000000","services":[{"name":"shop","count":3}],"operations":[{"name":"GET /","count":3}],"trend":[0,3],"stack":"at \"x\"","traces":[{"traceID":"00000000000000010000000000000002","spanID":"00000000000000ab","startTimeUnixNano":"10500000000","service":"shop","name":"GET /"}]}]}""",
            text);
    }

    [Theory]
    [InlineData("structure?mode=speed", "write errors or latency")]
    [InlineData("structure?traces=0", "from 1 to 10000")]
    [InlineData("structure?q=%7B", "invalid TraceQL query")]
    [InlineData("exceptions?limit=1001", "from 1 to 1000")]
    [InlineData("exceptions?q=x", "invalid TraceQL query")]
    public async Task A_wrong_request_is_400_with_the_reason(string path, string reason)
    {
        await using var host = await ApiHost.StartAsync();
        var (status, text) = await host.GetAsync("/api/vivace/" + path);
        Assert.Equal(400, status);
        Assert.Contains(reason, text, StringComparison.Ordinal);
    }

    private static StructureNode Node(string service, int kind, IReadOnlyList<StructureNode> children) =>
        new(service, "GET /", kind, 3, 1, 100, 40, 33.6, [new TraceId(1, 2)], children);
}
