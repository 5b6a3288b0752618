namespace Vivace.Storage.Live;

/// <summary>The traces of an order that make one row group.</summary>
/// <param name="FirstTrace">The first trace.</param>
/// <param name="TraceCount">How many traces.</param>
/// <param name="FirstPosition">The first span.</param>
/// <param name="RowCount">How many spans.</param>
/// <param name="MinStart">Earliest span start.</param>
/// <param name="MaxStart">Latest trace start.</param>
/// <param name="MaxEnd">Latest span end.</param>
internal sealed record RowGroupSlice(
    int FirstTrace, int TraceCount, int FirstPosition, int RowCount, ulong MinStart, ulong MaxStart, ulong MaxEnd)
{
    /// <summary>A row group is closed at the end of the trace that reaches this many spans.</summary>
    public const int TargetRows = 32 * 1024;

    /// <summary>Row groups of large spans are smaller: whoever reads or merges one has it in memory whole.</summary>
    public const long TargetBytes = 32L << 20;

    private const int LeastRows = 32;

    /// <summary>Cuts an order into row groups between traces.</summary>
    /// <param name="order">The order.</param>
    /// <param name="sourceRowCount">Spans that it was made of, those sent twice included.</param>
    /// <param name="otlpBytes">About what they have as OTLP.</param>
    public static List<RowGroupSlice> Cut(TraceOrder order, int sourceRowCount, long otlpBytes)
    {
        var targetRows = RowsFor(sourceRowCount, otlpBytes);
        var slices = new List<RowGroupSlice>();
        for (var first = 0; first < order.TraceCount;)
        {
            var end = first;
            var rows = 0;
            ulong minStart = ulong.MaxValue, maxStart = 0, maxEnd = 0;
            for (; end < order.TraceCount && rows < targetRows; end++)
            {
                var trace = order.Traces[end];
                rows += trace.RowCount;
                minStart = Math.Min(minStart, trace.Start);
                maxStart = Math.Max(maxStart, trace.Start);
                maxEnd = Math.Max(maxEnd, trace.End);
            }

            slices.Add(new RowGroupSlice(
                first, end - first, order.Traces[first].FirstPosition, rows, minStart, maxStart, maxEnd));
            first = end;
        }

        return slices;
    }

    /// <summary>Rows of a row group, by the mean size of a span.</summary>
    private static int RowsFor(long rowCount, long otlpBytes) => otlpBytes * TargetRows <= TargetBytes * rowCount
        ? TargetRows
        : (int)Math.Max(LeastRows, rowCount * TargetBytes / otlpBytes);
}
