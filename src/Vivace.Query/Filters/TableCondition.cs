using Vivace.Storage.Columns;

namespace Vivace.Query.Filters;

/// <summary>Some event (or some link) of the span satisfies a condition on events (or links).</summary>
internal sealed class TableCondition(ColumnTable table, Condition condition) : Condition
{
    public override double EstimateCost(RowGroupScan scan)
    {
        var inner = condition.EstimateCost(scan);
        return inner == 0 ? 0 : inner + scan.RowCountOf(table);
    }

    public override void Narrow(RowGroupScan scan, Bitmap rows)
    {
        var firstRows = scan.FirstRowsOf(table);
        var elements = scan.Pool.Rent(scan.RowCountOf(table));
        for (var row = rows.Next(0); row >= 0; row = rows.Next(row + 1))
            elements.SetRange(firstRows[row], firstRows[row + 1]);
        if (elements.Any())
            condition.Narrow(scan, elements);

        rows.Clear();
        var span = 0;
        for (var element = elements.Next(0); element >= 0; element = elements.Next(firstRows[span + 1]))
        {
            span = OwnerOf(firstRows, element, span);
            rows.Set(span);
            if (firstRows[span + 1] >= elements.Length)
                break;
        }

        scan.Pool.Return(elements);
    }

    /// <summary>The span that owns an element; not before a given one.</summary>
    private static int OwnerOf(ReadOnlySpan<int> firstRows, int element, int from)
    {
        // The last span that begins at or before the element.
        var low = from;
        var high = firstRows.Length - 2;
        while (low < high)
        {
            var middle = (low + high + 1) >> 1;
            if (firstRows[middle] <= element)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }
}
