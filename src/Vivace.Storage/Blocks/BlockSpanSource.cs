using System.Buffers.Binary;
using Vivace.Storage.Columns;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Blocks;

/// <summary>Reads a range of a row group's spans whole, in ascending order of rows. Only the range is unpacked, so that one trace
/// costs little.</summary>
internal sealed class BlockSpanSource : SpanSource
{
    private readonly BlockRowGroup _group;
    private readonly int _firstRow;
    private readonly Cursor[] _cursors;
    private readonly int[] _parentRows;
    private readonly ReadOnlyMemory<byte> _spanIds;
    private readonly ReadOnlyMemory<long> _starts;
    private readonly ReadOnlyMemory<long> _endsLessStarts;
    private readonly ReadOnlyMemory<long> _kinds;
    private readonly ReadOnlyMemory<long> _statusCodes;
    private readonly ReadOnlyMemory<long> _hasStatus;
    private readonly ReadOnlyMemory<long> _flags;
    private readonly ReadOnlyMemory<long> _droppedAttributes;
    private readonly ReadOnlyMemory<long> _droppedEvents;
    private readonly ReadOnlyMemory<long> _droppedLinks;
    private readonly ReadOnlyMemory<long> _contexts;
    private readonly TextColumn _names;
    private readonly TextColumn _statusMessages;
    private readonly TextColumn _traceStates;
    private readonly TextColumn _unknown;
    private int _trace;

    /// <summary>Reads what the spans of a range need; attributes, events and links are read when they are met.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="firstTrace">The first trace of the range.</param>
    /// <param name="traceCount">Its traces.</param>
    public BlockSpanSource(BlockRowGroup group, int firstTrace, int traceCount)
    {
        _group = group;
        _trace = firstTrace;
        _firstRow = group.TraceFirstRows[firstTrace];
        var endRow = group.TraceFirstRows[firstTrace + traceCount];
        var count = endRow - _firstRow;
        _parentRows = ReadParents(count);
        _spanIds = group.Columns.SpanIdRange(_firstRow, count);
        _starts = Integers(Region.Starts);
        _endsLessStarts = Integers(Region.EndsLessStarts);
        _kinds = Integers(Region.Kinds);
        _statusCodes = Integers(Region.StatusCodes);
        _hasStatus = Integers(Region.HasStatus);
        _flags = Integers(Region.Flags);
        _droppedAttributes = Integers(Region.DroppedAttributes);
        _droppedEvents = Integers(Region.DroppedEvents);
        _droppedLinks = Integers(Region.DroppedLinks);
        _contexts = Integers(Region.Contexts);
        _names = Texts(Region.Names);
        _statusMessages = Texts(Region.StatusMessages);
        _traceStates = Texts(Region.TraceStates);
        _unknown = Texts(Region.Unknown);
        _cursors =
        [
            new Cursor(group, ColumnTable.Spans, _firstRow, endRow),
            new Cursor(group, ColumnTable.Events, FirstEvent(_firstRow), FirstEvent(endRow)),
            new Cursor(group, ColumnTable.Links, FirstLink(_firstRow), FirstLink(endRow)),
        ];

        ReadOnlyMemory<long> Integers(Region region) => group.Columns.IntegerRange(region, group.RowCount, _firstRow, count);
        TextColumn Texts(Region region) => group.Columns.TextRange(region, group.RowCount, _firstRow, count);
    }

    public override void ReadSpan(int row, ref SpanRecord span)
    {
        while (_group.TraceFirstRows[_trace + 1] <= row)
            _trace++;
        var index = row - _firstRow;
        span.TraceId = _group.TraceIds[_trace];
        span.SpanId = SpanId(index);
        span.Start = (ulong)_starts.Span[index];
        span.End = span.Start + (ulong)_endsLessStarts.Span[index];
        var parent = _parentRows[index];
        span.ParentId = parent < 0 ? 0 : SpanId(parent);
        span.OddParentId = parent < 0 && _group.Columns.Directory.ExplicitParentCount > 0 ? _group.ExplicitParents.Find(row) : default;
        span.Name = _names[index];
        span.TraceState = _traceStates[index];
        span.StatusMessage = _statusMessages[index];
        span.Unknown = _unknown[index];
        span.Kind = (int)_kinds.Span[index];
        span.StatusCode = (int)_statusCodes.Span[index];
        span.HasStatus = _hasStatus.Span[index] != 0;
        span.Flags = (uint)_flags.Span[index];
        span.DroppedAttributes = (uint)_droppedAttributes.Span[index];
        span.DroppedEvents = (uint)_droppedEvents.Span[index];
        span.DroppedLinks = (uint)_droppedLinks.Span[index];
        span.FirstEvent = FirstEvent(row);
        span.EventCount = FirstEvent(row + 1) - span.FirstEvent;
        span.FirstLink = FirstLink(row);
        span.LinkCount = FirstLink(row + 1) - span.FirstLink;
    }

    public override void ReadEvent(int row, ulong spanStart, ref EventRecord record)
    {
        record.Time = spanStart + (ulong)_group.EventTimesSinceStart[row];
        record.Name = _group.EventNames[row];
        record.Dropped = (uint)_group.Columns.Integers(Region.EventDropped, _group.Columns.Directory.EventCount).Span[row];
        record.Unknown = _group.Columns.ReadTexts(Region.EventUnknown, _group.Columns.Directory.EventCount)[row];
    }

    public override void ReadLink(int row, ref LinkRecord record)
    {
        var count = _group.Columns.Directory.LinkCount;
        record.TraceId = _group.LinkTraceIds[row];
        record.SpanId = _group.LinkSpanIds[row];
        record.TraceState = _group.Columns.ReadTexts(Region.LinkTraceStates, count)[row];
        record.Flags = (uint)_group.Columns.Integers(Region.LinkFlags, count).Span[row];
        record.Dropped = (uint)_group.Columns.Integers(Region.LinkDropped, count).Span[row];
        record.Unknown = _group.Columns.ReadTexts(Region.LinkUnknown, count)[row];
    }

    public override int ContextOf(int row) => (int)_contexts.Span[row - _firstRow];

    public override (ResourceEntry Resource, ScopeEntry Scope) Context(int context)
    {
        var contexts = _group.Contexts;
        if ((uint)context >= (uint)contexts.Count)
            throw new BlockCorruptedException($"context {context} of {contexts.Count}");
        return (contexts.Resources[contexts.ResourceOfPair[context]], contexts.Scopes[contexts.ScopeOfPair[context]]);
    }

    public override int MoveToAttributes(ColumnTable table, int row) => _cursors[(int)table].MoveTo(row);

    public override void ReadNextAttribute(ColumnTable table, ref AttributeRecord attribute) =>
        _cursors[(int)table].ReadNext(ref attribute);

    private int FirstEvent(int row) => _group.Columns.Directory.EventCount == 0 ? 0 : _group.EventFirstRows[row];

    private int FirstLink(int row) => _group.Columns.Directory.LinkCount == 0 ? 0 : _group.LinkFirstRows[row];

    private ulong SpanId(int index) => BinaryPrimitives.ReadUInt64BigEndian(_spanIds.Span[(index * sizeof(ulong))..]);

    private int[] ReadParents(int count)
    {
        var depths = _group.Columns.IntegerRange(Region.Depths, _group.RowCount, _firstRow, count).Span;
        var narrow = new int[count];
        for (var i = 0; i < count; i++)
            narrow[i] = (int)Math.Clamp(depths[i], -1, int.MaxValue);
        var parents = new int[count];
        SpanTree.Compute(narrow, parents, new int[count]);
        return parents;
    }

    /// <summary>Walks the attributes of one table: the next value of each column.</summary>
    private sealed class Cursor
    {
        private readonly BlockRowGroup _group;
        private readonly BlockShapes _shapes;
        private readonly List<BlockAttribute> _attributes;
        private readonly int[] _firstValues;
        private readonly int[] _valueCounts;
        private readonly int[] _nextValues;
        private readonly TextColumn?[] _texts;
        private readonly ReadOnlyMemory<long>?[] _numbers;
        private int[] _columns = [];
        private int _nextColumn;
        private int _row;

        public Cursor(BlockRowGroup group, ColumnTable table, int firstRow, int endRow)
        {
            _group = group;
            _shapes = group.Columns.Shapes(table);
            _attributes = group.Columns.Directory.Attributes[(int)table];
            _firstValues = _shapes.CountValues(0, firstRow, _attributes.Count);
            _valueCounts = _shapes.CountValues(firstRow, endRow, _attributes.Count);
            _nextValues = new int[_attributes.Count];
            _texts = new TextColumn?[_attributes.Count];
            _numbers = new ReadOnlyMemory<long>?[_attributes.Count];
            _row = firstRow;
        }

        public int MoveTo(int row)
        {
            // Attributes that nobody asked for are passed by.
            for (; _nextColumn < _columns.Length; _nextColumn++)
                _nextValues[_columns[_nextColumn]]++;
            for (; _row < row; _row++)
            {
                foreach (var column in _shapes.ColumnsOf(_row))
                    _nextValues[column]++;
            }

            _columns = _shapes.ColumnsOf(row);
            _nextColumn = 0;
            _row = row + 1;
            return _columns.Length;
        }

        public void ReadNext(ref AttributeRecord attribute)
        {
            var column = _columns[_nextColumn++];
            var value = _nextValues[column]++;
            var info = _attributes[column];
            attribute.Key = info.Key;
            attribute.Type = info.Type;
            attribute.Number = 0;
            attribute.Bytes = default;
            if (info.Type is AttributeType.Text or AttributeType.Other)
                attribute.Bytes = (_texts[column] ??= ReadTexts(column))[value];
            else
                attribute.Number = (_numbers[column] ??= ReadNumbers(column)).Span[value];
        }

        private TextColumn ReadTexts(int column)
        {
            CheckCount(column);
            return _group.Columns.AttributeTexts(_attributes[column], _firstValues[column], _valueCounts[column]);
        }

        private ReadOnlyMemory<long> ReadNumbers(int column)
        {
            CheckCount(column);
            return _group.Columns.AttributeNumbers(_attributes[column], _firstValues[column], _valueCounts[column]);
        }

        private void CheckCount(int column)
        {
            if (_firstValues[column] + _valueCounts[column] > _attributes[column].ValueCount)
                throw new BlockCorruptedException($"attribute {_attributes[column].Name} has fewer values than rows");
        }
    }
}
