using System.Text.Json;
using Vivace.Core;
using Vivace.Server.Api;
using Vivace.Store;
using Xunit;

namespace Vivace.Server.Tests.Api;

public sealed class ServiceGraphApiTests
{
    private const string Path = "/api/vivace/service-graph";

    [Fact]
    public async Task A_graph_has_nodes_edges_and_what_is_missing()
    {
        await using var host = await ApiHost.StartAsync(new ScriptedStore { OnServiceGraph = _ => Graph(null) });
        var (status, text) = await host.GetAsync(Path + "?q=%7Bstatus=error%7D&start=10&end=3610");

        Assert.Equal(200, status);
        var asked = host.Store.Single<ServiceGraphRequest>();
        Assert.Equal(new TimeRange(10_000_000_000, 3_610_000_000_000), asked.Range);
        Assert.Equal("{status=error}", asked.Query!.Text);
        Assert.Equal(
            """
            {"startUnixNano":"10000000000","endUnixNano":"3610000000000","seconds":3600,"inspectedSpans":"7","partial":false,"message":null,"nodes":[
            {"id":0,"name":"shop","type":"service","namespace":"eu","system":null,"requests":5,"errors":1,"p50Nanos":10,"p95Nanos":21,"p99Nanos":30},
            {"id":1,"name":"db1","type":"database","namespace":null,"system":"postgresql","requests":3,"errors":0,"p50Nanos":1,"p95Nanos":2,"p99Nanos":3}],"edges":[
            {"client":0,"server":1,"type":"database","requests":3,"errors":0,"clientP50Nanos":4,"clientP95Nanos":5,"clientP99Nanos":6,"serverP50Nanos":1,"serverP95Nanos":2,"serverP99Nanos":3}],"unmatched":[
            {"side":"client","cause":"no-server-span","service":"shop","peer":"api","count":2,"exampleTraceId":"00000000000000010000000000000002","exampleSpanId":"00000000000000aa"}]}
            """.ReplaceLineEndings(""),
            text);
    }

    [Theory]
    [InlineData("resource.k8s.cluster.name", "k8s.cluster.name")]
    [InlineData(".k8s.cluster.name", "k8s.cluster.name")]
    [InlineData("k8s.cluster.name", "k8s.cluster.name")]
    [InlineData("resource.%22the+zone%22", "the zone")]
    [InlineData("service.name", "service.name")]
    [InlineData("resource.name", "name")]
    public async Task A_graph_may_be_grouped_by_an_attribute_of_resources(string group, string key)
    {
        await using var host = await ApiHost.StartAsync(new ScriptedStore { OnServiceGraph = _ => Graph(null) });
        var (status, text) = await host.GetAsync($"{Path}?group={group}");

        Assert.Equal(200, status);
        Assert.Equal(key, host.Store.Single<ServiceGraphRequest>().GroupKey);
        var nodes = JsonDocument.Parse(text).RootElement.GetProperty("nodes");
        Assert.Equal("west", nodes[0].GetProperty("group").GetString());
        Assert.Equal(JsonValueKind.Null, nodes[1].GetProperty("group").ValueKind);
    }

    [Fact]
    public async Task A_limit_that_cut_the_graph_is_named_and_counted()
    {
        await using var host = await ApiHost.StartAsync(
            new ScriptedStore { OnServiceGraph = _ => Graph(new ServiceGraphCut(9, 30)) }, new QueryApiOptions { ServiceGraphMaxNodes = 2 });
        var answer = JsonDocument.Parse((await host.GetAsync(Path)).Text).RootElement;

        Assert.True(answer.GetProperty("partial").GetBoolean());
        Assert.Equal(
            "the graph has 9 nodes; the busiest 2 are shown (vivace.service_graph.max_nodes): narrow the time range or the filter",
            answer.GetProperty("message").GetString());
        Assert.Contains(
            "vivace_limit_hits_total{setting=\"vivace.service_graph.max_nodes\"} 1", (await host.GetAsync("/metrics")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_graph_of_traces_is_of_those_that_the_search_finds()
    {
        var metrics = new QueryMetrics(1, 40, 100, 1, 100, 1, 1);
        await using var host = await ApiHost.StartAsync(new ScriptedStore
        {
            OnSearch = (_, _) => Task.FromResult(new SearchResult([Trace(3, 90, 20), Trace(4, 40, 10)], metrics, "block 7 is damaged")),
            OnServiceGraph = _ => Graph(null),
        });
        var answer = JsonDocument.Parse((await host.GetAsync(Path + "?q=%7Bstatus=error%7D&start=10&end=3610&traces=2&sort=duration")).Text).RootElement;

        Assert.Equal(2, host.Store.Requests.Count);
        var search = Assert.IsType<SearchRequest>(host.Store.Requests.First());
        Assert.Equal(("{status=error}", 2, new TraceOrder(TraceSort.Duration, false)), (search.Query.Text, search.Limit, search.Order));
        Assert.Equal(new TimeRange(10_000_000_000, 3_610_000_000_000), search.Range);
        var asked = Assert.IsType<ServiceGraphRequest>(host.Store.Requests.Last());
        Assert.Equal([new TraceId(0, 3), new TraceId(0, 4)], asked.Traces!.Order());
        Assert.Equal((new TimeRange(40, 110), null), (asked.Range, asked.Query));
        Assert.Equal((2, "47", "block 7 is damaged"), (answer.GetProperty("traces").GetInt32(), answer.GetProperty("inspectedSpans").GetString(), answer.GetProperty("message").GetString()));
        Assert.Equal("10000000000", answer.GetProperty("startUnixNano").GetString());
    }

    [Theory]
    [InlineData("?q=%7B", "invalid TraceQL query")]
    [InlineData("?q=%7B%7D%7Crate()", "a metrics query finds no traces")]
    [InlineData("?start=5", "only one of start and end is given")]
    [InlineData("?start=1&end=1000000", "exceeds")]
    [InlineData("?traces=0", "invalid traces: 0; it must be from 1 to 262144 (search.max_result_limit)")]
    [InlineData("?traces=262145", "invalid traces: 262145; it must be from 1 to 262144 (search.max_result_limit)")]
    [InlineData("?traces=some", "invalid traces: \"some\" is not a whole number")]
    [InlineData("?traces=9&sort=name", "invalid sort: \"name\"; it must be start, duration, spans or errors")]
    [InlineData("?traces=9&order=up", "invalid order: \"up\"; it must be desc or asc")]
    [InlineData("?group=span.http.route", "invalid group: \"span.http.route\" is not an attribute of the resource")]
    [InlineData("?group=event.x", "invalid group: \"event.x\" is not an attribute of the resource")]
    [InlineData("?group=parent.resource.x", "invalid group: \"parent.resource.x\" is not an attribute of the resource")]
    [InlineData("?group=name", "invalid group: \"name\" is a field of spans and traces")]
    [InlineData("?group=%7B%7D", "invalid group: \"{}\" is no attribute of resources, such as resource.k8s.cluster.name: ")]
    [InlineData("?group=resource.", "invalid group: \"resource.\" is no attribute of resources")]
    public async Task A_wrong_request_is_400_with_the_reason(string query, string reason)
    {
        await using var host = await ApiHost.StartAsync();
        var (status, text) = await host.GetAsync(Path + query);
        Assert.Equal(400, status);
        Assert.Contains(reason, text, StringComparison.Ordinal);
        Assert.Empty(host.Store.Requests);
    }

    private static TraceSummary Trace(ulong id, ulong start, ulong duration) =>
        new(new TraceId(0, id), null, null, start, duration, new Dictionary<string, ServiceStats>(), []);

    private static ServiceGraphResult Graph(ServiceGraphCut? cut) => new(
        [
            new(ServiceGraphNodeType.Service, "shop", "eu", null, new RequestNumbers(5, 1, new DurationQuantiles(10, 20.6, 30)), "west"),
            new(ServiceGraphNodeType.Database, "db1", null, "postgresql", new RequestNumbers(3, 0, new DurationQuantiles(1, 2, 3))),
        ],
        [new(0, 1, ServiceGraphConnection.Database, new RequestNumbers(3, 0, new DurationQuantiles(1, 2, 3)), new DurationQuantiles(4, 5, 6))],
        [new(false, UnmatchedCause.NoServerSpan, "shop", "api", 2, new TraceId(1, 2), 0xAA)],
        cut,
        new QueryMetrics(1, 7, 100, 1, 100, 1, 1),
        null);
}
