using Vivace.Query.Filters;
using Vivace.Storage.Columns;

namespace Vivace.Query.Tags;

/// <summary>Which rows of the tables of a row group belong to the spans asked about.</summary>
internal static class ElementRows
{
    /// <summary>The events (or links) of spans.</summary>
    public static Bitmap Rent(RowGroupScan scan, ColumnTable table, Bitmap spans)
    {
        if (table == ColumnTable.Spans)
            return scan.Pool.RentCopy(spans);

        var firstRows = scan.FirstRowsOf(table);
        var elements = scan.Pool.Rent(scan.RowCountOf(table));
        for (var row = spans.Next(0); row >= 0; row = spans.Next(row + 1))
            elements.SetRange(firstRows[row], firstRows[row + 1]);
        return elements;
    }

    /// <summary>Which resources (or scopes) spans refer to.</summary>
    public static bool[] References(ReadOnlySpan<int> indexes, int count, Bitmap spans)
    {
        var referenced = new bool[count];
        for (var row = spans.Next(0); row >= 0; row = spans.Next(row + 1))
            referenced[indexes[row]] = true;
        return referenced;
    }
}
