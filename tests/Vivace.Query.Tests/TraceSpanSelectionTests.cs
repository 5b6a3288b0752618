using Microsoft.Extensions.Logging.Abstractions;
using Vivace.Core;
using Vivace.Otlp.Wire;
using Vivace.Query.Lookup;
using Vivace.Storage;
using Vivace.Storage.Live;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Query.Tests;

public class TraceSpanSelectionTests
{
    [Fact]
    public void Wanted_spans_are_those_that_match_and_the_levels_around_them()
    {
        var random = new Random(7);
        var several = 0;
        for (var round = 0; round < 200; round++)
        {
            var spans = RandomTelemetry.Spans(random, traces: 1);
            var condition = Store.Condition(random.Next(2) == 0 ? "{ name = \"a\" }" : "{ span.i > 0 || kind = server }")!;
            var filter = new TraceSpanFilter(condition, random.Next(-1, 3), random.Next(-1, 3));

            var expected = Expected(new ReferenceTrace(spans), filter);
            several += expected.Count > 0 && expected.Count < spans.Count ? 1 : 0;
            var result = Apply([.. RandomTelemetry.Requests(random, spans)], filter);

            Assert.Equal(expected.Order(), IdsIn(result.TracesData).Order());
            Assert.Equal((expected.Count, spans.Count - expected.Count), (result.SpanCount, result.FilteredSpanCount));
        }

        Assert.True(several > 50, $"only {several} filters told spans apart");
    }

    [Fact]
    public async Task The_local_store_filters_live_spans_and_blocks_alike()
    {
        var folder = Directory.CreateTempSubdirectory("vivace-query-").FullName;
        var cancellation = TestContext.Current.CancellationToken;
        var options = new StorageOptions
        {
            BlocksPath = Path.Combine(folder, "blocks"),
            LogPath = Path.Combine(folder, "wal"),
            Sync = SyncPolicy.None,
            BlockRetention = TimeSpan.FromDays(7_300),
        };
        await using (var storage = await TraceStorage.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, cancellation))
        {
            var store = new LocalTraceStore(storage, TimeProvider.System, NullLoggerFactory.Instance);
            var trace = Traces.Checkout();
            await store.AppendAsync(TenantId.Single, trace.ToBytes(), 6, cancellation);
            var request = new FindTraceRequest(TenantId.Single, trace.Id, TimeRange.All)
            {
                Filter = new TraceSpanFilter(Store.Condition("{ kind = client }"), 0, 0),
            };

            var live = await store.FindTraceAsync(request, cancellation);
            await storage.FlushAsync(cancellation);
            var block = await store.FindTraceAsync(request, cancellation);

            Assert.Equal((2, 4), (live.SpanCount, live.FilteredSpanCount));
            Assert.Equal((2, 4), (block.SpanCount, block.FilteredSpanCount));
            Assert.Equal(IdsIn(live.TracesData).Order(), IdsIn(block.TracesData).Order());
            Assert.Equal(0, (await store.FindTraceAsync(request with { TraceId = new TraceId(9, 9) }, cancellation)).FilteredSpanCount);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static FindTraceResult Apply(IEnumerable<byte[]> requests, TraceSpanFilter filter)
    {
        var live = new LiveBlock();
        foreach (var request in requests)
            live.Append(request);
        using var snapshot = live.OpenSnapshot();
        using var rows = snapshot.RowGroups[0].Open();
        using var output = new ProtoWriter();
        var count = live.WriteTrace(rows.TraceIds[0], output);
        var found = new StoredTrace(output.Written.ToArray(), count, 0, null);
        return TraceSpanSelection.Apply(rows.TraceIds[0], found, filter, TestContext.Current.CancellationToken);
    }

    private static HashSet<ulong> Expected(ReferenceTrace trace, TraceSpanFilter filter)
    {
        var wanted = new HashSet<ulong>();
        foreach (var match in trace.Spans.Where(span => new ReferenceEvaluator(trace).Holds(filter.Condition!, span)))
        {
            wanted.Add(IdOf(match));
            AddBelow(match, filter.DescendantLevels);
            var above = trace.ParentOf(match);
            for (var level = 0; level != filter.AncestorLevels && above is not null; level++, above = trace.ParentOf(above))
                wanted.Add(IdOf(above));
        }

        return wanted;

        void AddBelow(StoredSpan span, int levels)
        {
            if (levels == 0)
                return;
            foreach (var child in trace.ChildrenOf(span))
            {
                wanted.Add(IdOf(child));
                AddBelow(child, levels - 1);
            }
        }
    }

    private static ulong IdOf(StoredSpan span) => ReferenceTrace.IdOf(span.Span.SpanId);

    private static List<ulong> IdsIn(ReadOnlyMemory<byte> tracesData)
    {
        var live = new LiveBlock();
        live.Append(tracesData.Span);
        using var snapshot = live.OpenSnapshot();
        var ids = new List<ulong>();
        foreach (var handle in snapshot.RowGroups)
        {
            using var rows = handle.Open();
            foreach (var id in rows.Numbers(Storage.RowGroups.SpanNumber.SpanId))
                ids.Add((ulong)id);
        }

        return ids;
    }
}
