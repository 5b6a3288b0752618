using Vivace.Storage.Blocks;
using Vivace.Storage.Columns;
using Vivace.Storage.Live;

namespace Vivace.Storage.Compaction;

/// <summary>A row group whose traces are moved into live columns one by one, in any order: columns to columns, without a span ever
/// being put together.</summary>
internal sealed class MovedRowGroup : IDisposable
{
    private readonly BlockRowGroup _group;
    private readonly BlockColumns _columns;
    private readonly MovedAttributes _attributes;
    private readonly MovedAttributes _eventAttributes;
    private readonly MovedAttributes _linkAttributes;
    private readonly MovedTexts _names;
    private readonly MovedTexts _statusMessages;
    private readonly MovedTexts _traceStates;
    private readonly MovedTexts _unknown;
    private readonly MovedTexts _eventNames;
    private readonly MovedTexts _eventUnknown;
    private readonly MovedTexts _linkTraceIds;
    private readonly MovedTexts _linkSpanIds;
    private readonly MovedTexts _linkTraceStates;
    private readonly MovedTexts _linkUnknown;
    private readonly Memory<long> _starts;
    private readonly Memory<long> _endsLessStarts;
    private readonly Memory<long> _kinds;
    private readonly Memory<long> _statusCodes;
    private readonly Memory<long> _hasStatus;
    private readonly Memory<long> _flags;
    private readonly Memory<long> _droppedAttributes;
    private readonly Memory<long> _droppedEvents;
    private readonly Memory<long> _droppedLinks;
    private readonly Memory<int> _contextCodes;
    private readonly Memory<long> _eventTimes;
    private readonly Memory<long> _eventDropped;
    private readonly Memory<long> _linkFlags;
    private readonly Memory<long> _linkDropped;
    private readonly int[] _contexts; // live context + 1, 0 while it is not known
    private LiveColumns? _target;

    /// <summary>Opens the row group.</summary>
    /// <exception cref="BlockCorruptedException">It is damaged.</exception>
    public MovedRowGroup(BlockFile file, int rowGroup)
    {
        _group = new BlockRowGroup(file, rowGroup, []);
        try
        {
            _columns = _group.Columns;
            var (rows, events, links) = (_group.RowCount, _columns.Directory.EventCount, _columns.Directory.LinkCount);
            _attributes = new MovedAttributes(_columns, ColumnTable.Spans, rows);
            _eventAttributes = new MovedAttributes(_columns, ColumnTable.Events, events);
            _linkAttributes = new MovedAttributes(_columns, ColumnTable.Links, links);
            _names = Texts(Region.Names, rows);
            _statusMessages = Texts(Region.StatusMessages, rows);
            _traceStates = Texts(Region.TraceStates, rows);
            _unknown = Texts(Region.Unknown, rows);
            _eventNames = Texts(Region.EventNames, events);
            _eventUnknown = Texts(Region.EventUnknown, events);
            _linkTraceIds = Texts(Region.LinkTraceIds, links);
            _linkSpanIds = Texts(Region.LinkSpanIds, links);
            _linkTraceStates = Texts(Region.LinkTraceStates, links);
            _linkUnknown = Texts(Region.LinkUnknown, links);
            _starts = _columns.Integers(Region.Starts, rows);
            _endsLessStarts = _columns.Integers(Region.EndsLessStarts, rows);
            _kinds = _columns.Integers(Region.Kinds, rows);
            _statusCodes = _columns.Integers(Region.StatusCodes, rows);
            _hasStatus = _columns.Integers(Region.HasStatus, rows);
            _flags = _columns.Integers(Region.Flags, rows);
            _droppedAttributes = _columns.Integers(Region.DroppedAttributes, rows);
            _droppedEvents = _columns.Integers(Region.DroppedEvents, rows);
            _droppedLinks = _columns.Integers(Region.DroppedLinks, rows);
            _contextCodes = _columns.Codes(Region.Contexts, rows, _group.Contexts.Count);
            _eventTimes = _columns.Integers(Region.EventTimes, events);
            _eventDropped = _columns.Integers(Region.EventDropped, events);
            _linkFlags = _columns.Integers(Region.LinkFlags, links);
            _linkDropped = _columns.Integers(Region.LinkDropped, links);
            _contexts = new int[_group.Contexts.Count];
            Remaining = _group.TraceCount;
        }
        catch
        {
            _group.Dispose();
            throw;
        }
    }

    /// <summary>Traces not yet moved.</summary>
    public int Remaining { get; private set; }

    /// <summary>Appends the spans of a trace to live columns, as one source.</summary>
    /// <param name="trace">Its ordinal.</param>
    /// <param name="target">The columns.</param>
    /// <exception cref="BlockCorruptedException">The row group is damaged.</exception>
    public void Move(int trace, LiveColumns target)
    {
        if (_target != target)
            Begin(target);
        target.SourceStarts.Add(target.RowCount);
        for (var row = _group.TraceFirstRows[trace]; row < _group.TraceFirstRows[trace + 1]; row++)
            MoveSpan(trace, row, target);
        Remaining--;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _attributes.Dispose();
        _eventAttributes.Dispose();
        _linkAttributes.Dispose();
        _group.Dispose();
    }

    private MovedTexts Texts(Region region, int count) => new(_columns.ReadTexts(region, count));

    private void Begin(LiveColumns target)
    {
        _target = target;
        foreach (var attributes in (ReadOnlySpan<MovedAttributes>)[_attributes, _eventAttributes, _linkAttributes])
            attributes.Forget();
        foreach (var texts in (ReadOnlySpan<MovedTexts>)[
            _names, _statusMessages, _traceStates, _unknown, _eventNames, _eventUnknown, _linkTraceIds, _linkSpanIds, _linkTraceStates, _linkUnknown])
        {
            texts.Forget();
        }

        Array.Clear(_contexts);
    }

    private void MoveSpan(int trace, int row, LiveColumns target)
    {
        _attributes.Move(row, target.Spans);
        for (var child = _group.EventFirstRows[row]; child < _group.EventFirstRows[row + 1]; child++)
            MoveEvent(child, target);
        for (var child = _group.LinkFirstRows[row]; child < _group.LinkFirstRows[row + 1]; child++)
            MoveLink(child, target);

        var extras = new SpanExtras(
            (int)_kinds.Span[row],
            (int)_statusCodes.Span[row],
            _hasStatus.Span[row] != 0,
            (uint)_flags.Span[row],
            (uint)_droppedAttributes.Span[row],
            (uint)_droppedEvents.Span[row],
            (uint)_droppedLinks.Span[row],
            _statusMessages.MoveOptional(row, target.Texts),
            _traceStates.MoveOptional(row, target.Texts),
            _unknown.MoveOptional(row, target.Unknowns));
        target.AddSpan(
            _group.TraceIds[trace],
            _group.SpanId(row),
            ParentId(row, target),
            (ulong)_starts.Span[row],
            (ulong)_endsLessStarts.Span[row],
            _names.Move(row, target.Names),
            Context(row, target),
            extras);
    }

    private void MoveEvent(int row, LiveColumns target)
    {
        _eventAttributes.Move(row, target.Events);
        target.EventRows.Add(new LiveEvent(
            (ulong)_eventTimes.Span[row],
            _eventNames.Move(row, target.EventNames),
            (uint)_eventDropped.Span[row],
            _eventUnknown.MoveOptional(row, target.Unknowns)));
    }

    private void MoveLink(int row, LiveColumns target)
    {
        _linkAttributes.Move(row, target.Links);
        target.LinkRows.Add(new LiveLink(
            _linkTraceIds.Move(row, target.LinkTraceIds),
            _linkSpanIds.Move(row, target.LinkSpanIds),
            _linkTraceStates.MoveOptional(row, target.Texts),
            (uint)_linkFlags.Span[row],
            (uint)_linkDropped.Span[row],
            _linkUnknown.MoveOptional(row, target.Unknowns)));
    }

    private ulong ParentId(int row, LiveColumns target)
    {
        var parent = _group.ParentRows[row];
        if (parent >= 0)
            return _group.SpanId(parent);
        if (_columns.Directory.ExplicitParentCount == 0)
            return 0;
        return target.ParentIdOfNext(_group.ExplicitParents.Find(row));
    }

    private int Context(int row, LiveColumns target)
    {
        var code = _contextCodes.Span[row];
        ref var known = ref _contexts[code];
        if (known == 0)
        {
            var resource = _group.Contexts.Resources[_group.Contexts.ResourceOfPair[code]];
            var scope = _group.Contexts.Scopes[_group.Contexts.ScopeOfPair[code]];
            known = 1 + target.Contexts.Intern(new LiveContext(
                Intern(target.Resources, resource.HasMessage, resource.Message.Span, resource.SchemaUrl.Span),
                Intern(target.Scopes, scope.HasMessage, scope.Message.Span, scope.SchemaUrl.Span)));
        }

        return known - 1;

        static int Intern(TextPool pool, bool hasMessage, ReadOnlySpan<byte> message, ReadOnlySpan<byte> schemaUrl)
        {
            var bytes = new byte[ContextBytes.Size(message, schemaUrl)];
            ContextBytes.Write(bytes, hasMessage, message, schemaUrl);
            return pool.Intern(bytes);
        }
    }
}
