using System.Collections.Concurrent;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Live;

/// <summary>Live columns at one moment, in the order of a block: what searches read. Shared by the queries of the same moment.</summary>
internal sealed class LiveView
{
    private readonly ConcurrentDictionary<TextPool, LiveDictionary> _dictionaries = new();

    private LiveView(LiveColumns columns, TraceOrder order, int sourceRowCount, long otlpBytes)
    {
        SourceRowCount = sourceRowCount;
        Columns = columns;
        Order = order;
        Slices = RowGroupSlice.Cut(order, sourceRowCount, otlpBytes);
    }

    /// <summary>Live rows at the time; more than the order's when spans were sent twice.</summary>
    public int SourceRowCount { get; }

    public LiveColumns Columns { get; }

    public TraceOrder Order { get; }

    /// <summary>The row groups, earliest first.</summary>
    public IReadOnlyList<RowGroupSlice> Slices { get; }

    /// <summary>The traces by the upper half of their ids' hashes, as a block's trace index has them.</summary>
    public ulong[] Index => field ??= BuildIndex();

    /// <summary>Makes a view of the rows and traces published to the caller.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rowCount">Rows published.</param>
    /// <param name="traceCount">Traces published.</param>
    /// <param name="otlpBytes">About what the rows have as OTLP.</param>
    public static LiveView Build(LiveColumns columns, int rowCount, int traceCount, long otlpBytes) =>
        new(columns, TraceOrder.Build(columns, rowCount, traceCount), rowCount, otlpBytes);

    /// <summary>Makes a view of the rows and traces published to the caller, of which this one has the first.</summary>
    /// <param name="rowCount">Rows published.</param>
    /// <param name="traceCount">Traces published.</param>
    /// <param name="otlpBytes">About what the rows have as OTLP.</param>
    public LiveView Extend(int rowCount, int traceCount, long otlpBytes) =>
        new(Columns, TraceOrder.Extend(Columns, Order, SourceRowCount, rowCount, traceCount), rowCount, otlpBytes);

    /// <summary>Makes a view of one trace alone.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="ordinal">The trace's ordinal.</param>
    /// <param name="rows">Its rows in order of arrival; at least one.</param>
    public static LiveView OfTrace(LiveColumns columns, int ordinal, ReadOnlySpan<int> rows) =>
        new(columns, TraceOrder.OfTrace(columns, ordinal, rows), rows.Length, otlpBytes: 0); // one trace is one row group anyway

    public LiveDictionary Dictionary(TextPool pool) =>
        _dictionaries.GetOrAdd(pool, static created => new LiveDictionary(created));

    /// <summary>Opens one row group.</summary>
    /// <param name="slice">One of <see cref="Slices"/>.</param>
    /// <param name="excludedTraces">Ordinals within the row group, ascending.</param>
    public RowGroup Open(RowGroupSlice slice, int[] excludedTraces) => new LiveRowGroup(this, slice, excludedTraces);

    private ulong[] BuildIndex()
    {
        var index = new ulong[Order.TraceCount];
        for (var trace = 0; trace < index.Length; trace++)
        {
            var hash = Columns.Traces[Order.Traces[trace].Ordinal].StableHash();
            index[trace] = (hash & 0xFFFFFFFF_00000000) | (uint)trace;
        }

        Array.Sort(index);
        return index;
    }
}
