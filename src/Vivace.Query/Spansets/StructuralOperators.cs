using System.Buffers;
using Vivace.Query.Filters;
using Vivace.Storage.RowGroups;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Spansets;

/// <summary>The structural operators as passes over rows: a subtree is a range of rows.</summary>
internal static class StructuralOperators
{
    /// <summary>Spans of one side that stand in a relation to some span of the other.</summary>
    /// <param name="scan">The row group.</param>
    /// <param name="operation">The operator.</param>
    /// <param name="left">Its left side.</param>
    /// <param name="right">Its right side.</param>
    /// <param name="found">Where the spans of the right side are added for which it holds.</param>
    public static void Select(RowGroupScan scan, SpansetOperator operation, Bitmap left, Bitmap right, Bitmap found)
    {
        var rows = scan.Rows;
        switch (operation)
        {
            case SpansetOperator.Child:
                SelectChildren(rows, left, right, found);
                break;
            case SpansetOperator.Parent:
                SelectParents(rows, left, right, found);
                break;
            case SpansetOperator.Descendant:
                SelectDescendants(rows, left, right, found);
                break;
            case SpansetOperator.Ancestor:
                SelectAncestors(rows, left, right, found);
                break;
            case SpansetOperator.Sibling:
                SelectSiblings(rows, left, right, found);
                break;
        }
    }

    /// <summary>The operator that relates the sides the other way round.</summary>
    public static SpansetOperator Inverse(SpansetOperator operation) => operation switch
    {
        SpansetOperator.Child => SpansetOperator.Parent,
        SpansetOperator.Parent => SpansetOperator.Child,
        SpansetOperator.Descendant => SpansetOperator.Ancestor,
        SpansetOperator.Ancestor => SpansetOperator.Descendant,
        _ => operation,
    };

    private static void SelectChildren(RowGroup rows, Bitmap left, Bitmap right, Bitmap found)
    {
        var parents = rows.ParentRows;
        var connected = rows.Connected;
        for (var row = right.Next(0); row >= 0; row = right.Next(row + 1))
        {
            if (connected[row] && parents[row] >= 0 && left[parents[row]])
                found.Set(row);
        }
    }

    private static void SelectParents(RowGroup rows, Bitmap left, Bitmap right, Bitmap found)
    {
        var parents = rows.ParentRows;
        var connected = rows.Connected;
        for (var row = left.Next(0); row >= 0; row = left.Next(row + 1))
        {
            if (connected[row] && parents[row] >= 0 && right[parents[row]])
                found.Set(parents[row]);
        }
    }

    private static void SelectDescendants(RowGroup rows, Bitmap left, Bitmap right, Bitmap found)
    {
        // Subtrees nest, so a row below the furthest end seen lies in the subtree that reaches there.
        var sizes = rows.SubtreeSizes;
        var connected = rows.Connected;
        var end = 0;
        var ancestor = left.Next(0);
        for (var row = right.Next(0); row >= 0; row = right.Next(row + 1))
        {
            for (; ancestor >= 0 && ancestor < row; ancestor = left.Next(ancestor + 1))
            {
                if (connected[ancestor])
                    end = Math.Max(end, ancestor + sizes[ancestor]);
            }

            if (row < end)
                found.Set(row);
        }
    }

    private static void SelectAncestors(RowGroup rows, Bitmap left, Bitmap right, Bitmap found)
    {
        var sizes = rows.SubtreeSizes;
        var connected = rows.Connected;
        for (var row = right.Next(0); row >= 0; row = right.Next(row + 1))
        {
            if (connected[row] && left.Next(row + 1, row + sizes[row]) >= 0)
                found.Set(row);
        }
    }

    private static void SelectSiblings(RowGroup rows, Bitmap left, Bitmap right, Bitmap found)
    {
        var parents = rows.ParentRows;
        var connected = rows.Connected;
        var firstRows = rows.TraceFirstRows;

        // Spans of the left side by parent; the roots of trace t are counted past the last row, at t.
        var slots = rows.RowCount + rows.TraceCount;
        var counts = ArrayPool<int>.Shared.Rent(Math.Max(1, slots));
        counts.AsSpan(0, slots).Clear();
        var trace = 0;
        for (var row = left.Next(0); row >= 0; row = left.Next(row + 1))
        {
            if (connected[row])
                counts[SlotOf(row, parents, firstRows, rows.RowCount, ref trace)]++;
        }

        trace = 0;
        for (var row = right.Next(0); row >= 0; row = right.Next(row + 1))
        {
            if (!connected[row])
                continue;
            var others = counts[SlotOf(row, parents, firstRows, rows.RowCount, ref trace)] - (left[row] ? 1 : 0);
            if (others > 0)
                found.Set(row);
        }

        ArrayPool<int>.Shared.Return(counts);

        static int SlotOf(int row, ReadOnlySpan<int> parents, ReadOnlySpan<int> firstRows, int rowCount, ref int trace)
        {
            while (row >= firstRows[trace + 1])
                trace++;
            return parents[row] >= 0 ? parents[row] : rowCount + trace;
        }
    }
}
