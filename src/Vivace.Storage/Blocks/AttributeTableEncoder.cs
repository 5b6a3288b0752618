using Vivace.Storage.Columns;
using Vivace.Storage.Live;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Blocks;

/// <summary>Turns the attributes of some rows from slots per row into values per column.</summary>
internal sealed class AttributeTableEncoder(LiveTable table) : IDisposable
{
    private readonly List<Buffer?> _byLiveColumn = [];
    private readonly List<Buffer> _columns = [];
    private readonly Dictionary<int, int> _shapes = [];
    private readonly List<int> _liveShapes = [];
    private readonly Dictionary<int, int[]> _shapeColumns = [];

    /// <summary>Values of one column of the row group at hand.</summary>
    private sealed class Buffer(LiveAttribute attribute) : IDisposable
    {
        public LiveAttribute Attribute { get; } = attribute;

        /// <summary>Number of the column in the row group; -1 when it has no values there yet.</summary>
        public int Number = -1;
        public int Count;
        private readonly RentedBuffer<long> _values = new();

        public Span<long> Values => _values.Take(Count);

        public void Add(long value)
        {
            if (Count == _values.Array.Length)
                _values.Grow(Count);
            _values.Array[Count++] = value;
        }

        public void Dispose() => _values.Dispose();
    }

    /// <summary>Collects the attributes of the rows of one row group.</summary>
    /// <param name="liveRows">Live rows in the order of the row group.</param>
    /// <param name="shapeCodes">Receives the shape of each row, numbered within the row group.</param>
    public void Collect(ReadOnlySpan<int> liveRows, Span<long> shapeCodes)
    {
        foreach (var column in _columns)
        {
            column.Number = -1;
            column.Count = 0;
        }

        _columns.Clear();
        _shapes.Clear();
        _liveShapes.Clear();
        for (var i = 0; i < liveRows.Length; i++)
        {
            var row = liveRows[i];
            var shape = table.Shape(row);
            if (!_shapes.TryGetValue(shape, out var code))
            {
                code = _liveShapes.Count;
                _shapes.Add(shape, code);
                _liveShapes.Add(shape);
            }

            shapeCodes[i] = code;
            var slot = table.FirstSlot(row);
            foreach (var column in ColumnsOf(shape))
                Column(column).Add(table.Slot(slot++));
        }
    }

    /// <summary>Writes what was collected.</summary>
    /// <param name="writer">Takes the regions.</param>
    /// <param name="tableNumber">Which table of the directory.</param>
    /// <param name="shapeCodes">As filled by <see cref="Collect"/>.</param>
    /// <param name="shapes">Region of the shape codes.</param>
    /// <param name="shapeTable">Region of the shapes.</param>
    public void Write(RegionWriter writer, ColumnTable tableNumber, ReadOnlySpan<long> shapeCodes, Region shapes, Region shapeTable)
    {
        writer.Directory.ShapeCounts[(int)tableNumber] = _liveShapes.Count;
        if (_columns.Count == 0)
            return;

        writer.WriteIntegers(shapes, shapeCodes);
        WriteShapeTable(writer, shapeTable);
        var attributes = writer.Directory.Attributes[(int)tableNumber];
        foreach (var column in _columns)
        {
            var values = column.Values;
            var type = column.Attribute.Type;
            var hasBounds = type is AttributeType.Integer or AttributeType.Boolean;
            var (minimum, maximum) = hasBounds ? Bounds(values) : (long.MinValue, long.MaxValue);
            // Before the values are written: that overwrites the codes.
            var filter = type == AttributeType.Text ? writer.WriteFilters(column.Attribute.Pool!, values) : default;
            var location = type switch
            {
                AttributeType.None => default,
                AttributeType.Text or AttributeType.Other => writer.WriteAttributeTexts(column.Attribute.Pool!, values),
                _ => writer.WriteAttributeIntegers(values),
            };
            attributes.Add(new BlockAttribute(column.Attribute.Key, type, column.Count, minimum, maximum, location, filter));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var column in _byLiveColumn)
            column?.Dispose();
    }

    private static (long Minimum, long Maximum) Bounds(ReadOnlySpan<long> values)
    {
        long minimum = long.MaxValue, maximum = long.MinValue;
        foreach (var value in values)
        {
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
        }

        return (minimum, maximum);
    }

    private void WriteShapeTable(RegionWriter writer, Region region)
    {
        using var bytes = new ByteWriter();
        foreach (var shape in _liveShapes)
        {
            var columns = ColumnsOf(shape);
            bytes.WriteVarint((ulong)columns.Length);
            foreach (var column in columns)
                bytes.WriteVarint((ulong)_byLiveColumn[column]!.Number);
        }

        writer.WritePage(region, bytes.Written);
    }

    private int[] ColumnsOf(int shape)
    {
        if (!_shapeColumns.TryGetValue(shape, out var columns))
            _shapeColumns.Add(shape, columns = table.Shapes.Columns(shape));
        return columns;
    }

    private Buffer Column(int liveColumn)
    {
        while (_byLiveColumn.Count <= liveColumn)
            _byLiveColumn.Add(null);
        var column = _byLiveColumn[liveColumn] ??= new Buffer(table.Attribute(liveColumn));
        if (column.Number < 0)
        {
            column.Number = _columns.Count;
            _columns.Add(column);
        }

        return column;
    }
}
