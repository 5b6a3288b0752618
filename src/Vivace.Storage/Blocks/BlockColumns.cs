using Vivace.Storage.Columns;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Blocks;

/// <summary>Reads, checks and decodes the columns of one row group; keeps what was decoded whole.</summary>
/// <remarks>Used by one thread at a time. Every read may throw <see cref="BlockCorruptedException"/>, with the region named.</remarks>
internal sealed class BlockColumns(BlockFile file, RowGroupDirectory directory) : IDisposable
{
    private static readonly SortedDictionary EmptyDictionary = new(ReadOnlyMemory<byte>.Empty, new int[2]);

    private readonly BlockFile _file = file;
    private readonly RowGroupDirectory _directory = directory;
    private readonly RentedArrays _arrays = new();
    private readonly Dictionary<Region, Memory<long>> _integers = [];
    private readonly Dictionary<Region, Memory<int>> _codes = [];
    private readonly Dictionary<Region, TextColumn> _texts = [];
    private readonly Dictionary<BlockAttribute, PageFilters> _filters = new(ReferenceEqualityComparer.Instance);
    private readonly BlockShapes?[] _shapes = new BlockShapes?[3];

    /// <summary>What the row group holds and where.</summary>
    public RowGroupDirectory Directory => _directory;

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Takes an array that lives as long as this.</summary>
    public Memory<T> Rent<T>(int length)
        where T : unmanaged => _arrays.Rent<T>(length);

    /// <summary>Texts of an attribute column, from one value on.</summary>
    public TextColumn AttributeTexts(BlockAttribute attribute, int first, int count)
    {
        var bytes = ReadLocation(attribute.Location, attribute.Name);
        return Guard(
            attribute.Name,
            () => TextEncoding.ReadRange(bytes, attribute.ValueCount, first, count, _arrays, () => Filters(attribute)));
    }

    /// <summary>The filters of an attribute column; null when it has none.</summary>
    public PageFilters? Filters(BlockAttribute attribute)
    {
        if (attribute.Filter.Length == 0)
            return null;
        if (!_filters.TryGetValue(attribute, out var filters))
        {
            var bytes = ReadLocation(attribute.Filter, attribute.Name);
            _filters.Add(attribute, filters = Guard(attribute.Name, () => PageFilters.Read(bytes)));
        }

        return filters;
    }

    /// <summary>Numbers of an attribute column, from one value on.</summary>
    public ReadOnlyMemory<long> AttributeNumbers(BlockAttribute attribute, int first, int count)
    {
        var numbers = _arrays.Rent<long>(count);
        if (attribute.Location.Length == 0)
            numbers.Span.Clear();
        else
            ReadIntegers(attribute.Location, attribute.Name, attribute.ValueCount, first, numbers.Span);
        return numbers;
    }

    /// <summary>Some numbers of a region, read for this call alone; zeros when it was left out.</summary>
    public ReadOnlyMemory<long> IntegerRange(Region region, int total, int first, int count)
    {
        if (_integers.TryGetValue(region, out var whole))
            return whole.Slice(first, count);
        var numbers = _arrays.Rent<long>(count);
        if (_directory[region].Length == 0)
            numbers.Span.Clear();
        else
            ReadIntegers(_directory[region], region.ToString(), total, first, numbers.Span);
        return numbers;
    }

    /// <summary>Some texts of a region, read for this call alone; empty ones when it was left out.</summary>
    public TextColumn TextRange(Region region, int total, int first, int count)
    {
        if (_directory[region].Length == 0)
        {
            var codes = _arrays.Rent<int>(count);
            codes.Span.Clear();
            return new TextColumn(codes, EmptyDictionary);
        }

        var bytes = ReadLocation(_directory[region], region.ToString());
        return Guard(region, () => TextEncoding.ReadRange(bytes, total, first, count, _arrays));
    }

    /// <summary>Some span ids, as eight big-endian bytes each.</summary>
    public ReadOnlyMemory<byte> SpanIdRange(int first, int count) =>
        ReadRegion(Region.SpanIds, _directory.RowCount * sizeof(ulong)).Slice(first * sizeof(ulong), count * sizeof(ulong));

    public BlockShapes Shapes(ColumnTable table)
    {
        return _shapes[(int)table] ??= table switch
        {
            ColumnTable.Spans => Read(Region.SpanShapes, Region.SpanShapeTable, _directory.RowCount),
            ColumnTable.Events => Read(Region.EventShapes, Region.EventShapeTable, _directory.EventCount),
            _ => Read(Region.LinkShapes, Region.LinkShapeTable, _directory.LinkCount),
        };

        BlockShapes Read(Region codes, Region shapeTable, int rowCount)
        {
            var columnCount = _directory.Attributes[(int)table].Count;
            if (columnCount == 0)
                return BlockShapes.None;
            return Guard(shapeTable, () => BlockShapes.Read(
                ReadPage(shapeTable),
                _directory.ShapeCounts[(int)table],
                columnCount,
                Codes(codes, rowCount, _directory.ShapeCounts[(int)table])));
        }
    }

    /// <summary>Numbers of a region; zeros when it was left out.</summary>
    public Memory<long> Integers(Region region, int count)
    {
        if (_integers.TryGetValue(region, out var known))
            return known;
        var numbers = _arrays.Rent<long>(count);
        var location = _directory[region];
        if (location.Length == 0)
            numbers.Span.Clear();
        else
            ReadIntegers(location, region.ToString(), count, 0, numbers.Span);
        _integers.Add(region, numbers);
        return numbers;
    }

    /// <summary>Texts of a region; empty ones when it was left out.</summary>
    public TextColumn ReadTexts(Region region, int count)
    {
        if (_texts.TryGetValue(region, out var known))
            return known;
        TextColumn texts;
        if (_directory[region].Length == 0)
        {
            var codes = _arrays.Rent<int>(count);
            codes.Span.Clear();
            texts = new TextColumn(codes, EmptyDictionary);
        }
        else
        {
            var bytes = ReadLocation(_directory[region], region.ToString());
            texts = Guard(region, () => TextEncoding.Read(bytes, count, _arrays));
        }

        _texts.Add(region, texts);
        return texts;
    }

    /// <summary>Codes of a region, each less than a limit; zeros when it was left out.</summary>
    public Memory<int> Codes(Region region, int count, int limit)
    {
        if (_codes.TryGetValue(region, out var known))
            return known;
        var codes = _arrays.Rent<int>(count);
        var location = _directory[region];
        if (location.Length == 0 && limit == 0 && count > 0)
            throw Damaged(region, "it is missing");
        if (location.Length == 0)
            codes.Span.Clear();
        else
            ReadCodes(location, region.ToString(), limit, codes.Span);
        _codes.Add(region, codes);
        return codes;
    }

    /// <summary>Sums of the counts of a region: where the rows of each entry begin, and where the last ones end.</summary>
    public Memory<int> SumUp(Region region, int count)
    {
        var firstRows = _arrays.Rent<int>(count + 1);
        var places = firstRows.Span;
        var location = _directory[region];
        if (location.Length == 0)
            places.Clear();
        else
            ReadCodes(location, region.ToString(), int.MaxValue, places[..count]);
        var sum = 0L;
        for (var i = 0; i < count; i++)
        {
            var rows = places[i];
            places[i] = (int)sum;
            if ((sum += rows) > int.MaxValue)
                throw Damaged(region, $"more than {int.MaxValue} rows");
        }

        places[count] = (int)sum;
        return firstRows;
    }

    public ReadOnlyMemory<byte> ReadRegion(Region region, int expectedLength)
    {
        var location = _directory[region];
        if (expectedLength >= 0 && location.Length != expectedLength)
            throw Damaged(region, $"{location.Length} bytes where {expectedLength} belong");
        return ReadLocation(location, region.ToString());
    }

    public ReadOnlyMemory<byte> ReadLocation(RegionLocation location, string name)
    {
        BytesRead += location.Length;
        return _file.Read(location, name, _arrays);
    }

    public byte[] ReadPage(Region region)
    {
        var bytes = ReadRegion(region, -1).Span;
        if (bytes.IsEmpty)
            throw Damaged(region, "it is missing");
        var input = new ByteReader(bytes);
        var page = PageCompression.Find(ref input);
        var raw = new byte[page.RawSize];
        PageCompression.Read(bytes, page, raw);
        return raw;
    }

    private void ReadIntegers(RegionLocation location, string name, int total, int first, Span<long> destination)
    {
        var bytes = ReadLocation(location, name);
        try
        {
            var input = new ByteReader(bytes.Span);
            IntegerEncoding.ReadRange(ref input, total, first, destination);
        }
        catch (BlockCorruptedException cause)
        {
            throw _file.Damaged(name, cause);
        }
    }

    private void ReadCodes(RegionLocation location, string name, int limit, Span<int> destination)
    {
        var bytes = ReadLocation(location, name);
        try
        {
            var input = new ByteReader(bytes.Span);
            IntegerEncoding.ReadCodes(ref input, destination.Length, 0, limit, destination);
        }
        catch (BlockCorruptedException cause)
        {
            throw _file.Damaged(name, cause);
        }
    }

    public BlockCorruptedException Damaged(Region region, string problem) =>
        _file.Damaged(region.ToString(), new BlockCorruptedException(problem));

    public T Guard<T>(Region region, Func<T> read) => Guard(region.ToString(), read);

    public T Guard<T>(string region, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (BlockCorruptedException cause)
        {
            throw _file.Damaged(region, cause);
        }
    }

    public void Guard(Region region, Action read) => Guard(region.ToString(), read);

    public void Guard(string region, Action read) => Guard(region, () =>
    {
        read();
        return true;
    });

    /// <inheritdoc/>
    public void Dispose() => _arrays.Dispose();
}
