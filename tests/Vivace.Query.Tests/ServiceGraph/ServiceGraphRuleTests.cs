using Vivace.Core;
using Vivace.Query.ServiceGraph;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Query.Tests.ServiceGraph;

public class ServiceGraphRuleTests
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task A_client_span_with_a_server_span_below_it_is_a_request_between_their_services()
    {
        var trace = new TestTrace();
        trace.Root("shop", "GET /").OfKind(SpanKind.Server).Lasting(200 * Millisecond)
            .Child("POST").OfKind(SpanKind.Client).Lasting(100 * Millisecond)
            .Child("pay", "POST /pay").OfKind(SpanKind.Server).Lasting(80 * Millisecond).WithError();
        var graph = await GraphOf(trace);

        Assert.Equal("user -> shop VirtualNode 1/0, shop -> pay Request 1/1", Edges(graph));
        Assert.Equal("Service pay 1/1, Service shop 1/0, User user 0/0", Nodes(graph));
        var edge = graph.Edges.Single(edge => edge.Connection == ServiceGraphConnection.Request);
        Assert.Equal(100e6, edge.ClientDurations.P99Nanoseconds, 2e6);
        Assert.Equal(80e6, edge.Requests.Durations.P50Nanoseconds, 2e6);
        Assert.Empty(graph.Unmatched);
    }

    [Fact]
    public async Task Messages_make_edges_of_their_own_kind()
    {
        var trace = new TestTrace();
        var root = trace.Root("shop", "order");
        root.Child("send").OfKind(SpanKind.Producer).Child("mail", "receive").OfKind(SpanKind.Consumer);
        Assert.Equal("shop -> mail Messaging 1/0", Edges(await GraphOf(trace)));
    }

    [Fact]
    public async Task A_queue_stands_in_for_the_side_that_sent_no_span()
    {
        var trace = new TestTrace();
        trace.Root("shop", "send").OfKind(SpanKind.Producer).With("messaging.system", "kafka").With("messaging.destination.name", "orders");
        var other = new TestTrace(2);
        other.Root("mail", "receive").OfKind(SpanKind.Consumer).With("messaging.system", "kafka").With("messaging.destination.name", "orders");
        var graph = await GraphOf(trace, other);

        Assert.Equal("shop -> orders Messaging 1/0, orders -> mail Messaging 1/0", Edges(graph));
        Assert.Equal("kafka", graph.Nodes.Single(node => node.Type == ServiceGraphNodeType.Messaging).System);
    }

    [Fact]
    public async Task A_call_to_a_database_names_it_by_what_is_known_best()
    {
        var trace = new TestTrace();
        var root = trace.Root("shop", "job");
        root.Child("a").OfKind(SpanKind.Client).With("db.system", "postgresql").With("db.name", "orders").With("server.address", "db1");
        root.Child("b").OfKind(SpanKind.Client).With("db.system", "redis").With("network.peer.address", "10.0.0.1").With("network.peer.port", 6379);
        root.Child("c").OfKind(SpanKind.Client).With("db.system.name", "sqlite").With("db.namespace", "main").WithError();
        root.Child("d").OfKind(SpanKind.Client).With("db.system", "mysql").With("peer.service", "legacy").With("server.address", "db9");
        var graph = await GraphOf(trace);

        Assert.Equal("Database 10.0.0.1:6379 1/0, Database db1 1/0, Database legacy 1/0, Database main 1/1, Service shop 0/0", Nodes(graph));
        Assert.Equal("postgresql", graph.Nodes.Single(node => node.Name == "db1").System);
        Assert.All(graph.Edges, edge => Assert.Equal(ServiceGraphConnection.Database, edge.Connection));
    }

    [Fact]
    public async Task A_peer_without_spans_is_a_node_unless_a_service_has_its_name()
    {
        var trace = new TestTrace();
        var root = trace.Root("shop", "job");
        root.Child("a").OfKind(SpanKind.Client).With("peer.service", "stripe");
        root.Child("b").OfKind(SpanKind.Client).With("peer.service", "mail");
        root.Child("mail", "sweep");
        Assert.Equal("External stripe 1/0, Service mail 0/0, Service shop 0/0", Nodes(await GraphOf(trace)));
    }

    [Fact]
    public async Task Every_span_without_a_counterpart_says_why()
    {
        var trace = new TestTrace();
        var root = trace.Root("shop", "job");
        root.Child("lost").OfKind(SpanKind.Client).With("server.address", "api.example.com");
        root.Child("wrapped").OfKind(SpanKind.Client).Child("retry").Child("pay", "POST").OfKind(SpanKind.Server);
        root.Child("local").OfKind(SpanKind.Server);
        var twice = root.Child("fan").OfKind(SpanKind.Client);
        twice.Child("pay", "one").OfKind(SpanKind.Server);
        twice.Child("pay", "two").OfKind(SpanKind.Server).After(3 * Millisecond);
        root.Child("db").OfKind(SpanKind.Client).With("db.system", "x").Child("proxy", "q").OfKind(SpanKind.Server);
        root.Child("nameless").OfKind(SpanKind.Client).Child("", "n").OfKind(SpanKind.Server);
        var graph = await GraphOf(trace);

        Assert.Equal(
            [
                "client InternalBetween shop  1", "client NoServerSpan shop api.example.com 1", "client NoServiceName shop  1",
                "server ClientAlreadyMatched pay  1", "server ClientIsDatabase proxy  1", "server InternalBetween pay  1",
                "server NoServiceName   1", "server ParentNotClient shop  1",
            ],
            graph.Unmatched.Select(one => $"{(one.IsServer ? "server" : "client")} {one.Cause} {one.Service} {one.Peer} {one.Count}")
                .Order(StringComparer.Ordinal));
        Assert.Equal(trace["lost"].SpanId, graph.Unmatched.Single(one => one.Cause == UnmatchedCause.NoServerSpan).SpanId);
        Assert.All(graph.Unmatched, one => Assert.Equal(trace.Id, one.TraceId));
    }

    [Fact]
    public async Task A_server_span_whose_parent_was_not_received_says_so()
    {
        var trace = new TestTrace();
        var server = trace.Root("shop", "lost").OfKind(SpanKind.Client).Child("pay", "POST").OfKind(SpanKind.Server);
        await using var store = Store.Of([Traces.ToRequest(server).ToBytes()]);
        var graph = await store.ServiceGraphAsync();

        var unmatched = Assert.Single(graph.Unmatched);
        Assert.Equal((true, UnmatchedCause.ClientNotFound, "pay"), (unmatched.IsServer, unmatched.Cause, unmatched.Service));
        Assert.Empty(graph.Edges);
        Assert.Equal("Service pay 1/0", Nodes(graph));
    }

    [Fact]
    public async Task Services_of_one_name_in_two_namespaces_are_two()
    {
        var trace = new TestTrace().WithResource("shop", "service.namespace", "blue");
        var other = new TestTrace(2).WithResource("shop", "service.namespace", "green");
        trace.Root("shop", "a").OfKind(SpanKind.Server);
        other.Root("shop", "a").OfKind(SpanKind.Server);
        var graph = await GraphOf(trace, other);
        Assert.Equal(["blue", "green"], graph.Nodes.Where(node => node.Name == "shop").Select(node => node.Namespace).Order());
    }

    [Fact]
    public async Task A_service_is_in_the_group_of_most_of_its_spans_and_a_peer_in_none()
    {
        var west = new TestTrace().WithResource("shop", "k8s.cluster.name", "west");
        west.Root("shop", "a").OfKind(SpanKind.Server).Child("pay").OfKind(SpanKind.Client).With("peer.service", "stripe");
        var east = new TestTrace(2).WithResource("shop", "k8s.cluster.name", "east");
        east.Root("shop", "a").OfKind(SpanKind.Server);
        var nowhere = new TestTrace(3);
        nowhere.Root("shop", "a").OfKind(SpanKind.Server);
        nowhere.Root("shop", "b").OfKind(SpanKind.Server);
        nowhere.Root("shop", "c").OfKind(SpanKind.Server);

        Assert.Equal("shop west, stripe -, user -", await GroupsAsync("k8s.cluster.name", west, east, nowhere));
        Assert.Equal("shop -, stripe -, user -", await GroupsAsync("k8s.pod.name", west, east, nowhere));
    }

    [Fact]
    public async Task Of_equally_frequent_values_the_first_names_the_group_whatever_its_type()
    {
        var one = new TestTrace().WithResource("shop", "rack", 12);
        one.Root("shop", "a").OfKind(SpanKind.Server);
        var other = new TestTrace(2).WithResource("shop", "rack", "11");
        other.Root("shop", "a").OfKind(SpanKind.Server);
        Assert.Equal("shop 11, user -", await GroupsAsync("rack", one, other));
        Assert.Equal("shop 11, user -", await GroupsAsync("rack", other, one));
    }

    [Fact]
    public async Task The_other_side_of_a_request_that_is_asked_for_has_a_group_too()
    {
        var trace = new TestTrace().WithResource("shop", "zone", "a").WithResource("pay", "zone", "b");
        trace.Root("shop", "GET /").OfKind(SpanKind.Client).Child("pay", "POST").OfKind(SpanKind.Server);
        Assert.Equal("pay b, shop a", await GroupsAsync("zone", "{ resource.service.name = \"pay\" }", trace));
    }

    [Theory]
    [InlineData(Placement.Live)]
    [InlineData(Placement.OneBlock)]
    [InlineData(Placement.Scattered)]
    public async Task Of_chosen_traces_every_call_counts_wherever_it_begins_and_none_of_others(Placement placement)
    {
        var traces = Enumerable.Range(1, 9).Select(number =>
        {
            var trace = new TestTrace(number);
            var root = trace.Root("shop", "GET /").OfKind(SpanKind.Server).Lasting(1_000 * Millisecond);
            root.Child("pay").OfKind(SpanKind.Client).Child("pay", "POST /pay").OfKind(SpanKind.Server);
            root.Child("late").OfKind(SpanKind.Client).With("db.system", "redis").After(900 * Millisecond);
            return trace;
        }).ToArray();
        var start = traces[0].StartUnixNanoseconds;
        await using var store = await Store.OpenAsync(placement, [.. traces.SelectMany(trace => trace.Spans).Select(span => Traces.ToRequest(span).ToBytes())]);
        var graph = await store.ServiceGraphAsync(new TimeRange(start, start + 100), traces: new HashSet<TraceId> { traces[1].Id, traces[3].Id, traces[8].Id });

        Assert.Equal("user -> shop VirtualNode 3/0, shop -> redis Database 3/0, shop -> pay Request 3/0", Edges(graph));
        Assert.Equal("Database redis 3/0, Service pay 3/0, Service shop 3/0, User user 0/0", Nodes(graph));
        Assert.Empty((await store.ServiceGraphAsync(traces: new HashSet<TraceId>())).Nodes);
    }

    [Fact]
    public async Task The_busiest_stay_when_there_are_too_many()
    {
        var trace = new TestTrace();
        var root = trace.Root("shop", "job");
        for (var i = 0; i < 5; i++)
            root.Child("often").OfKind(SpanKind.Client).With("peer.service", "often");
        root.Child("seldom").OfKind(SpanKind.Client).With("peer.service", "seldom");
        await using var store = Store.Of(trace);
        var graph = await store.ServiceGraphAsync(maxNodes: 2);

        Assert.Equal("External often 5/0, Service shop 0/0", Nodes(graph));
        Assert.Equal(new ServiceGraphCut(3, 2), graph.Limited);
    }

    [Fact]
    public async Task A_graph_that_needs_too_much_memory_is_refused_with_the_limit()
    {
        await using var store = Store.Of(Traces.Checkout());
        var execution = new ServiceGraphExecution(new ServiceGraphRequest([TenantId.Single], TimeRange.All, null, 10, 10), limitBytes: 100);
        using var snapshot = store.Open(TimeRange.All);
        var failure = await Assert.ThrowsAsync<QueryException>(() => execution.VisitAsync(snapshot, TestContext.Current.CancellationToken));
        Assert.Equal((QueryErrorKind.LimitExceeded, "vivace.query.max_memory_bytes"), (failure.Kind, failure.Limit));
    }

    [Fact]
    public void Durations_are_found_again_within_their_error_and_add_up()
    {
        var random = new Random(5);
        var together = new Durations.DurationHistograms();
        var apart = new Durations.DurationHistograms();
        together.Reserve(1);
        apart.Reserve(2);
        for (var i = 0; i < 2_000; i++)
        {
            var duration = (long)Math.Pow(2, random.NextDouble() * 62.9);
            together.Add(0, duration);
            apart.Add(random.Next(2), duration);
            var one = new Durations.DurationHistograms();
            one.Reserve(1);
            one.Add(0, duration);
            Assert.InRange(one.Quantiles(0).P50Nanoseconds, duration * (1 - 1.0 / 64), duration * (1 + 1.0 / 64));
        }

        apart.Add(0, apart, 1);
        Assert.Equal(together.Quantiles(0), apart.Quantiles(0));
    }

    private static Task<string> GroupsAsync(string key, params TestTrace[] traces) => GroupsAsync(key, query: null, traces);

    private static async Task<string> GroupsAsync(string key, string? query, params TestTrace[] traces)
    {
        await using var store = Store.Of(traces);
        var graph = await store.ServiceGraphAsync(query: query, groupKey: key);
        return string.Join(", ", graph.Nodes.Select(node => $"{node.Name} {node.Group ?? "-"}").Order(StringComparer.Ordinal));
    }

    private static async Task<ServiceGraphResult> GraphOf(params TestTrace[] traces)
    {
        await using var store = Store.Of(traces);
        return await store.ServiceGraphAsync();
    }

    private static string Nodes(ServiceGraphResult graph) => string.Join(", ", graph.Nodes
        .Select(node => $"{node.Type} {node.Name} {node.Served.Count}/{node.Served.Errors}")
        .Order(StringComparer.Ordinal));

    private static string Edges(ServiceGraphResult graph) => string.Join(", ", graph.Edges
        .Select(edge => $"{graph.Nodes[edge.Client].Name} -> {graph.Nodes[edge.Server].Name} {edge.Connection} {edge.Requests.Count}/{edge.Requests.Errors}")
        .OrderDescending(StringComparer.Ordinal));
}
