using Vivace.Core;
using Vivace.Query.Filters;
using Vivace.Storage.RowGroups;

namespace Vivace.Query.Search;

/// <summary>Which traces with spans that match count in a time range.</summary>
internal static class MatchedTrace
{
    /// <summary>True when the trace lies in the range, or one of its spans that match overlaps it.</summary>
    /// <param name="rows">The row group.</param>
    /// <param name="matched">Spans that match.</param>
    /// <param name="row">The first of the trace.</param>
    /// <param name="trace">The trace's ordinal.</param>
    /// <param name="range">The range.</param>
    public static bool IsInRange(RowGroup rows, Bitmap matched, int row, int trace, TimeRange range)
    {
        if (rows.TraceStarts[trace] >= range.StartInclusive && rows.TraceEnds[trace] <= range.EndInclusive)
            return true;
        if (!range.Overlaps(rows.TraceStarts[trace], rows.TraceEnds[trace]))
            return false;

        var starts = rows.Numbers(SpanNumber.Start);
        var lengths = rows.Numbers(SpanNumber.EndLessStart);
        var endRow = rows.TraceFirstRows[trace + 1];
        for (; row >= 0; row = matched.Next(row + 1, endRow))
        {
            var start = (ulong)starts[row];
            if (range.Overlaps(start, start + (ulong)Math.Max(0, lengths[row])))
                return true;
        }

        return false;
    }
}
