using Vivace.Storage.Blocks;
using Vivace.Storage.Columns;
using Vivace.Storage.Live;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Compaction;

/// <summary>The attributes of one table of a row group on their way into live columns, row by row in any order.</summary>
internal sealed class MovedAttributes : IDisposable
{
    private readonly BlockColumns _columns;
    private readonly BlockShapes _shapes;
    private readonly List<BlockAttribute> _attributes;
    private readonly RentedBuffer<int> _firstSlots = new();
    private readonly RentedBuffer<int> _values = new(); // by slot, the position of the value in its column
    private readonly MovedTexts?[] _texts;
    private readonly ReadOnlyMemory<long>[] _numbers;
    private readonly LiveAttribute?[] _live;
    private readonly int[] _liveShapes; // shape there + 1, 0 while it is not known
    private long[] _row = [];

    /// <summary>Finds the values of each row.</summary>
    /// <exception cref="BlockCorruptedException">A column has fewer values than rows, or cannot be read.</exception>
    public MovedAttributes(BlockColumns columns, ColumnTable table, int rowCount)
    {
        _columns = columns;
        _shapes = columns.Shapes(table);
        _attributes = columns.Directory.Attributes[(int)table];
        _texts = new MovedTexts?[_attributes.Count];
        _numbers = new ReadOnlyMemory<long>[_attributes.Count];
        _live = new LiveAttribute?[_attributes.Count];
        _liveShapes = new int[_shapes.Count];
        FindSlots(rowCount);
        for (var column = 0; column < _attributes.Count; column++)
            Read(column);
    }

    /// <summary>Other live columns follow.</summary>
    public void Forget()
    {
        Array.Clear(_live);
        Array.Clear(_liveShapes);
        foreach (var texts in _texts)
            texts?.Forget();
    }

    /// <summary>Appends the attributes of a row as the next row of a live table.</summary>
    public void Move(int row, LiveTable table)
    {
        var columns = _shapes.ColumnsOf(row);
        if (_row.Length < columns.Length)
            _row = new long[columns.Length * 2];
        var values = _values.Array.AsSpan(_firstSlots.Array[row], columns.Length);
        for (var i = 0; i < columns.Length; i++)
        {
            var column = columns[i];
            var live = _live[column] ??= table.Column(_attributes[column].Key, _attributes[column].Type);
            var number = _texts[column] is null ? _numbers[column].Span[values[i]] : 0;
            live.Count(number);
            _row[i] = _texts[column]?.Move(values[i], live.Pool!) ?? number;
        }

        table.AddRow(LiveShape(row, columns, table), _row.AsSpan(0, columns.Length));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _firstSlots.Dispose();
        _values.Dispose();
    }

    private int LiveShape(int row, int[] columns, LiveTable table)
    {
        if (columns.Length == 0)
            return ShapeTrie.Empty;
        ref var known = ref _liveShapes[_shapes.ShapeOf(row)];
        if (known == 0)
        {
            var shape = ShapeTrie.Empty;
            foreach (var column in columns)
                shape = table.Shapes.Child(shape, _live[column]!.Id);
            known = shape + 1;
        }

        return known - 1;
    }

    private void FindSlots(int rowCount)
    {
        var firstSlots = _firstSlots.Take(Math.Max(1, rowCount));
        var slots = 0;
        for (var row = 0; row < rowCount; row++)
        {
            firstSlots[row] = slots;
            slots += _shapes.ColumnsOf(row).Length;
        }

        var values = _values.Take(Math.Max(1, slots));
        var next = new int[_attributes.Count];
        var slot = 0;
        for (var row = 0; row < rowCount; row++)
        {
            foreach (var column in _shapes.ColumnsOf(row))
                values[slot++] = next[column]++;
        }

        for (var column = 0; column < next.Length; column++)
        {
            if (next[column] > _attributes[column].ValueCount)
                throw new BlockCorruptedException($"attribute {_attributes[column].Name} has fewer values than rows");
        }
    }

    private void Read(int column)
    {
        var attribute = _attributes[column];
        if (attribute.Type is AttributeType.Text or AttributeType.Other)
            _texts[column] = new MovedTexts(_columns.AttributeTexts(attribute, 0, attribute.ValueCount));
        else
            _numbers[column] = _columns.AttributeNumbers(attribute, 0, attribute.ValueCount);
    }
}
