using System.Buffers.Binary;
using Vivace.Core;
using Vivace.Storage.Columns;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Blocks;

/// <summary>One row group of a block: columns are read and decoded when they are asked for.</summary>
internal sealed class BlockRowGroup : RowGroup
{
    private readonly BlockFile _file;
    private readonly RowGroupDirectory _directory;
    private readonly int[] _excludedTraces;
    private readonly RentedArrays _arrays = new();
    private readonly Dictionary<Region, Memory<long>> _integers = [];
    private readonly Dictionary<Region, Memory<int>> _codes = [];
    private readonly Dictionary<Region, TextColumn> _texts = [];
    private readonly BlockShapes?[] _shapes = new BlockShapes?[3];
    private readonly IReadOnlyList<AttributeColumnInfo>?[] _infos = new IReadOnlyList<AttributeColumnInfo>?[3];
    private Memory<int>? _traceFirstRows;
    private Memory<TraceId>? _traceIds;
    private Memory<ulong>? _traceStarts;
    private Memory<ulong>? _traceEnds;
    private Memory<int>? _traceRootRows;
    private Memory<int>? _parentRows;
    private Memory<int> _subtreeSizes;
    private Memory<bool>? _connected;
    private Memory<long>? _spanIds;
    private Memory<int>? _resourceIndexes;
    private Memory<int> _scopeIndexes;
    private BlockContexts? _contexts;
    private Memory<int>? _eventFirstRows;
    private Memory<int>? _linkFirstRows;
    private BlockExplicitParents? _explicitParents;
    private long _bytesRead;

    public BlockRowGroup(BlockFile file, int rowGroup, int[] excludedTraces)
    {
        _file = file;
        _directory = file.Directory(rowGroup);
        _excludedTraces = excludedTraces;
    }

    /// <inheritdoc/>
    public override int RowCount => _directory.RowCount;

    /// <inheritdoc/>
    public override int TraceCount => _directory.TraceCount;

    /// <inheritdoc/>
    public override long BytesRead => _bytesRead;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> ExcludedTraces => _excludedTraces;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> TraceFirstRows
    {
        get
        {
            if (_traceFirstRows is null)
            {
                var firstRows = SumUp(Integers(Region.TraceRowCounts, TraceCount));
                if (firstRows.Span[TraceCount] != RowCount)
                    throw Damaged(Region.TraceRowCounts, $"traces of {firstRows.Span[TraceCount]} rows in a row group of {RowCount}");
                _traceFirstRows = firstRows;
            }

            return _traceFirstRows.Value.Span;
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<TraceId> TraceIds
    {
        get
        {
            if (_traceIds is null)
            {
                var bytes = ReadRegion(Region.TraceIds, TraceCount * TraceId.SizeBytes).Span;
                var ids = _arrays.Rent<TraceId>(TraceCount);
                for (var i = 0; i < TraceCount; i++)
                    ids.Span[i] = TraceId.FromBytes(bytes[(i * TraceId.SizeBytes)..]);
                _traceIds = ids;
            }

            return _traceIds.Value.Span;
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<ulong> TraceStarts
    {
        get
        {
            if (_traceStarts is null)
            {
                var values = Integers(Region.TraceStarts, TraceCount).Span;
                var starts = _arrays.Rent<ulong>(TraceCount);
                for (var i = 0; i < TraceCount; i++)
                    starts.Span[i] = (ulong)values[i];
                _traceStarts = starts;
            }

            return _traceStarts.Value.Span;
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<ulong> TraceEnds
    {
        get
        {
            if (_traceEnds is null)
            {
                var starts = TraceStarts;
                var durations = Integers(Region.TraceDurations, TraceCount).Span;
                var ends = _arrays.Rent<ulong>(TraceCount);
                for (var i = 0; i < TraceCount; i++)
                    ends.Span[i] = starts[i] + (ulong)durations[i];
                _traceEnds = ends;
            }

            return _traceEnds.Value.Span;
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<int> TraceRootRows
    {
        get
        {
            if (_traceRootRows is null)
            {
                var firstRows = TraceFirstRows;
                var unconnected = Integers(Region.TraceUnconnectedCounts, TraceCount).Span;
                var roots = _arrays.Rent<int>(TraceCount);
                for (var i = 0; i < TraceCount; i++)
                    roots.Span[i] = unconnected[i] < firstRows[i + 1] - firstRows[i] ? firstRows[i] : -1;
                _traceRootRows = roots;
            }

            return _traceRootRows.Value.Span;
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<int> ParentRows
    {
        get
        {
            ComputeTree();
            return _parentRows!.Value.Span;
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<int> SubtreeSizes
    {
        get
        {
            ComputeTree();
            return _subtreeSizes.Span;
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<bool> Connected
    {
        get
        {
            if (_connected is null)
            {
                var firstRows = TraceFirstRows;
                var unconnected = Integers(Region.TraceUnconnectedCounts, TraceCount).Span;
                var connected = _arrays.Rent<bool>(RowCount);
                for (var i = 0; i < TraceCount; i++)
                {
                    var rows = connected.Span[firstRows[i]..firstRows[i + 1]];
                    if ((ulong)unconnected[i] > (ulong)rows.Length)
                        throw Damaged(Region.TraceUnconnectedCounts, $"{unconnected[i]} of {rows.Length} spans");
                    rows[..^(int)unconnected[i]].Fill(true);
                    rows[^(int)unconnected[i]..].Clear();
                }

                _connected = connected;
            }

            return _connected.Value.Span;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ResourceEntry> Resources => Contexts.Resources;

    /// <inheritdoc/>
    public override IReadOnlyList<ScopeEntry> Scopes => Contexts.Scopes;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> ResourceIndexes
    {
        get
        {
            MapContexts();
            return _resourceIndexes!.Value.Span;
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<int> ScopeIndexes
    {
        get
        {
            MapContexts();
            return _scopeIndexes.Span;
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<int> EventFirstRows =>
        (_eventFirstRows ??= ChildFirstRows(Region.EventCounts, _directory.EventCount)).Span;

    /// <inheritdoc/>
    public override TextColumn EventNames => ReadTexts(Region.EventNames, _directory.EventCount);

    /// <inheritdoc/>
    public override ReadOnlySpan<long> EventTimesSinceStart => Integers(Region.EventTimes, _directory.EventCount).Span;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> LinkFirstRows =>
        (_linkFirstRows ??= ChildFirstRows(Region.LinkCounts, _directory.LinkCount)).Span;

    /// <inheritdoc/>
    public override TextColumn LinkTraceIds => ReadTexts(Region.LinkTraceIds, _directory.LinkCount);

    /// <inheritdoc/>
    public override TextColumn LinkSpanIds => ReadTexts(Region.LinkSpanIds, _directory.LinkCount);

    internal RowGroupDirectory Directory => _directory;

    internal BlockContexts Contexts => _contexts ??= Guard(
        Region.ContextTable, () => BlockContexts.Read(ReadPage(Region.ContextTable)));

    internal BlockExplicitParents ExplicitParents => _explicitParents ??= Guard(
        Region.ExplicitParents,
        () => BlockExplicitParents.Read(
            Integers(Region.ExplicitParentRows, _directory.ExplicitParentCount).Span,
            ReadRegion(Region.ExplicitParents, -1).ToArray()));

    /// <inheritdoc/>
    public override ReadOnlySpan<long> Numbers(SpanNumber field) => field switch
    {
        SpanNumber.Start => Integers(Region.Starts, RowCount).Span,
        SpanNumber.EndLessStart => Integers(Region.EndsLessStarts, RowCount).Span,
        SpanNumber.SpanId => SpanIds(),
        SpanNumber.Kind => Integers(Region.Kinds, RowCount).Span,
        SpanNumber.StatusCode => Integers(Region.StatusCodes, RowCount).Span,
        SpanNumber.Flags => Integers(Region.Flags, RowCount).Span,
        SpanNumber.DroppedAttributes => Integers(Region.DroppedAttributes, RowCount).Span,
        SpanNumber.DroppedEvents => Integers(Region.DroppedEvents, RowCount).Span,
        SpanNumber.DroppedLinks => Integers(Region.DroppedLinks, RowCount).Span,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "not a number of a span"),
    };

    /// <inheritdoc/>
    public override TextColumn Texts(SpanText field) => field switch
    {
        SpanText.Name => ReadTexts(Region.Names, RowCount),
        SpanText.StatusMessage => ReadTexts(Region.StatusMessages, RowCount),
        SpanText.TraceState => ReadTexts(Region.TraceStates, RowCount),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "not a text of a span"),
    };

    /// <inheritdoc/>
    public override ulong ParentId(int row)
    {
        var parent = ParentRows[row];
        if (parent >= 0)
            return (ulong)SpanIds()[parent];
        var id = ExplicitParents.Find(row);
        return id.Length == sizeof(ulong) ? BinaryPrimitives.ReadUInt64BigEndian(id) : 0;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<AttributeColumnInfo> AttributeColumns(ColumnTable table)
    {
        return _infos[(int)table] ??= List(_directory.Attributes[(int)table]);

        IReadOnlyList<AttributeColumnInfo> List(List<BlockAttribute> attributes)
        {
            var infos = new AttributeColumnInfo[attributes.Count];
            for (var id = 0; id < infos.Length; id++)
            {
                var attribute = attributes[id];
                infos[id] = new AttributeColumnInfo(
                    table, attribute.Name, attribute.Type, attribute.ValueCount, attribute.Minimum, attribute.Maximum, id);
            }

            return infos;
        }
    }

    /// <inheritdoc/>
    public override bool MayContain(AttributeColumnInfo info, ReadOnlySpan<byte> text)
    {
        var filter = _directory.Attributes[(int)info.Table][info.Id].Filter;
        return filter.Length == 0 || ValueFilter.MayContain(ReadLocation(filter, info.Key).Span, text);
    }

    /// <inheritdoc/>
    public override AttributeColumn ReadAttribute(AttributeColumnInfo info)
    {
        var attribute = _directory.Attributes[(int)info.Table][info.Id];
        var rows = _arrays.Rent<int>(attribute.ValueCount);
        Guard(attribute.Name, () => Shapes(info.Table).FindRows(info.Id, rows.Span));
        return attribute.Type is AttributeType.Text or AttributeType.Other
            ? new AttributeColumn(info, rows, AttributeTexts(attribute, 0, attribute.ValueCount))
            : new AttributeColumn(info, rows, AttributeNumbers(attribute, 0, attribute.ValueCount));
    }

    /// <summary>Texts of an attribute column, from one value on.</summary>
    internal TextColumn AttributeTexts(BlockAttribute attribute, int first, int count)
    {
        var bytes = ReadLocation(attribute.Location, attribute.Name);
        return Guard(attribute.Name, () => TextEncoding.ReadRange(bytes, attribute.ValueCount, first, count, _arrays));
    }

    /// <summary>Numbers of an attribute column, from one value on.</summary>
    internal ReadOnlyMemory<long> AttributeNumbers(BlockAttribute attribute, int first, int count)
    {
        var numbers = _arrays.Rent<long>(count);
        if (attribute.Location.Length == 0)
            numbers.Span.Clear();
        else
            ReadIntegers(attribute.Location, attribute.Name, attribute.ValueCount, first, numbers.Span);
        return numbers;
    }

    /// <summary>Some numbers of a region, read for this call alone; zeros when it was left out.</summary>
    internal ReadOnlyMemory<long> IntegerRange(Region region, int total, int first, int count)
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
    internal TextColumn TextRange(Region region, int total, int first, int count)
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
    internal ReadOnlyMemory<byte> SpanIdRange(int first, int count) =>
        ReadRegion(Region.SpanIds, RowCount * sizeof(ulong)).Slice(first * sizeof(ulong), count * sizeof(ulong));

    internal BlockShapes Shapes(ColumnTable table)
    {
        return _shapes[(int)table] ??= table switch
        {
            ColumnTable.Spans => Read(Region.SpanShapes, Region.SpanShapeTable, RowCount),
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
    internal Memory<long> Integers(Region region, int count)
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
    internal TextColumn ReadTexts(Region region, int count)
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

    private ReadOnlySpan<int> ContextCodes => Codes(Region.Contexts, RowCount, Contexts.Count).Span;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _arrays.Dispose();
        base.Dispose(disposing);
    }

    private static readonly SortedDictionary EmptyDictionary = new(ReadOnlyMemory<byte>.Empty, new int[2]);

    private Memory<int> Codes(Region region, int count, int limit)
    {
        if (_codes.TryGetValue(region, out var known))
            return known;
        var numbers = Integers(region, count).Span;
        var codes = _arrays.Rent<int>(count);
        for (var i = 0; i < count; i++)
        {
            if ((ulong)numbers[i] >= (ulong)limit)
                throw Damaged(region, $"code {numbers[i]} of {limit}");
            codes.Span[i] = (int)numbers[i];
        }

        _codes.Add(region, codes);
        return codes;
    }

    private ReadOnlySpan<long> SpanIds()
    {
        if (_spanIds is null)
        {
            var bytes = ReadRegion(Region.SpanIds, RowCount * sizeof(ulong)).Span;
            var ids = _arrays.Rent<long>(RowCount);
            for (var i = 0; i < RowCount; i++)
                ids.Span[i] = BinaryPrimitives.ReadInt64BigEndian(bytes[(i * sizeof(ulong))..]);
            _spanIds = ids;
        }

        return _spanIds.Value.Span;
    }

    private void ComputeTree()
    {
        if (_parentRows is not null)
            return;
        var parents = _arrays.Rent<int>(RowCount);
        _subtreeSizes = _arrays.Rent<int>(RowCount);
        Guard(Region.Depths, () => SpanTree.Compute(
            Codes(Region.Depths, RowCount, int.MaxValue).Span, parents.Span, _subtreeSizes.Span));
        _parentRows = parents;
    }

    private void MapContexts()
    {
        if (_resourceIndexes is not null)
            return;
        var contexts = Contexts;
        var resources = _arrays.Rent<int>(RowCount);
        _scopeIndexes = _arrays.Rent<int>(RowCount);
        var codes = ContextCodes;
        for (var i = 0; i < codes.Length; i++)
        {
            resources.Span[i] = contexts.ResourceOf(codes[i]);
            _scopeIndexes.Span[i] = contexts.ScopeOf(codes[i]);
        }

        _resourceIndexes = resources;
    }

    private Memory<int> ChildFirstRows(Region counts, int total)
    {
        var firstRows = SumUp(Integers(counts, RowCount));
        if (firstRows.Span[RowCount] != total)
            throw Damaged(counts, $"{firstRows.Span[RowCount]} rows of {total}");
        return firstRows;
    }

    private Memory<int> SumUp(Memory<long> counts)
    {
        var firstRows = _arrays.Rent<int>(counts.Length + 1);
        var sum = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            firstRows.Span[i] = (int)sum;
            if ((ulong)counts.Span[i] > int.MaxValue || (sum += counts.Span[i]) > int.MaxValue)
                throw new BlockCorruptedException($"a count of {counts.Span[i]} rows");
        }

        firstRows.Span[^1] = (int)sum;
        return firstRows;
    }

    private ReadOnlyMemory<byte> ReadRegion(Region region, int expectedLength)
    {
        var location = _directory[region];
        if (expectedLength >= 0 && location.Length != expectedLength)
            throw Damaged(region, $"{location.Length} bytes where {expectedLength} belong");
        return ReadLocation(location, region.ToString());
    }

    private ReadOnlyMemory<byte> ReadLocation(RegionLocation location, string name)
    {
        _bytesRead += location.Length;
        return _file.Read(location, name, _arrays);
    }

    private byte[] ReadPage(Region region)
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

    private BlockCorruptedException Damaged(Region region, string problem) =>
        _file.Damaged(region.ToString(), new BlockCorruptedException(problem));

    private T Guard<T>(Region region, Func<T> read) => Guard(region.ToString(), read);

    private T Guard<T>(string region, Func<T> read)
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

    private void Guard(Region region, Action read) => Guard(region.ToString(), read);

    private void Guard(string region, Action read) => Guard(region, () =>
    {
        read();
        return true;
    });
}
