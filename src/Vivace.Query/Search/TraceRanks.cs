using Vivace.Core;
using Vivace.Query.Values;
using Vivace.Storage.RowGroups;
using Vivace.Store;

namespace Vivace.Query.Search;

/// <summary>Ranks of the traces of row groups in an order, before anything is built of them.</summary>
internal static class TraceRanks
{
    /// <summary>The highest rank that a trace of a row group may have.</summary>
    public static ulong Highest(RowGroupHandle handle, TraceOrder order) => (order.By, order.Ascending) switch
    {
        (TraceSort.Start, false) => handle.MaxStart, // a trace starts no later than its latest span
        (TraceSort.Start, true) => order.Rank(handle.MinStart),
        (TraceSort.Duration, false) => handle.MaxEnd <= handle.MinStart ? 0 : handle.MaxEnd - handle.MinStart,
        (_, false) => (ulong)handle.RowCount,
        _ => ulong.MaxValue,
    };

    /// <summary>The rank of one trace.</summary>
    public static ulong Of(RowGroup rows, int trace, TraceOrder order) => order.Rank(order.By switch
    {
        TraceSort.Duration => (ulong)TraceFields.Duration(rows, trace),
        TraceSort.Spans => (ulong)(rows.TraceFirstRows[trace + 1] - rows.TraceFirstRows[trace]),
        TraceSort.Errors => CountErrors(rows, trace),
        _ => rows.TraceStarts[trace],
    });

    private static ulong CountErrors(RowGroup rows, int trace)
    {
        var errors = 0UL;
        foreach (var status in rows.Numbers(SpanNumber.StatusCode)[rows.TraceFirstRows[trace]..rows.TraceFirstRows[trace + 1]])
            errors += status == (long)SpanStatus.Error ? 1UL : 0;
        return errors;
    }
}
