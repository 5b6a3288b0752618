using System.Buffers;
using System.Runtime.InteropServices;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Live;

/// <summary>The order in which live spans stand in row groups: traces by start, the spans of a trace depth first (roots and
/// siblings by start, then span id), spans that no root leads to behind them. Spans sent twice stand once.</summary>
internal sealed class TraceOrder
{
    private TraceOrder(int traceCapacity, int rowCapacity)
    {
        Rows = ArrayPool<int>.Shared.Rent(rowCapacity);
        Depths = ArrayPool<int>.Shared.Rent(rowCapacity);
        Traces = ArrayPool<TraceEntry>.Shared.Rent(traceCapacity);
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

    /// <summary>Live row at each position; as many as <see cref="RowCount"/>.</summary>
    public int[] Rows { get; private set; }

    /// <summary>Depth of the span at each position: 0 for roots and for spans whose parent is not in the trace.</summary>
    public int[] Depths { get; private set; }

    /// <summary>Traces in the order of their positions; as many as <see cref="TraceCount"/>.</summary>
    public TraceEntry[] Traces { get; private set; }

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
        using var arrays = new RentedArrays();
        var byTrace = GroupByTrace(columns, rowCount, traceCount, arrays, out var firstOfTrace);
        var traces = arrays.Rent<ArrivedTrace>(traceCount).Span;
        var found = 0;
        for (var trace = 0; trace < traceCount; trace++)
        {
            var (first, end) = (firstOfTrace[trace], firstOfTrace[trace + 1]);
            if (first < end)
                traces[found++] = ArrivedTrace.Of(columns, trace, byTrace, first, end - first);
        }

        traces[..found].Sort();
        var sorter = new TraceSorter(columns);
        foreach (var trace in traces[..found])
            order.Add(sorter, trace, byTrace);
        return order;
    }

    /// <summary>Orders the first rows of live columns, when fewer of them were ordered before: only traces with new rows are
    /// sorted again.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="known">The former order.</param>
    /// <param name="knownRowCount">The rows that it was made of.</param>
    /// <param name="rowCount">Rows published to the caller.</param>
    /// <param name="traceCount">Traces published to the caller; every row's trace is among them.</param>
    /// <returns>The same as <see cref="Build"/>.</returns>
    public static TraceOrder Extend(LiveColumns columns, TraceOrder known, int knownRowCount, int rowCount, int traceCount)
    {
        var order = new TraceOrder(traceCount, rowCount);
        var changed = ChangedTraces(columns, knownRowCount, rowCount, traceCount, out var isChanged, out var changedRows);
        var sorter = new TraceSorter(columns);
        var next = 0;
        foreach (var trace in changed)
        {
            next = order.AddKnown(known, next, isChanged, trace);
            order.Add(sorter, trace, changedRows);
        }

        order.AddKnown(known, next, isChanged, before: null);
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

    /// <summary>Hands the memory on to orders to come: nobody reads this one any more.</summary>
    public void Release()
    {
        ArrayPool<int>.Shared.Return(Rows);
        ArrayPool<int>.Shared.Return(Depths);
        ArrayPool<TraceEntry>.Shared.Return(Traces);
        (Rows, Depths, Traces) = ([], [], []);
    }

    private static Span<int> GroupByTrace(
        LiveColumns columns, int rowCount, int traceCount, RentedArrays arrays, out Span<int> firstOfTrace)
    {
        // A counting sort: stable, so that the rows of a trace stay in order of arrival.
        var ordinals = arrays.Rent<int>(rowCount).Span;
        columns.TraceOrdinals.CopyTo(0, ordinals);
        firstOfTrace = arrays.Rent<int>(traceCount + 1).Span;
        firstOfTrace.Clear();
        foreach (var ordinal in ordinals)
            firstOfTrace[ordinal + 1]++;
        for (var trace = 0; trace < traceCount; trace++)
            firstOfTrace[trace + 1] += firstOfTrace[trace];

        var next = arrays.Rent<int>(traceCount).Span;
        firstOfTrace[..traceCount].CopyTo(next);
        var rows = arrays.Rent<int>(rowCount).Span;
        for (var row = 0; row < rowCount; row++)
            rows[next[ordinals[row]]++] = row;
        return rows;
    }

    /// <summary>The traces that rows came for, by start.</summary>
    private static List<ArrivedTrace> ChangedTraces(
        LiveColumns columns, int knownRowCount, int rowCount, int traceCount, out bool[] isChanged, out ReadOnlySpan<int> changedRows)
    {
        isChanged = new bool[traceCount];
        var traces = new List<ArrivedTrace>();
        var rows = new List<int>();
        for (var last = rowCount - 1; last >= knownRowCount; last--)
        {
            var trace = columns.TraceOrdinals[last];
            if (isChanged[trace])
                continue;
            isChanged[trace] = true;
            var first = rows.Count;
            for (var row = last; row >= 0; row = columns.PreviousOfTrace[row])
                rows.Add(row);
            rows.Reverse(first, rows.Count - first);
            traces.Add(ArrivedTrace.Of(columns, trace, CollectionsMarshal.AsSpan(rows), first, rows.Count - first));
        }

        traces.Sort();
        changedRows = CollectionsMarshal.AsSpan(rows);
        return traces;
    }

    private void Add(TraceSorter sorter, in ArrivedTrace trace, ReadOnlySpan<int> rows)
    {
        var first = RowCount;
        var count = sorter.Sort(rows.Slice(trace.FirstRow, trace.RowCount), Rows.AsSpan(first), Depths.AsSpan(first), out var connected);
        Traces[TraceCount++] = new TraceEntry(trace.Ordinal, first, count, connected, trace.Start, trace.End);
        RowCount += count;
    }

    /// <summary>Takes over the unchanged traces of a former order that stand before a trace.</summary>
    /// <param name="known">The former order.</param>
    /// <param name="next">The first trace there to look at.</param>
    /// <param name="isChanged">By ordinal.</param>
    /// <param name="before">The trace; null to take all.</param>
    /// <returns>The next one to look at.</returns>
    private int AddKnown(TraceOrder known, int next, bool[] isChanged, ArrivedTrace? before)
    {
        for (; next < known.TraceCount; next++)
        {
            var entry = known.Traces[next];
            if (before is { } trace && trace.CompareTo(entry.Start, entry.Ordinal) < 0)
                break;
            if (isChanged[entry.Ordinal])
                continue;
            known.Rows.AsSpan(entry.FirstPosition, entry.RowCount).CopyTo(Rows.AsSpan(RowCount));
            known.Depths.AsSpan(entry.FirstPosition, entry.RowCount).CopyTo(Depths.AsSpan(RowCount));
            Traces[TraceCount++] = entry with { FirstPosition = RowCount };
            RowCount += entry.RowCount;
        }

        return next;
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

    /// <summary>A trace before its rows are sorted. Traces stand by start, those of the same start as they came.</summary>
    /// <param name="Ordinal">Its ordinal.</param>
    /// <param name="FirstRow">Where its rows begin, in order of arrival, in a list of rows.</param>
    /// <param name="RowCount">How many there are; at least one.</param>
    /// <param name="Start">Earliest start.</param>
    /// <param name="End">Latest end.</param>
    private readonly record struct ArrivedTrace(int Ordinal, int FirstRow, int RowCount, ulong Start, ulong End)
        : IComparable<ArrivedTrace>
    {
        public static ArrivedTrace Of(LiveColumns columns, int ordinal, ReadOnlySpan<int> rows, int firstRow, int rowCount)
        {
            var (start, end) = TimeRange(columns, rows.Slice(firstRow, rowCount));
            return new ArrivedTrace(ordinal, firstRow, rowCount, start, end);
        }

        public int CompareTo(ArrivedTrace other) => CompareTo(other.Start, other.Ordinal);

        public int CompareTo(ulong start, int ordinal)
        {
            var byStart = Start.CompareTo(start);
            return byStart != 0 ? byStart : Ordinal.CompareTo(ordinal);
        }
    }
}
