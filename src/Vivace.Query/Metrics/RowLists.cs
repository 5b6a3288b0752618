namespace Vivace.Query.Metrics;

/// <summary>Lists of rows, ascending.</summary>
internal static class RowLists
{
    /// <summary>The part of a column that a list of rows asks for, when the rows follow each other without a gap: it is read faster than
    /// row by row.</summary>
    /// <param name="column">One value per row of the row group.</param>
    /// <param name="rows">The rows, ascending.</param>
    /// <param name="values">One value per row asked for.</param>
    public static bool TrySlice<T>(ReadOnlySpan<T> column, ReadOnlySpan<int> rows, out ReadOnlySpan<T> values)
    {
        values = HasNoGap(rows) ? column.Slice(rows[0], rows.Length) : default;
        return !values.IsEmpty;
    }

    /// <summary>True when the rows follow each other without a gap, and there are any.</summary>
    public static bool HasNoGap(ReadOnlySpan<int> rows) => rows.Length > 0 && rows[^1] - rows[0] == rows.Length - 1;
}
