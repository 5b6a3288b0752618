using Vivace.Storage.Columns;

namespace Vivace.Storage.Blocks;

/// <summary>Which attribute columns the rows of a table have, in which order.</summary>
internal sealed class BlockShapes
{
    private readonly int[][] _columns;
    private readonly ReadOnlyMemory<int> _shapes;

    private BlockShapes(int[][] columns, ReadOnlyMemory<int> shapes)
    {
        _columns = columns;
        _shapes = shapes;
    }

    /// <summary>Rows without attributes.</summary>
    public static BlockShapes None { get; } = new([], default);

    /// <summary>Shapes.</summary>
    public int Count => _columns.Length;

    /// <summary>The shape of a row; only where there are shapes.</summary>
    public int ShapeOf(int row) => _shapes.Span[row];

    /// <summary>Columns of a row, in the order sent.</summary>
    public int[] ColumnsOf(int row) => _columns.Length == 0 ? [] : _columns[_shapes.Span[row]];

    public static BlockShapes Read(byte[] bytes, int shapeCount, int columnCount, ReadOnlyMemory<int> shapes)
    {
        var input = new ByteReader(bytes);
        if (shapeCount > bytes.Length)
            throw new BlockCorruptedException($"{shapeCount} shapes in {bytes.Length} bytes");
        var columns = new int[shapeCount][];
        for (var shape = 0; shape < shapeCount; shape++)
        {
            columns[shape] = new int[input.ReadCount(input.Remaining)];
            for (var i = 0; i < columns[shape].Length; i++)
                columns[shape][i] = input.ReadCount(columnCount - 1);
        }

        return new BlockShapes(columns, shapes);
    }

    /// <summary>Lists the rows that have a column, as often as they have it.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rows">Receives the rows; as long as the column has values.</param>
    public void FindRows(int column, Span<int> rows)
    {
        var occurrences = new int[_columns.Length];
        for (var shape = 0; shape < _columns.Length; shape++)
            occurrences[shape] = _columns[shape].AsSpan().Count(column);
        var shapes = _shapes.Span;

        // No branch on what a row has: the place after the last found is overwritten until it counts.
        var found = 0;
        var next = 0;
        for (; next < shapes.Length && found < rows.Length; next++)
        {
            rows[found] = next;
            var occurs = occurrences[shapes[next]];
            found += occurs;
            if (occurs > 1)
                found = Repeat(rows, found - occurs, occurs);
        }

        for (; next < shapes.Length; next++)
            found += occurrences[shapes[next]];
        if (found != rows.Length)
            throw new BlockCorruptedException($"{found} rows have a column of {rows.Length} values");
    }

    private static int Repeat(Span<int> rows, int first, int occurs)
    {
        if (first + occurs <= rows.Length)
            rows.Slice(first, occurs).Fill(rows[first]);
        return first + occurs;
    }

    /// <summary>Counts the values of each column in a range of rows.</summary>
    public int[] CountValues(int firstRow, int endRow, int columnCount)
    {
        var rowsOfShape = new int[_columns.Length];
        if (_columns.Length > 0)
        {
            foreach (var shape in _shapes.Span[firstRow..endRow])
                rowsOfShape[shape]++;
        }

        var values = new int[columnCount];
        for (var shape = 0; shape < _columns.Length; shape++)
        {
            if (rowsOfShape[shape] == 0)
                continue;
            foreach (var column in _columns[shape])
                values[column] += rowsOfShape[shape];
        }

        return values;
    }
}
