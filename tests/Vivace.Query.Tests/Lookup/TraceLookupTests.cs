using Vivace.Core;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Query.Tests.Lookup;

public class TraceLookupTests
{
    private static readonly TestTrace Checkout = Traces.Checkout();

    public static TheoryData<Placement> Placements => [Placement.Live, Placement.OneBlock, Placement.Scattered];

    [Theory]
    [MemberData(nameof(Placements))]
    public async Task Spans_come_by_their_ids_exactly_as_sent(Placement placement)
    {
        await using var stored = await OpenAsync(placement);
        var wanted = Checkout.Spans.Where((_, i) => i % 2 == 1).ToList();

        var found = await stored.Local.FindSpansAsync(
            new FindSpansRequest([TenantId.Single], Checkout.Id, TimeRange.All, [.. wanted.Select(span => span.SpanId), 12345]),
            TestContext.Current.CancellationToken);

        Assert.Equal((3, 3), (found.SpanCount, found.FilteredSpanCount));
        OtlpTraces.AssertSame(
            OtlpTraces.Normalize([Traces.ToRequest(wanted).ToBytes()]), OtlpTraces.Normalize([found.TracesData.ToArray()]));
    }

    [Theory]
    [InlineData("{ kind = client }", "POST /pay, SELECT accounts")]
    [InlineData("{ kind = server } >> { kind = client }", "POST /pay, SELECT accounts")]
    [InlineData("{ trace:rootName = \"GET /checkout\" && span:childCount = 0 }", "validate cart, SELECT accounts, send receipt")]
    [InlineData("{ span.db.system = \"mysql\" }", "")]
    [InlineData("{} | count() > 6", "")]
    [InlineData("{ name =~ \"POST.*\" } | count() > 1", "POST /pay, POST /pay")]
    public async Task A_trace_is_matched_with_the_whole_language(string query, string expected)
    {
        var names = new Dictionary<ulong, string>();
        foreach (var span in Checkout.Spans)
            names[span.SpanId] = span.Name;
        foreach (var placement in Enum.GetValues<Placement>())
        {
            await using var stored = await OpenAsync(placement);

            var result = await stored.Local.MatchTraceAsync(
                new TraceMatchRequest([TenantId.Single], Checkout.Id, TimeRange.All, Store.Parse(query)),
                TestContext.Current.CancellationToken);

            Assert.Equal(expected, string.Join(", ", result.SpanIds.Select(id => names[id])));
            Assert.Equal(6, result.TotalSpans);
        }
    }

    [Theory]
    [MemberData(nameof(Placements))]
    public async Task Links_into_a_trace_are_found_from_the_other_side(Placement placement)
    {
        var job = new TestTrace(50).At(Checkout.StartUnixNanoseconds + 5_000_000_000);
        job.Root("worker", "first").WithLink(Checkout.Id, Checkout.Spans[0].SpanId);
        job.Root("worker", "second").After(TimeSpan.FromSeconds(1)).WithLink(Checkout.Id, Checkout.Spans[1].SpanId).WithLink(new TraceId(1, 2), 3);
        await using var stored = await OpenAsync(placement, job);
        var request = new TraceLinksRequest([TenantId.Single], Checkout.Id, TimeRange.All, 10);

        var all = await stored.Local.FindLinksAsync(request, TestContext.Current.CancellationToken);
        var one = await stored.Local.FindLinksAsync(request with { Limit = 1 }, TestContext.Current.CancellationToken);

        // The checkout's own link, from send receipt to POST /pay, is not one from elsewhere.
        Assert.Equal(["second", "first"], all.Links.Select(link => link.Name));
        Assert.All(all.Links, link => Assert.Equal((job.Id, "worker"), (link.TraceId, link.ServiceName)));
        Assert.Equal([Checkout.Spans[1].SpanId, Checkout.Spans[0].SpanId], all.Links.Select(link => link.LinkedSpanId));
        Assert.Equal((false, true), (all.Truncated, one.Truncated));
        Assert.Equal("second", Assert.Single(one.Links).Name);
    }

    private static Task<StoredTraces> OpenAsync(Placement placement, params IEnumerable<TestTrace> others) => StoredTraces.OpenAsync(
        placement,
        [.. Checkout.Spans.Select(span => Traces.ToRequest(span).ToBytes()), .. others.SelectMany(trace => trace.Spans.Select(span => Traces.ToRequest(span).ToBytes()))]);
}
