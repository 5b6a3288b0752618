using Vivace.Storage.Columns;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Live;

/// <summary>Reads live spans whole. Rows are positions in a list of live rows.</summary>
/// <param name="columns">The columns.</param>
/// <param name="rows">Live row of each position.</param>
internal sealed class LiveSpanSource(LiveColumns columns, ReadOnlyMemory<int> rows) : SpanSource
{
    private readonly Cursor[] _cursors = [new(), new(), new()];

    private sealed class Cursor
    {
        public int[] Columns = [];
        public int Next;
        public int Slot;
    }

    public override void ReadSpan(int row, ref SpanRecord span)
    {
        var live = rows.Span[row];
        var extras = columns.Extras[columns.ExtrasCodes[live]];
        span.TraceId = columns.Traces[columns.TraceOrdinals[live]];
        span.SpanId = columns.SpanIds[live];
        span.Start = columns.Starts[live];
        span.End = span.Start + columns.EndsLessStarts[live];
        span.ParentId = columns.ParentIds[live];
        span.OddParentId = span.ParentId == 0 && columns.HasOddParentIds ? columns.OddParentId(live) : default;
        span.Name = columns.Names[columns.NameCodes[live]];
        span.TraceState = columns.Texts[extras.TraceState];
        span.StatusMessage = columns.Texts[extras.StatusMessage];
        span.Unknown = columns.Unknowns[extras.Unknown];
        span.Kind = extras.Kind;
        span.StatusCode = extras.StatusCode;
        span.HasStatus = extras.HasStatus;
        span.Flags = extras.Flags;
        span.DroppedAttributes = extras.DroppedAttributes;
        span.DroppedEvents = extras.DroppedEvents;
        span.DroppedLinks = extras.DroppedLinks;
        span.FirstEvent = live == 0 ? 0 : columns.EventEnds[live - 1];
        span.EventCount = columns.EventEnds[live] - span.FirstEvent;
        span.FirstLink = live == 0 ? 0 : columns.LinkEnds[live - 1];
        span.LinkCount = columns.LinkEnds[live] - span.FirstLink;
    }

    public override void ReadEvent(int row, ulong spanStart, ref EventRecord record)
    {
        var live = columns.EventRows[row];
        record.Time = spanStart + live.TimeSinceStart;
        record.Name = columns.EventNames[live.Name];
        record.Dropped = live.Dropped;
        record.Unknown = columns.Unknowns[live.Unknown];
    }

    public override void ReadLink(int row, ref LinkRecord record)
    {
        var live = columns.LinkRows[row];
        record.TraceId = columns.LinkTraceIds[live.TraceId];
        record.SpanId = columns.LinkSpanIds[live.SpanId];
        record.TraceState = columns.Texts[live.TraceState];
        record.Flags = live.Flags;
        record.Dropped = live.Dropped;
        record.Unknown = columns.Unknowns[live.Unknown];
    }

    public override int ContextOf(int row) => columns.ContextCodes[rows.Span[row]];

    public override (ResourceEntry Resource, ScopeEntry Scope) Context(int context)
    {
        var codes = columns.Contexts[context];
        var resource = ContextBytes.Read(columns.Resources[codes.Resource].ToArray());
        var scope = ContextBytes.Read(columns.Scopes[codes.Scope].ToArray());
        return (
            new ResourceEntry(resource.HasMessage, resource.Message, resource.SchemaUrl),
            new ScopeEntry(scope.HasMessage, scope.Message, scope.SchemaUrl));
    }

    public override int MoveToAttributes(ColumnTable table, int row)
    {
        var liveTable = Table(table);
        var live = table == ColumnTable.Spans ? rows.Span[row] : row;
        var shape = liveTable.Shape(live);
        var count = liveTable.Shapes.Length(shape);
        var cursor = _cursors[(int)table];
        if (cursor.Columns.Length < count)
            cursor.Columns = new int[count * 2];
        liveTable.Shapes.CopyColumns(shape, cursor.Columns.AsSpan(0, count));
        cursor.Next = 0;
        cursor.Slot = liveTable.FirstSlot(live);
        return count;
    }

    public override void ReadNextAttribute(ColumnTable table, ref AttributeRecord attribute)
    {
        var liveTable = Table(table);
        var cursor = _cursors[(int)table];
        var column = liveTable.Attribute(cursor.Columns[cursor.Next++]);
        var value = liveTable.Slot(cursor.Slot++);
        attribute.Key = column.Key;
        attribute.Type = column.Type;
        attribute.Number = value;
        attribute.Bytes = column.Pool is null ? default : column.Pool[(int)value];
    }

    private LiveTable Table(ColumnTable table) => table switch
    {
        ColumnTable.Spans => columns.Spans,
        ColumnTable.Events => columns.Events,
        _ => columns.Links,
    };
}
