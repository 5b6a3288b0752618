using Vivace.Core;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Query.Tests.ServiceGraph;

public class ServiceGraphAgreementTests
{
    private const ulong Second = 1_000_000_000;

    private static readonly string[] Keys =
    [
        "db.namespace", "db.name", "db.system", "db.system.name", "peer.service", "server.address", "network.peer.address",
        "network.peer.port", "messaging.destination.name", "messaging.system", "net.peer.name",
    ];

    public static MatrixTheoryData<int, Placement> Cases => new(Enumerable.Range(1, 6), Enum.GetValues<Placement>());

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_graph_agrees_with_the_rules_span_by_span(int seed, Placement placement)
    {
        var random = new Random(seed * 10 + (int)placement);
        var spans = Spans(random);
        var traces = spans.GroupBy(s => s.Span.TraceId[15]).Select(g => new ReferenceTrace(g)).ToList();
        await using var store = await Store.OpenAsync(placement, [.. RandomTelemetry.Requests(random, spans)]);
        for (var asked = 0; asked < 12; asked++)
        {
            var first = spans.Min(span => span.Span.StartTimeUnixNano) + (ulong)random.Next(20) * Second;
            var range = random.Next(2) == 0 ? TimeRange.All : new TimeRange(first, first + (ulong)random.Next(1, 20) * Second + 1_000_000);
            var (query, isMatch) = Filter(random);
            var expected = new ReferenceServiceGraph(traces, range, isMatch);
            Compare(expected, await store.ServiceGraphAsync(range, query));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_group_of_a_service_is_what_most_of_its_spans_have(int seed, Placement placement)
    {
        var random = new Random(seed * 100 + (int)placement);
        var spans = Spans(random, rarityOfResource: 4);
        var traces = spans.GroupBy(s => s.Span.TraceId[15]).Select(g => new ReferenceTrace(g)).ToList();
        await using var store = await Store.OpenAsync(placement, [.. RandomTelemetry.Requests(random, spans)]);
        var groups = new HashSet<string?>();
        for (var asked = 0; asked < 8; asked++)
        {
            var first = spans.Min(span => span.Span.StartTimeUnixNano) + (ulong)random.Next(10) * Second;
            var range = random.Next(2) == 0 ? TimeRange.All : new TimeRange(first, first + (ulong)random.Next(5, 30) * Second);
            var (query, isMatch) = Filter(random);
            var expected = new ReferenceServiceGraph(traces, range, isMatch);
            var key = Keys[random.Next(Keys.Length)];
            var actual = await store.ServiceGraphAsync(range, query, groupKey: key);
            Compare(expected, actual);
            foreach (var node in actual.Nodes)
            {
                Assert.Equal(node.Type == ServiceGraphNodeType.Service ? expected.GroupOf(node.Name, key) : null, node.Group);
                groups.Add(node.Group);
            }

            Assert.All((await store.ServiceGraphAsync(range, query)).Nodes, node => Assert.Null(node.Group));
        }

        Assert.True(groups.Count > 2, "the spans have too few values to tell anything");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_same_spans_give_the_same_graph_however_they_are_cut(int seed)
    {
        var random = new Random(seed);
        var spans = Spans(random);
        var graphs = new List<string>();
        foreach (var placement in Enum.GetValues<Placement>())
        {
            await using var store = await Store.OpenAsync(placement, [.. RandomTelemetry.Requests(random, spans)]);
            graphs.Add(Describe(await store.ServiceGraphAsync(groupKey: "peer.service")));
        }

        await using var compacted = await Store.OpenCompactedAsync([.. RandomTelemetry.Requests(random, spans)]);
        graphs.Add(Describe(await compacted.ServiceGraphAsync(groupKey: "peer.service")));
        Assert.Single(graphs.Distinct(StringComparer.Ordinal));
    }

    private static (string? Query, Func<StoredSpan, bool> IsMatch) Filter(Random random) => random.Next(4) switch
    {
        0 => ("{ status = error }", span => span.Span.Status?.Code == 2),
        1 => ("{ span.b = true }", span => span.Span.Attributes.FirstOrDefault(a => a.Key == "b")?.Value is OtlpValue.Bool { Value: true }),
        2 => ("{ kind = client }", span => span.Span.Kind == 3),
        _ => (null, _ => true),
    };

    private static List<StoredSpan> Spans(Random random, int rarityOfResource = 60) =>
    [
        .. RandomTelemetry.Spans(random, traces: 40).Select(one => one with
        {
            Span = one.Span with { Kind = random.Next(6), Attributes = [.. one.Span.Attributes, .. Peers(random, 12)] },
            Resource = one.Resource is null ? null : one.Resource with { Attributes = [.. one.Resource.Attributes, .. Peers(random, rarityOfResource)] },
        }),
    ];

    private static IEnumerable<OtlpAttribute> Peers(Random random, int rarity)
    {
        foreach (var key in Keys)
        {
            if (random.Next(rarity) == 0)
                yield return new OtlpAttribute(key, key.EndsWith("port", StringComparison.Ordinal) ? random.Next(3) : new[] { "a", "b", "x", "y", "" }[random.Next(5)]);
        }
    }

    private static void Compare(ReferenceServiceGraph expected, ServiceGraphResult actual)
    {
        Assert.Equal(expected.Nodes, actual.Nodes.Select(Name).Order(StringComparer.Ordinal));
        foreach (var node in actual.Nodes)
            Compare(expected.Served.GetValueOrDefault(Name(node)) ?? new(), node.Served, null);
        var edges = actual.Edges.ToDictionary(edge => $"{Name(actual.Nodes[edge.Client])} -> {Name(actual.Nodes[edge.Server])} {edge.Connection}");
        Assert.Equal(expected.Edges.Keys.Order(StringComparer.Ordinal), edges.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, numbers) in expected.Edges)
            Compare(numbers, edges[key].Requests, edges[key].ClientDurations);
        Assert.Equal(
            expected.Unmatched,
            actual.Unmatched
                .Select(one => $"{(one.IsServer ? "server" : "client")} {one.Cause} {one.Service} {one.Peer} {one.Count}")
                .Order(StringComparer.Ordinal));
    }

    private static void Compare(ReferenceServiceGraph.Numbers expected, RequestNumbers actual, DurationQuantiles? clients)
    {
        Assert.Equal((expected.Count, expected.Errors), (actual.Count, actual.Errors));
        Compare(expected.ServerDurations, actual.Durations);
        if (clients is { } ofClients)
            Compare(expected.ClientDurations, ofClients);
    }

    private static void Compare(List<double> durations, DurationQuantiles quantiles)
    {
        durations.Sort();
        IsNear(0.5, quantiles.P50Nanoseconds);
        IsNear(0.95, quantiles.P95Nanoseconds);
        IsNear(0.99, quantiles.P99Nanoseconds);

        void IsNear(double quantile, double actual)
        {
            var expected = durations.Count == 0 ? 0 : durations[Math.Max(1, (int)Math.Ceiling(durations.Count * quantile)) - 1];
            Assert.InRange(actual, expected * (1 - 1.0 / 64), expected * (1 + 1.0 / 64));
        }
    }

    private static string Describe(ServiceGraphResult graph) => string.Join(
        '\n', [.. graph.Nodes.Select(node => $"{node}"), .. graph.Edges.Select(edge => $"{edge}"), .. graph.Unmatched.Select(one => $"{one}")]);

    private static string Name(ServiceGraphNode node) => $"{node.Type} {node.Name}";
}
