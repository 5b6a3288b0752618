namespace Vivace.Storage.RowGroups;

/// <summary>Derives the tree from the depths of spans in depth-first order.</summary>
internal static class SpanTree
{
    /// <summary>Fills in parents and subtree sizes.</summary>
    /// <param name="depths">Depth of each row; 0 starts a tree, and never more than one above the row before.</param>
    /// <param name="parentRows">Receives the row of each row's parent, or -1.</param>
    /// <param name="subtreeSizes">Receives the rows of each row's subtree, itself included.</param>
    /// <exception cref="BlockCorruptedException">The depths do not describe trees.</exception>
    public static void Compute(ReadOnlySpan<int> depths, Span<int> parentRows, Span<int> subtreeSizes)
    {
        var before = -1;
        for (var row = 0; row < depths.Length; row++)
        {
            var depth = depths[row];
            if (depth < 0 || depth > before + 1)
                throw new BlockCorruptedException($"row {row} has depth {depth} below a row of depth {before}");

            // The parent is the row before, or an ancestor of it.
            var parent = depth == 0 ? -1 : row - 1;
            for (var above = before; depth != 0 && above >= depth; above--)
                parent = parentRows[parent];
            parentRows[row] = parent;
            subtreeSizes[row] = 1;
            before = depth;
        }

        for (var row = depths.Length - 1; row >= 0; row--)
        {
            if (parentRows[row] >= 0)
                subtreeSizes[parentRows[row]] += subtreeSizes[row];
        }
    }
}
