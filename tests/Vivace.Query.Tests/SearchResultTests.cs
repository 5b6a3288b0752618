using Vivace.Core;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Query.Tests;

public class SearchResultTests
{
    [Fact]
    public async Task A_summary_tells_root_services_and_duration()
    {
        await using var store = Store.Of(Traces.Checkout());

        var trace = Assert.Single((await store.SearchAsync("{ kind = client }")).Traces);

        Assert.Equal("shop", trace.RootServiceName);
        Assert.Equal("GET /checkout", trace.RootTraceName);
        Assert.Equal(new ServiceStats(3, 0), trace.ServiceStats["shop"]);
        Assert.Equal(new ServiceStats(1, 0), trace.ServiceStats["mailer"]);
        Assert.Equal(2, Assert.Single(trace.Spansets).Matched);
    }

    [Fact]
    public async Task Fields_that_the_query_mentions_are_listed_whether_or_not_they_decide()
    {
        await using var store = Store.Of(Traces.Checkout());

        var span = Assert.Single(Spans(await store.SearchAsync(
            "{ span.cart.items = 3 || span.cart.total > 1000 } | select(kind, duration, .service.name, span.none)")));

        Assert.Null(span.Name);
        Assert.Equal(
            ["cart.items=Integer { Value = 3 }", "cart.total=Real { Value = 99.5 }", "kind=Text { Value = internal }",
                "service.name=Text { Value = shop }"],
            span.Attributes.Select(a => $"{a.Key}={a.Value}"));
    }

    [Fact]
    public async Task Aggregates_and_groups_are_listed_on_spansets()
    {
        await using var store = Store.Of(Traces.Checkout());

        var spansets = Assert.Single((await store.SearchAsync("{} | by(kind) | max(duration) > 90ms")).Traces).Spansets;

        Assert.Equal(
            ["by(kind)=Text { Value = client }, max(duration)=Text { Value = 100ms }",
                "by(kind)=Text { Value = server }, max(duration)=Text { Value = 120ms }"],
            spansets.Select(s => string.Join(", ", s.Attributes.Select(a => $"{a.Key}={a.Value}"))).Order());
    }

    [Fact]
    public async Task Spans_per_spanset_cuts_the_list_but_not_the_count()
    {
        await using var store = Store.Of(Traces.Checkout());

        var spanset = Assert.Single(Assert.Single((await store.SearchAsync("{}", spansPerSpanset: 2)).Traces).Spansets);

        Assert.Equal(2, spanset.Spans.Count);
        Assert.Equal(6, spanset.Matched);
    }

    [Theory]
    [InlineData(Placement.Live)]
    [InlineData(Placement.OneBlock)]
    [InlineData(Placement.Scattered)]
    public async Task The_newest_traces_are_returned_newest_first(Placement placement)
    {
        var traces = Enumerable.Range(1, 60).Select(i =>
            Traces.Checkout(i).At(TestTrace.DefaultStartUnixNanoseconds + (ulong)(i * 7 % 60) * 1_000_000_000)).ToList();
        await using var store = await Store.OpenAsync(placement, [.. traces.Select(t => t.ToBytes())]);

        var found = (await store.SearchAsync("{ kind = server }", limit: 5)).Traces;

        Assert.Equal(
            traces.OrderByDescending(t => t.StartUnixNanoseconds).Take(5).Select(t => t.Id), found.Select(t => t.TraceId));
    }

    [Fact]
    public async Task A_trace_qualifies_when_a_matching_span_overlaps_the_range()
    {
        await using var store = Store.Of(Traces.Checkout());
        var start = TestTrace.DefaultStartUnixNanoseconds;
        var late = new TimeRange(start + 110_000_000, start + 200_000_000);

        Assert.Single((await store.SearchAsync("{ name = \"send receipt\" }", range: late)).Traces);
        Assert.Empty((await store.SearchAsync("{ name = \"validate cart\" }", range: late)).Traces);
    }

    [Fact]
    public async Task Costs_are_reported()
    {
        await using var store = await Store.OpenAsync(Placement.OneBlock, [Traces.Checkout().ToBytes()]);

        var metrics = (await store.SearchAsync("{ span.cart.items = 3 }")).Metrics;

        Assert.Equal((1, 6UL, 1, 1), (metrics.InspectedTraces, metrics.InspectedSpans, metrics.TotalBlocks, metrics.CompletedJobs));
        Assert.True(metrics.InspectedBytes > 0);
    }

    [Fact]
    public async Task Of_a_metrics_query_the_spanset_part_is_searched()
    {
        await using var store = Store.Of(Traces.Checkout());

        Assert.Equal(2, Spans(await store.SearchAsync("{ kind = client } | rate()")).Count);
        await Assert.ThrowsAsync<QueryException>(() => store.SearchAsync("({} | rate()) + ({} | rate())"));
    }

    [Fact]
    public async Task A_structural_operand_of_several_spansets_is_refused()
    {
        await using var store = Store.Of(Traces.Checkout());

        var failure = await Assert.ThrowsAsync<QueryException>(() => store.SearchAsync("({} | by(name)) >> ({} | by(name))"));

        Assert.Contains("coalesce()", failure.Message, StringComparison.Ordinal);
    }

    private static List<MatchedSpan> Spans(SearchResult result) =>
        [.. result.Traces.SelectMany(t => t.Spansets).SelectMany(s => s.Spans)];
}
