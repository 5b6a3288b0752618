using Vivace.Storage.Columns;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Blocks;

/// <summary>Reads the spans of a row group of a block whole, in ascending order of rows.</summary>
internal sealed class BlockSpanSource : SpanSource
{
    private readonly BlockRowGroup _group;
    private readonly Cursor[] _cursors;
    private int _trace;

    /// <summary>Prepares for reading from a row on.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="firstRow">No row before this is asked for.</param>
    public BlockSpanSource(BlockRowGroup group, int firstRow)
    {
        _group = group;
        _cursors =
        [
            new Cursor(group, ColumnTable.Spans, firstRow),
            new Cursor(group, ColumnTable.Events, group.EventFirstRows[firstRow]),
            new Cursor(group, ColumnTable.Links, group.LinkFirstRows[firstRow]),
        ];
    }

    public override void ReadSpan(int row, ref SpanRecord span)
    {
        while (_group.TraceFirstRows[_trace + 1] <= row)
            _trace++;
        span.TraceId = _group.TraceIds[_trace];
        span.SpanId = (ulong)_group.Numbers(SpanNumber.SpanId)[row];
        span.Start = (ulong)_group.Numbers(SpanNumber.Start)[row];
        span.End = span.Start + (ulong)_group.Numbers(SpanNumber.EndLessStart)[row];
        var parent = _group.ParentRows[row];
        span.ParentId = parent < 0 ? 0 : (ulong)_group.Numbers(SpanNumber.SpanId)[parent];
        span.OddParentId = parent < 0 && _group.Directory.ExplicitParentCount > 0 ? _group.ExplicitParents.Find(row) : default;
        span.Name = _group.Texts(SpanText.Name)[row];
        span.TraceState = _group.Texts(SpanText.TraceState)[row];
        span.StatusMessage = _group.Texts(SpanText.StatusMessage)[row];
        span.Unknown = _group.ReadTexts(Region.Unknown, _group.RowCount)[row];
        span.Kind = (int)_group.Numbers(SpanNumber.Kind)[row];
        span.StatusCode = (int)_group.Numbers(SpanNumber.StatusCode)[row];
        span.HasStatus = _group.Integers(Region.HasStatus, _group.RowCount).Span[row] != 0;
        span.Flags = (uint)_group.Numbers(SpanNumber.Flags)[row];
        span.DroppedAttributes = (uint)_group.Numbers(SpanNumber.DroppedAttributes)[row];
        span.DroppedEvents = (uint)_group.Numbers(SpanNumber.DroppedEvents)[row];
        span.DroppedLinks = (uint)_group.Numbers(SpanNumber.DroppedLinks)[row];
        span.FirstEvent = _group.EventFirstRows[row];
        span.EventCount = _group.EventFirstRows[row + 1] - span.FirstEvent;
        span.FirstLink = _group.LinkFirstRows[row];
        span.LinkCount = _group.LinkFirstRows[row + 1] - span.FirstLink;
    }

    public override void ReadEvent(int row, ulong spanStart, ref EventRecord record)
    {
        record.Time = spanStart + (ulong)_group.EventTimesSinceStart[row];
        record.Name = _group.EventNames[row];
        record.Dropped = (uint)_group.Integers(Region.EventDropped, _group.Directory.EventCount).Span[row];
        record.Unknown = _group.ReadTexts(Region.EventUnknown, _group.Directory.EventCount)[row];
    }

    public override void ReadLink(int row, ref LinkRecord record)
    {
        var count = _group.Directory.LinkCount;
        record.TraceId = _group.LinkTraceIds[row];
        record.SpanId = _group.LinkSpanIds[row];
        record.TraceState = _group.ReadTexts(Region.LinkTraceStates, count)[row];
        record.Flags = (uint)_group.Integers(Region.LinkFlags, count).Span[row];
        record.Dropped = (uint)_group.Integers(Region.LinkDropped, count).Span[row];
        record.Unknown = _group.ReadTexts(Region.LinkUnknown, count)[row];
    }

    public override int ContextOf(int row) => _group.ContextCodes[row];

    public override (ResourceEntry Resource, ScopeEntry Scope) Context(int context) =>
        (_group.Contexts.Resources[_group.Contexts.ResourceOf(context)], _group.Contexts.Scopes[_group.Contexts.ScopeOf(context)]);

    public override int MoveToAttributes(ColumnTable table, int row) => _cursors[(int)table].MoveTo(row);

    public override void ReadNextAttribute(ColumnTable table, ref AttributeRecord attribute) =>
        _cursors[(int)table].ReadNext(ref attribute);

    /// <summary>Walks the attributes of one table: the next value of each column.</summary>
    private sealed class Cursor
    {
        private readonly BlockRowGroup _group;
        private readonly BlockShapes _shapes;
        private readonly List<BlockAttribute> _attributes;
        private readonly int[] _nextValues;
        private readonly TextColumn?[] _texts;
        private readonly ReadOnlyMemory<long>?[] _numbers;
        private int[] _columns = [];
        private int _nextColumn;
        private int _row;

        public Cursor(BlockRowGroup group, ColumnTable table, int firstRow)
        {
            _group = group;
            _shapes = group.Shapes(table);
            _attributes = group.Directory.Attributes[(int)table];
            _nextValues = new int[_attributes.Count];
            _texts = new TextColumn?[_attributes.Count];
            _numbers = new ReadOnlyMemory<long>?[_attributes.Count];
            _row = firstRow;
            _shapes.CountBefore(firstRow, _nextValues);
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
            if (value >= info.ValueCount)
                throw new BlockCorruptedException($"attribute {info.Name} has fewer values than rows");
            if (info.Type is AttributeType.Text or AttributeType.Other)
                attribute.Bytes = (_texts[column] ??= _group.AttributeTexts(info))[value];
            else
                attribute.Number = (_numbers[column] ??= _group.AttributeNumbers(info)).Span[value];
        }
    }
}
