using Vivace.Core;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Query.Tests.Lookup;

public class SkeletonTests
{
    private const ulong Base = 1_700_000_000_000_000_000;

    public static TheoryData<Placement> Placements => [Placement.Live, Placement.OneBlock, Placement.Scattered];

    [Theory]
    [MemberData(nameof(Placements))]
    public async Task The_skeleton_of_a_random_trace_agrees_with_its_spans(Placement placement)
    {
        var random = new Random(20 + (int)placement);
        for (var round = 0; round < (placement == Placement.Live ? 40 : 12); round++)
        {
            var spans = RandomSpans(random, random.Next(1, 60));
            var expected = new ReferenceSkeleton(spans);
            await using var stored = await StoredTraces.OpenAsync(placement, [.. RandomTelemetry.Requests(random, spans)]);

            var skeleton = (await FindAsync(stored, Request(spans)))!;

            AssertRows(expected, Enumerable.Range(0, spans.Count).ToArray(), skeleton);
            Assert.Null(skeleton.Window);
            Assert.Equal(spans.Count, skeleton.TotalSpans);
            Assert.Equal(expected.Start, skeleton.StartUnixNanoseconds);
            Assert.Equal(Enumerable.Range(0, spans.Count).Count(expected.IsOrphan), skeleton.OrphanCount);
            Assert.Equal(new ReferenceTrace(spans).Root?.Span.Name, skeleton.RootName);
        }
    }

    [Fact]
    public async Task Windows_put_together_hold_every_span_once_and_never_more_than_the_limit()
    {
        var random = new Random(5);
        for (var round = 0; round < 25; round++)
        {
            var spans = RandomSpans(random, random.Next(20, 120));
            var expected = new ReferenceSkeleton(spans);
            await using var stored = await StoredTraces.OpenAsync(Placement.Live, [.. RandomTelemetry.Requests(random, spans)]);
            var limit = random.Next(2, 12);

            var seen = new HashSet<ulong>();
            await OpenAllAsync(null);
            Assert.Equal(spans.Select(IdOf).Order(), seen.Order());

            async Task OpenAllAsync(ulong? root)
            {
                for (var offset = 0; ;)
                {
                    var part = (await FindAsync(stored, Request(spans) with { Limit = limit, RootSpanId = root, Offset = offset }))!;
                    Assert.InRange(part.SpanIds.Length, 1, limit);
                    Assert.NotNull(part.Window);
                    AssertRows(expected, [.. part.SpanIds.Select(id => expected.Rows.FindIndex(row => IdOf(row.Span) == id))], part);
                    for (var row = root is null ? 0 : 1; row < part.SpanIds.Length; row++)
                    {
                        Assert.True(seen.Add(part.SpanIds[row]), "a span came twice");
                        // What lies below the window's last level is opened by itself.
                        var hasNoChildHere = !part.Parents.Contains(row);
                        if (part.Flags[row].HasFlag(SkeletonFlags.MoreChildren) && hasNoChildHere)
                            await OpenAllAsync(part.SpanIds[row]);
                    }

                    offset += Enumerable.Range(0, part.SpanIds.Length).Count(row => part.Parents[row] == (root is null ? -1 : 0));
                    if (offset >= part.Window!.Total)
                        return;
                }
            }
        }
    }

    [Fact]
    public async Task Levels_can_be_limited()
    {
        await using var stored = await StoredTraces.OpenAsync(Placement.Live, [Traces.Checkout().ToBytes()]);
        var request = new TraceSkeletonRequest([TenantId.Single], Traces.Checkout().Id, TimeRange.All, 100) { MaxLevels = 2 };

        var skeleton = (await FindAsync(stored, request))!;

        Assert.Equal(["GET /checkout", "validate cart", "POST /pay", "send receipt"], skeleton.NameIndexes.Select(i => skeleton.Names[(int)i]));
        Assert.Equal(new SkeletonWindow(null, 2, 0, 100, 1), skeleton.Window);
        Assert.Equal(SkeletonFlags.MoreChildren, skeleton.Flags[2]);
        Assert.Equal((1u, 2u), (skeleton.ChildCounts[2], skeleton.DescendantCounts[2]));
    }

    [Fact]
    public async Task Events_links_exceptions_and_repeated_ids_are_marked()
    {
        var trace = new TestTrace();
        var root = trace.Root("shop", "GET /cart").Lasting(TimeSpan.FromMilliseconds(10));
        root.Child("load").WithEvent("retry", TimeSpan.FromMilliseconds(2)).WithEvent("exception", TimeSpan.FromMilliseconds(3));
        root.Child("send").WithLink(trace.Id, root.SpanId);
        var twice = root.Child("twice");
        var request = trace.ToBytes();
        // The same id with other content is no repetition: kept as sent.
        var again = new OtlpRequest(
        [
            new OtlpResourceSpans
            {
                ScopeSpans = [new OtlpScopeSpans { Spans = [twice.ToModel() with { Name = "again" }] }],
            },
        ]);
        await using var stored = await StoredTraces.OpenAsync(Placement.OneBlock, [request, again.ToBytes()]);

        var skeleton = (await FindAsync(stored, new TraceSkeletonRequest([TenantId.Single], trace.Id, TimeRange.All, 100)))!;

        Assert.Equal(
            ["GET /cart: None", "load: Events, Exception", "send: Links", "twice: None", "again: DuplicateId"],
            skeleton.NameIndexes.Select((name, row) => $"{skeleton.Names[(int)name]}: {skeleton.Flags[row]}"));
        Assert.Equal(1, skeleton.DuplicateCount);
        Assert.Equal([1u, 1u], skeleton.EventRows);
        Assert.Equal([3e6, 4e6], skeleton.EventOffsets);
        Assert.Equal([(byte)0, (byte)1], skeleton.EventFlags);
    }

    [Fact]
    public async Task An_unknown_trace_and_an_unknown_root_have_no_skeleton()
    {
        await using var stored = await StoredTraces.OpenAsync(Placement.Live, [Traces.Checkout().ToBytes()]);
        var request = new TraceSkeletonRequest([TenantId.Single], Traces.Checkout().Id, TimeRange.All, 100);

        Assert.Null(await FindAsync(stored, request with { TraceId = new TraceId(9, 9) }));
        Assert.Null(await FindAsync(stored, request with { RootSpanId = 12345 }));
    }

    [Fact]
    public async Task A_damaged_block_leaves_the_rest_with_a_reason()
    {
        var trace = Traces.Checkout();
        var requests = trace.Spans.Select(span => Traces.ToRequest(span).ToBytes()).ToList();
        await using var stored = await StoredTraces.OpenAsync(Placement.Scattered, requests);
        var block = Directory.EnumerateFiles(stored.BlocksPath, "spans*", SearchOption.AllDirectories).First();
        var bytes = await File.ReadAllBytesAsync(block, TestContext.Current.CancellationToken);
        Array.Fill(bytes, (byte)0x55, 0, 64); // the first columns
        await File.WriteAllBytesAsync(block, bytes, TestContext.Current.CancellationToken);

        var found = await stored.Local.FindSkeletonAsync(
            new TraceSkeletonRequest([TenantId.Single], trace.Id, TimeRange.All, 100), TestContext.Current.CancellationToken);

        Assert.Equal(4, found.Skeleton!.TotalSpans);
        Assert.Contains("cannot be read", found.PartialReason, StringComparison.Ordinal);
    }

    private static void AssertRows(ReferenceSkeleton expected, int[] rows, TraceSkeleton skeleton)
    {
        Assert.Equal(rows.Length, skeleton.SpanIds.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            var (span, parent, depth) = expected.Rows[rows[i]];
            Assert.Equal(IdOf(span), skeleton.SpanIds[i]);
            Assert.Equal(depth, skeleton.Depths[i]);
            Assert.Equal((double)(span.Span.StartTimeUnixNano - expected.Start), skeleton.Starts[i]);
            Assert.Equal((double)ReferenceSkeleton.Duration(span.Span), skeleton.Durations[i]);
            Assert.Equal((double)expected.SelfTime(rows[i]), skeleton.SelfTimes[i]);
            Assert.Equal(span.Span.Name, skeleton.Names[(int)skeleton.NameIndexes[i]]);
            Assert.Equal(ServiceOf(span), skeleton.Services[(int)skeleton.ServiceIndexes[i]]);
            Assert.Equal((span.Span.Kind, span.Span.Status?.Code ?? 0), (skeleton.Kinds[i], skeleton.Statuses[i]));
            Assert.Equal(expected.ChildCount(rows[i]), (int)skeleton.ChildCounts[i]);
            Assert.Equal(expected.DescendantCount(rows[i]), (int)skeleton.DescendantCounts[i]);
            Assert.Equal(expected.IsOrphan(rows[i]), skeleton.Flags[i].HasFlag(SkeletonFlags.Orphan));
            Assert.Equal(span.Span.Events.Count > 0, skeleton.Flags[i].HasFlag(SkeletonFlags.Events));
            Assert.Equal(span.Span.Links.Count > 0, skeleton.Flags[i].HasFlag(SkeletonFlags.Links));
            Assert.Equal(
                span.Span.Events.Select(item => (double)((long)item.TimeUnixNano - (long)expected.Start)),
                skeleton.EventOffsets.Where((_, item) => skeleton.EventRows[item] == (uint)i));
            if (skeleton.Parents[i] >= 0)
                Assert.Equal(rows[skeleton.Parents[i]], parent);
            else
                Assert.True(parent < 0 || i == 0, "only the first row of a window may leave its parent out");
        }
    }

    private static List<StoredSpan> RandomSpans(Random random, int count)
    {
        var spans = new List<StoredSpan>();
        for (var i = 0; i < count; i++)
        {
            var parent = i == 0 || random.Next(15) == 0
                ? (random.Next(2) == 0 ? [] : OtlpRandom.IdBytes(0xDEAD_0000UL + (ulong)i))
                : spans[random.Next(Math.Max(0, i - 8), i)].Span.SpanId;
            var start = Base + (ulong)random.Next(40);
            spans.Add(new StoredSpan(
                new OtlpSpan
                {
                    TraceId = OtlpRandom.IdBytes(7).Concat(OtlpRandom.IdBytes(8)).ToArray(),
                    SpanId = OtlpRandom.IdBytes((ulong)random.NextInt64(1, long.MaxValue)),
                    ParentSpanId = parent,
                    Name = $"n{random.Next(4)}",
                    Kind = random.Next(6),
                    StartTimeUnixNano = start,
                    EndTimeUnixNano = random.Next(12) == 0 ? start - 3 : start + (ulong)random.Next(30),
                    Status = random.Next(3) == 0 ? null : new OtlpStatus("", random.Next(3)),
                    Events = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new OtlpEvent
                    {
                        Name = random.Next(2) == 0 ? "exception" : "log",
                        TimeUnixNano = start + (ulong)random.Next(10) - 2,
                    })],
                    Links = random.Next(5) == 0 ? [new OtlpLink { TraceId = new byte[16], SpanId = new byte[8] }] : [],
                },
                random.Next(6) == 0 ? null : new OtlpResource { Attributes = [new OtlpAttribute("service.name", $"s{random.Next(3)}")] },
                null));
        }

        return spans;
    }

    private static string ServiceOf(StoredSpan span) => span.Resource is null ? "" : ((OtlpValue.Text)span.Resource.Attributes[0].Value!).Value;

    private static ulong IdOf(StoredSpan span) => ReferenceTrace.IdOf(span.Span.SpanId);

    private static TraceSkeletonRequest Request(List<StoredSpan> spans) =>
        new([TenantId.Single], TraceId.FromBytes(spans[0].Span.TraceId), TimeRange.All, 1_000);

    private static async Task<TraceSkeleton?> FindAsync(StoredTraces stored, TraceSkeletonRequest request) =>
        (await stored.Local.FindSkeletonAsync(request, TestContext.Current.CancellationToken)).Skeleton;
}
