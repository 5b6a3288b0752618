using System.Buffers;

namespace Vivace.Storage.Live;

/// <summary>The order in which live spans stand in row groups: traces by start, the spans of a trace depth first (roots and
/// siblings by start, then span id), spans that no root leads to behind them. Spans sent twice stand once.</summary>
internal sealed class TraceOrder
{
    private TraceOrder(int traceCapacity, int rowCapacity)
    {
        Rows = new int[rowCapacity];
        Depths = new int[rowCapacity];
        Traces = new TraceEntry[traceCapacity];
    }

    /// <summary>One trace.</summary>
    /// <param name="Ordinal">Its ordinal in the live columns' trace index.</param>
    /// <param name="FirstPosition">Position of its first span.</param>
    /// <param name="RowCount">Its spans.</param>
    /// <param name="ConnectedCount">How many of them, the first ones, a root leads to; more than 0 when there is a root.</param>
    /// <param name="Start">Earliest start.</param>
    /// <param name="End">Latest end, not before the start.</param>
    public readonly record struct TraceEntry(
        int Ordinal, int FirstPosition, int RowCount, int ConnectedCount, ulong Start, ulong End);

    /// <summary>Live row at each position.</summary>
    public int[] Rows { get; }

    /// <summary>Depth of the span at each position: 0 for roots and for spans whose parent is not in the trace.</summary>
    public int[] Depths { get; }

    /// <summary>Traces in the order of their positions; as many as <see cref="TraceCount"/>.</summary>
    public TraceEntry[] Traces { get; }

    public int TraceCount { get; private set; }

    /// <summary>Positions; fewer than the live rows when spans were sent twice.</summary>
    public int RowCount { get; private set; }

    /// <summary>Orders the first rows of live columns.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rowCount">Rows published to the caller.</param>
    /// <param name="traceCount">Traces published to the caller; every row's trace is among them.</param>
    public static TraceOrder Build(LiveColumns columns, int rowCount, int traceCount)
    {
        var order = new TraceOrder(traceCount, rowCount);
        var byTrace = GroupByTrace(columns, rowCount, traceCount, out var firstOfTrace);
        var starts = new ulong[traceCount];
        var ends = new ulong[traceCount];
        var traces = new int[traceCount];
        for (var trace = 0; trace < traceCount; trace++)
        {
            traces[trace] = trace;
            (starts[trace], ends[trace]) = TimeRange(columns, byTrace.AsSpan(firstOfTrace[trace]..firstOfTrace[trace + 1]));
        }

        Array.Sort(starts, traces);
        var sorter = new TraceSorter(columns);
        for (var i = 0; i < traceCount; i++)
        {
            var trace = traces[i];
            var rows = byTrace.AsSpan(firstOfTrace[trace]..firstOfTrace[trace + 1]);
            if (rows.IsEmpty)
                continue;
            var first = order.RowCount;
            var count = sorter.Sort(rows, order.Rows.AsSpan(first), order.Depths.AsSpan(first), out var connected);
            order.Traces[order.TraceCount++] = new TraceEntry(trace, first, count, connected, starts[i], ends[trace]);
            order.RowCount += count;
        }

        return order;
    }

    /// <summary>Orders the rows of one trace.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="ordinal">The trace's ordinal.</param>
    /// <param name="rows">Its rows in order of arrival; at least one.</param>
    public static TraceOrder OfTrace(LiveColumns columns, int ordinal, ReadOnlySpan<int> rows)
    {
        var order = new TraceOrder(1, rows.Length) { TraceCount = 1 };
        var (start, end) = TimeRange(columns, rows);
        order.RowCount = new TraceSorter(columns).Sort(rows, order.Rows, order.Depths, out var connected);
        order.Traces[0] = new TraceEntry(ordinal, 0, order.RowCount, connected, start, end);
        return order;
    }

    private static int[] GroupByTrace(LiveColumns columns, int rowCount, int traceCount, out int[] firstOfTrace)
    {
        // A counting sort: stable, so that the rows of a trace stay in order of arrival.
        var ordinals = ArrayPool<int>.Shared.Rent(Math.Max(1, rowCount));
        columns.TraceOrdinals.CopyTo(0, ordinals.AsSpan(0, rowCount));
        firstOfTrace = new int[traceCount + 1];
        foreach (var ordinal in ordinals.AsSpan(0, rowCount))
            firstOfTrace[ordinal + 1]++;
        for (var trace = 0; trace < traceCount; trace++)
            firstOfTrace[trace + 1] += firstOfTrace[trace];

        var next = firstOfTrace.AsSpan(0, traceCount).ToArray();
        var rows = new int[rowCount];
        for (var row = 0; row < rowCount; row++)
            rows[next[ordinals[row]]++] = row;
        ArrayPool<int>.Shared.Return(ordinals);
        return rows;
    }

    private static (ulong Start, ulong End) TimeRange(LiveColumns columns, ReadOnlySpan<int> rows)
    {
        ulong start = ulong.MaxValue, end = 0;
        foreach (var row in rows)
        {
            var rowStart = columns.Starts[row];
            start = Math.Min(start, rowStart);
            end = Math.Max(end, Math.Max(rowStart, rowStart + columns.EndsLessStarts[row]));
        }

        return (start, end);
    }
}
