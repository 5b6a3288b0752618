namespace Vivace.Storage.Live;

/// <summary>Where one column stands in the shapes of a table: found once per shape, then read per row.</summary>
internal readonly struct ShapePositions
{
    private const int Unknown = -1;
    private const int Absent = -2;
    private const int Several = -3;

    private readonly ShapeTrie _shapes;
    private readonly int _column;
    private readonly int[] _positions;

    public ShapePositions(ShapeTrie shapes, int column)
    {
        _shapes = shapes;
        _column = column;
        _positions = new int[shapes.Count];
        Array.Fill(_positions, Unknown);
    }

    /// <summary>Finds the values of the column.</summary>
    /// <param name="table">The table.</param>
    /// <param name="liveRows">Live rows to look at.</param>
    /// <param name="rows">Receives the index in <paramref name="liveRows"/> of each value; replaced by a longer array when rows have
    /// the column more than once.</param>
    /// <param name="slots">Receives the slot of each value; likewise.</param>
    /// <param name="rent">Takes a longer array.</param>
    /// <returns>Values found.</returns>
    public int Find(
        LiveTable table, ReadOnlySpan<int> liveRows, ref Memory<int> rows, ref Memory<int> slots, Func<int, Memory<int>> rent)
    {
        var count = 0;
        for (var i = 0; i < liveRows.Length; i++)
        {
            var live = liveRows[i];
            var shape = table.Shape(live);
            var position = _positions[shape];
            if (position == Unknown)
                position = _positions[shape] = Locate(shape);
            if (position == Absent)
                continue;
            if (position >= 0)
            {
                if (count == rows.Length)
                    Enlarge(ref rows, ref slots, rent);
                rows.Span[count] = i;
                slots.Span[count++] = table.FirstSlot(live) + position;
                continue;
            }

            var columns = _shapes.Columns(shape);
            for (var j = 0; j < columns.Length; j++)
            {
                if (columns[j] != _column)
                    continue;
                if (count == rows.Length)
                    Enlarge(ref rows, ref slots, rent);
                rows.Span[count] = i;
                slots.Span[count++] = table.FirstSlot(live) + j;
            }
        }

        return count;
    }

    private static void Enlarge(ref Memory<int> rows, ref Memory<int> slots, Func<int, Memory<int>> rent)
    {
        var moreRows = rent(Math.Max(16, rows.Length * 2));
        var moreSlots = rent(Math.Max(16, slots.Length * 2));
        rows.CopyTo(moreRows);
        slots.CopyTo(moreSlots);
        rows = moreRows;
        slots = moreSlots;
    }

    private int Locate(int shape)
    {
        var columns = _shapes.Columns(shape);
        var first = Array.IndexOf(columns, _column);
        if (first < 0)
            return Absent;
        return Array.IndexOf(columns, _column, first + 1) < 0 ? first : Several;
    }
}
