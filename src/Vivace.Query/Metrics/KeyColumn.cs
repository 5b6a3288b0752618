using Vivace.Query.Filters;

namespace Vivace.Query.Metrics;

/// <summary>Reads one field of spans as ids of its values. Ids stay the same from row group to row group. Used by one thread
/// at a time.</summary>
internal abstract class KeyColumn(DistinctValues values)
{
    /// <summary>The values met so far.</summary>
    public DistinctValues Values => values;

    /// <summary>Reads the field.</summary>
    /// <param name="scan">The row group.</param>
    /// <param name="rows">The spans, ascending.</param>
    /// <param name="ids">One id per span; 0 for no value.</param>
    public abstract void Read(RowGroupScan scan, ReadOnlySpan<int> rows, Span<int> ids);
}
