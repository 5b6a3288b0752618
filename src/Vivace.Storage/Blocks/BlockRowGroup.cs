using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Vivace.Core;
using Vivace.Storage.Columns;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Blocks;

/// <summary>One row group of a block: columns are read and decoded when they are asked for.</summary>
internal sealed class BlockRowGroup : RowGroup
{
    private readonly BlockColumns _columns;
    private readonly BlockFile _file;
    private readonly int _rowGroup;
    private readonly int[] _excludedTraces;
    private readonly ContextCache? _cache;
    private readonly IReadOnlyList<AttributeColumnInfo>?[] _infos = new IReadOnlyList<AttributeColumnInfo>?[3];
    private Memory<int>? _traceFirstRows;
    private Memory<TraceId>? _traceIds;
    private Memory<ulong>? _traceStarts;
    private Memory<ulong>? _traceEnds;
    private Memory<int>? _traceRootRows;
    private Memory<int>? _parentRows;
    private Memory<int> _subtreeSizes;
    private Memory<bool>? _connected;
    private ReadOnlyMemory<byte>? _spanIdBytes;
    private Memory<long>? _spanIds;
    private Memory<int>? _resourceIndexes;
    private Memory<int>? _scopeIndexes;
    private BlockContexts? _contexts;
    private Memory<int>? _contextCodes;
    private Memory<int>? _eventFirstRows;
    private Memory<int>? _linkFirstRows;
    private BlockExplicitParents? _explicitParents;

    /// <summary>Opens a row group.</summary>
    /// <param name="file">The block's file; stays open as long as this.</param>
    /// <param name="rowGroup">Number of the row group.</param>
    /// <param name="excludedTraces">Traces that another row group answers for.</param>
    /// <param name="cache">Where its resources and scopes are kept for the next query; null to read them anew.</param>
    public BlockRowGroup(BlockFile file, int rowGroup, int[] excludedTraces, ContextCache? cache = null)
    {
        _columns = new BlockColumns(file, file.Directory(rowGroup));
        _file = file;
        _rowGroup = rowGroup;
        _excludedTraces = excludedTraces;
        _cache = cache;
    }

    /// <inheritdoc/>
    public override int RowCount => Directory.RowCount;

    /// <inheritdoc/>
    public override int TraceCount => Directory.TraceCount;

    /// <inheritdoc/>
    public override long BytesRead => _columns.BytesRead;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> ExcludedTraces => _excludedTraces;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> TraceFirstRows
    {
        get
        {
            if (_traceFirstRows is null)
            {
                var firstRows = _columns.SumUp(Region.TraceRowCounts, TraceCount);
                if (firstRows.Span[TraceCount] != RowCount)
                    throw _columns.Damaged(Region.TraceRowCounts, $"traces of {firstRows.Span[TraceCount]} rows in a row group of {RowCount}");
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
                var bytes = _columns.ReadRegion(Region.TraceIds, TraceCount * TraceId.SizeBytes).Span;
                var ids = _columns.Rent<TraceId>(TraceCount);
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
                var values = _columns.Integers(Region.TraceStarts, TraceCount).Span;
                var starts = _columns.Rent<ulong>(TraceCount);
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
                var durations = _columns.Integers(Region.TraceDurations, TraceCount).Span;
                var ends = _columns.Rent<ulong>(TraceCount);
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
                var unconnected = _columns.Integers(Region.TraceUnconnectedCounts, TraceCount).Span;
                var roots = _columns.Rent<int>(TraceCount);
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
                var unconnected = _columns.Integers(Region.TraceUnconnectedCounts, TraceCount).Span;
                var connected = _columns.Rent<bool>(RowCount);
                for (var i = 0; i < TraceCount; i++)
                {
                    var rows = connected.Span[firstRows[i]..firstRows[i + 1]];
                    if ((ulong)unconnected[i] > (ulong)rows.Length)
                        throw _columns.Damaged(Region.TraceUnconnectedCounts, $"{unconnected[i]} of {rows.Length} spans");
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
        get => (_resourceIndexes ??= MapContexts(Contexts.ResourceOfPair)).Span;
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<int> ScopeIndexes
    {
        get => (_scopeIndexes ??= MapContexts(Contexts.ScopeOfPair)).Span;
    }

    /// <inheritdoc/>
    public override int ResourceIndex(int row) => Contexts.ResourceOfPair[ContextCodes[row]];

    /// <inheritdoc/>
    public override int ScopeIndex(int row) => Contexts.ScopeOfPair[ContextCodes[row]];

    /// <inheritdoc/>
    public override void MapResources(ReadOnlySpan<int> ofResource, int firstRow, Span<int> numbers) =>
        MapContexts(ofResource, Contexts.ResourceOfPair, firstRow, numbers);

    /// <inheritdoc/>
    public override void MapScopes(ReadOnlySpan<int> ofScope, int firstRow, Span<int> numbers) =>
        MapContexts(ofScope, Contexts.ScopeOfPair, firstRow, numbers);

    /// <inheritdoc/>
    public override void MapResources(ReadOnlySpan<int> ofResource, ReadOnlySpan<int> rows, Span<int> numbers) =>
        MapContexts(ofResource, Contexts.ResourceOfPair, rows, numbers);

    /// <inheritdoc/>
    public override void MapScopes(ReadOnlySpan<int> ofScope, ReadOnlySpan<int> rows, Span<int> numbers) =>
        MapContexts(ofScope, Contexts.ScopeOfPair, rows, numbers);

    /// <inheritdoc/>
    public override ReadOnlySpan<int> EventFirstRows =>
        (_eventFirstRows ??= ChildFirstRows(Region.EventCounts, Directory.EventCount)).Span;

    /// <inheritdoc/>
    public override TextColumn EventNames => _columns.ReadTexts(Region.EventNames, Directory.EventCount);

    /// <inheritdoc/>
    public override ReadOnlySpan<long> EventTimesSinceStart => _columns.Integers(Region.EventTimes, Directory.EventCount).Span;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> LinkFirstRows =>
        (_linkFirstRows ??= ChildFirstRows(Region.LinkCounts, Directory.LinkCount)).Span;

    /// <inheritdoc/>
    public override TextColumn LinkTraceIds => _columns.ReadTexts(Region.LinkTraceIds, Directory.LinkCount);

    /// <inheritdoc/>
    public override TextColumn LinkSpanIds => _columns.ReadTexts(Region.LinkSpanIds, Directory.LinkCount);

    internal BlockColumns Columns => _columns;

    private RowGroupDirectory Directory => _columns.Directory;

    internal BlockContexts Contexts => _contexts ??= _columns.Guard(
        Region.ContextTable,
        () => _cache is null
            ? BlockContexts.Read(ContextBytes())
            : _file.Contexts(_cache, _rowGroup, ContextBytes));

    internal BlockExplicitParents ExplicitParents => _explicitParents ??= _columns.Guard(
        Region.ExplicitParents,
        () => BlockExplicitParents.Read(
            _columns.Integers(Region.ExplicitParentRows, Directory.ExplicitParentCount).Span,
            _columns.ReadRegion(Region.ExplicitParents, -1).ToArray()));

    /// <inheritdoc/>
    public override ReadOnlySpan<long> Numbers(SpanNumber field) => field switch
    {
        SpanNumber.Start => _columns.Integers(Region.Starts, RowCount).Span,
        SpanNumber.EndLessStart => _columns.Integers(Region.EndsLessStarts, RowCount).Span,
        SpanNumber.SpanId => SpanIds(),
        SpanNumber.Kind => _columns.Integers(Region.Kinds, RowCount).Span,
        SpanNumber.StatusCode => _columns.Integers(Region.StatusCodes, RowCount).Span,
        SpanNumber.Flags => _columns.Integers(Region.Flags, RowCount).Span,
        SpanNumber.DroppedAttributes => _columns.Integers(Region.DroppedAttributes, RowCount).Span,
        SpanNumber.DroppedEvents => _columns.Integers(Region.DroppedEvents, RowCount).Span,
        SpanNumber.DroppedLinks => _columns.Integers(Region.DroppedLinks, RowCount).Span,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "not a number of a span"),
    };

    /// <inheritdoc/>
    public override TextColumn Texts(SpanText field) => field switch
    {
        SpanText.Name => _columns.ReadTexts(Region.Names, RowCount),
        SpanText.StatusMessage => _columns.ReadTexts(Region.StatusMessages, RowCount),
        SpanText.TraceState => _columns.ReadTexts(Region.TraceStates, RowCount),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "not a text of a span"),
    };

    /// <inheritdoc/>
    public override ulong SpanId(int row) => _spanIds is { } ids
        ? (ulong)ids.Span[row]
        : BinaryPrimitives.ReadUInt64BigEndian(SpanIdBytes.Span[(row * sizeof(ulong))..]);

    /// <inheritdoc/>
    public override ulong ParentId(int row)
    {
        var parent = ParentRows[row];
        if (parent >= 0)
            return SpanId(parent);
        var id = ExplicitParents.Find(row);
        return id.Length == sizeof(ulong) ? BinaryPrimitives.ReadUInt64BigEndian(id) : 0;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<AttributeColumnInfo> AttributeColumns(ColumnTable table)
    {
        return _infos[(int)table] ??= List(Directory.Attributes[(int)table]);

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
        if (text.IsEmpty)
            return true; // empty values lie in no page
        var filters = _columns.Filters(Directory.Attributes[(int)info.Table][info.Id]);
        return filters is null || filters.Value.MayContain(text);
    }

    /// <inheritdoc/>
    public override AttributeColumn ReadAttribute(AttributeColumnInfo info)
    {
        var attribute = Directory.Attributes[(int)info.Table][info.Id];
        return attribute.Type is AttributeType.Text or AttributeType.Other
            ? new AttributeColumn(info, FindRows, _columns.AttributeTexts(attribute, 0, attribute.ValueCount))
            : new AttributeColumn(info, FindRows, _columns.AttributeNumbers(attribute, 0, attribute.ValueCount));

        ReadOnlyMemory<int> FindRows()
        {
            var rows = _columns.Rent<int>(attribute.ValueCount);
            _columns.Guard(attribute.Name, () => _columns.Shapes(info.Table).FindRows(info.Id, rows.Span));
            return rows;
        }
    }

    private byte[] ContextBytes() => _columns.ReadPage(Region.ContextTable);

    private ReadOnlySpan<int> ContextCodes => (_contextCodes ??= _columns.Codes(Region.Contexts, RowCount, Contexts.Count)).Span;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _columns.Dispose();
        base.Dispose(disposing);
    }

    private ReadOnlyMemory<byte> SpanIdBytes => _spanIdBytes ??= _columns.ReadRegion(Region.SpanIds, RowCount * sizeof(ulong));

    private ReadOnlySpan<long> SpanIds()
    {
        if (_spanIds is null)
        {
            var ids = _columns.Rent<long>(RowCount);
            MemoryMarshal.Cast<byte, long>(SpanIdBytes.Span).CopyTo(ids.Span);
            if (BitConverter.IsLittleEndian)
                BinaryPrimitives.ReverseEndianness(ids.Span, ids.Span);
            _spanIds = ids;
        }

        return _spanIds.Value.Span;
    }

    private void ComputeTree()
    {
        if (_parentRows is not null)
            return;
        var parents = _columns.Rent<int>(RowCount);
        _subtreeSizes = _columns.Rent<int>(RowCount);
        _columns.Guard(Region.Depths, () => SpanTree.Compute(
            _columns.Codes(Region.Depths, RowCount, int.MaxValue).Span, parents.Span, _subtreeSizes.Span));
        _parentRows = parents;
    }

    private void MapContexts(ReadOnlySpan<int> ofIndex, ReadOnlySpan<int> indexOfPair, int firstRow, Span<int> numbers)
    {
        Span<int> ofPair = indexOfPair.Length <= 256 ? stackalloc int[indexOfPair.Length] : new int[indexOfPair.Length];
        Map(ofIndex, indexOfPair, ofPair);
        Map(ofPair, ContextCodes.Slice(firstRow, numbers.Length), numbers);
    }

    private void MapContexts(ReadOnlySpan<int> ofIndex, ReadOnlySpan<int> indexOfPair, ReadOnlySpan<int> rows, Span<int> numbers)
    {
        Span<int> ofPair = indexOfPair.Length <= 256 ? stackalloc int[indexOfPair.Length] : new int[indexOfPair.Length];
        Map(ofIndex, indexOfPair, ofPair);
        Map(ofPair, ContextCodes, rows, numbers);
    }

    private Memory<int> MapContexts(ReadOnlySpan<int> indexOfPair)
    {
        var indexes = _columns.Rent<int>(RowCount);
        Map(indexOfPair, ContextCodes[..indexes.Length], indexes.Span);
        return indexes;
    }

    private Memory<int> ChildFirstRows(Region counts, int total)
    {
        var firstRows = _columns.SumUp(counts, RowCount);
        if (firstRows.Span[RowCount] != total)
            throw _columns.Damaged(counts, $"{firstRows.Span[RowCount]} rows of {total}");
        return firstRows;
    }
}
