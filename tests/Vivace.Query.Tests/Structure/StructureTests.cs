using System.Globalization;
using Vivace.Core;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Query.Tests.Structure;

public class StructureTests
{
    public static MatrixTheoryData<int, Placement> Cases => new(Enumerable.Range(1, 4), Enum.GetValues<Placement>());

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_tree_agrees_with_one_made_span_by_span(int seed, Placement placement)
    {
        var random = new Random(seed * 10 + (int)placement);
        var spans = RandomTelemetry.Spans(random, traces: 30);
        var traces = spans.GroupBy(s => s.Span.TraceId[15]).Select(g => new ReferenceTrace(g)).ToList();
        await using var store = await Store.OpenAsync(placement, [.. RandomTelemetry.Requests(random, spans)]);
        foreach (var (query, isMatch) in new (string?, Func<StoredSpan, bool>)[]
        {
            (null, _ => true), ("{ status = error }", span => span.Span.Status?.Code == 2), ("{ kind = server }", span => span.Span.Kind == 2),
        })
        {
            foreach (var maxTraces in new[] { 1, 7, 1_000 })
            {
                var chosen = traces
                    .Where(trace => trace.Spans.Any(isMatch))
                    .OrderByDescending(trace => trace.Spans.Min(span => span.Span.StartTimeUnixNano))
                    .Take(maxTraces).ToList();
                var result = await store.StructureAsync(query, maxTraces: maxTraces);

                Assert.Equal(chosen.Count, result.Traces);
                Assert.Equal(traces.Count(trace => trace.Spans.Any(isMatch)) > maxTraces, result.MoreTraces);
                Assert.Equal(Expected(chosen), Flatten(result.Roots, "").Order(StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public async Task Equal_spans_below_equal_spans_are_one_node_and_self_time_is_what_children_leave()
    {
        var traces = Enumerable.Range(1, 4).Select(Traces.Checkout).ToArray();
        traces[3]["SELECT accounts"].WithError();
        await using var store = Store.Of(traces);
        var result = await store.StructureAsync(order: StructureOrder.Duration);

        var root = Assert.Single(result.Roots);
        Assert.Equal(("shop", "GET /checkout", 2, 4L), (root.Service, root.Name, root.Kind, root.Count));
        Assert.Equal(["POST /pay", "send receipt", "validate cart"], root.Children.Select(child => child.Name));
        var pay = root.Children[0];
        Assert.Equal((400_000_000, 80_000_000), (pay.DurationNanoseconds, pay.SelfNanoseconds));
        Assert.Equal(1, pay.Children[0].Children[0].Errors);
        Assert.Equal(100e6, pay.P95Nanoseconds, 2e6);
        Assert.Equal(3, root.Examples.Count);
    }

    [Fact]
    public async Task What_failed_comes_first_when_errors_are_asked_for()
    {
        var trace = new TestTrace();
        var root = trace.Root("shop", "GET /").OfKind(SpanKind.Server);
        root.Child("slow").Lasting(TimeSpan.FromSeconds(5));
        root.Child("broken").WithError();
        await using var store = Store.Of(trace);
        Assert.Equal(["broken", "slow"], (await store.StructureAsync()).Roots[0].Children.Select(child => child.Name));
        Assert.Equal(["slow", "broken"], (await store.StructureAsync(order: StructureOrder.Duration)).Roots[0].Children.Select(child => child.Name));
    }

    [Fact]
    public async Task Limits_keep_what_matters_most_and_say_what_they_left_out()
    {
        var trace = new TestTrace();
        var root = trace.Root("shop", "GET /");
        root.Child("a").WithError().Child("a1").WithError().Child("a2").WithError();
        root.Child("b").Child("b1");
        await using var store = Store.Of(trace);

        var few = await store.StructureAsync(maxNodes: 3);
        Assert.Equal(3, few.NodesLeftOut);
        Assert.Equal("a1", few.Roots[0].Children.Single().Children.Single().Name);

        var flat = await store.StructureAsync(maxLevels: 2);
        Assert.Equal((3L, 0), (flat.SpansTooDeep, flat.NodesLeftOut));
        Assert.All(flat.Roots[0].Children, child => Assert.Empty(child.Children));
    }

    [Fact]
    public async Task Only_traces_with_a_match_in_the_range_are_merged()
    {
        await using var store = Store.Of(Traces.Checkout(1), Traces.Checkout(2).At(TestTrace.DefaultStartUnixNanoseconds + 3_600_000_000_000));
        var hour = new TimeRange(TestTrace.DefaultStartUnixNanoseconds, TestTrace.DefaultStartUnixNanoseconds + 60_000_000_000);
        Assert.Equal(1, (await store.StructureAsync(range: hour)).Traces);
        Assert.Equal(0, (await store.StructureAsync("{ name = `none` }")).Traces);
    }

    private static IEnumerable<string> Expected(List<ReferenceTrace> traces)
    {
        var all = new Dictionary<string, (long Count, long Errors, long Duration, long Self)>(StringComparer.Ordinal);
        foreach (var trace in traces)
        {
            foreach (var span in trace.Spans)
            {
                var path = "";
                for (var above = span; above is not null; above = trace.ParentOf(above))
                    path = $"/{Service(above)}:{above.Span.Name}:{above.Span.Kind}{path}";
                var (count, errors, duration, self) = all.GetValueOrDefault(path);
                all[path] = (count + 1, errors + (span.Span.Status?.Code == 2 ? 1 : 0), duration + Duration(span), self + Duration(span) - Covered(trace, span));
            }
        }

        return all.Select(one => string.Create(
            CultureInfo.InvariantCulture, $"{one.Key} {one.Value.Count} {one.Value.Errors} {one.Value.Duration} {one.Value.Self}")).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Flatten(IReadOnlyList<StructureNode> nodes, string above) => nodes.SelectMany(node =>
    {
        var path = $"{above}/{node.Service}:{node.Name}:{node.Kind}";
        return Flatten(node.Children, path).Prepend(string.Create(
            CultureInfo.InvariantCulture, $"{path} {node.Count} {node.Errors} {node.DurationNanoseconds} {node.SelfNanoseconds}"));
    });

    private static string Service(StoredSpan span) =>
        span.Resource?.Attributes.FirstOrDefault(a => a.Key == "service.name")?.Value is OtlpValue.Text name ? name.Value : "";

    private static long Duration(StoredSpan span) => Math.Max(0, (long)(span.Span.EndTimeUnixNano - span.Span.StartTimeUnixNano));

    /// <summary>Counts the nanoseconds in milliseconds that any child covers: all times of the data are whole milliseconds.</summary>
    private static long Covered(ReferenceTrace trace, StoredSpan span)
    {
        const ulong Millisecond = 1_000_000;
        var covered = 0L;
        var children = trace.ChildrenOf(span).Where(child => Duration(child) > 0).ToList();
        for (var at = span.Span.StartTimeUnixNano; at < span.Span.StartTimeUnixNano + (ulong)Duration(span); at += Millisecond)
        {
            if (children.Exists(child => child.Span.StartTimeUnixNano <= at && at < child.Span.EndTimeUnixNano))
                covered += (long)Millisecond;
        }

        return covered;
    }
}
