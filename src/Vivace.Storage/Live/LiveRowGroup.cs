using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Vivace.Core;
using Vivace.Storage.Columns;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Live;

/// <summary>One row group of a live view: columns are gathered from the live columns when they are asked for.</summary>
internal sealed class LiveRowGroup : RowGroup
{
    private readonly LiveView _view;
    private readonly LiveColumns _columns;
    private readonly RowGroupSlice _slice;
    private readonly int[] _excludedTraces;
    private readonly RentedArrays _arrays = new();
    private readonly Memory<long>?[] _numbers = new Memory<long>?[Enum.GetValues<SpanNumber>().Length];
    private readonly TextColumn?[] _texts = new TextColumn?[Enum.GetValues<SpanText>().Length];
    private readonly IReadOnlyList<AttributeColumnInfo>?[] _infos = new IReadOnlyList<AttributeColumnInfo>?[3];
    private Memory<int>? _traceFirstRows;
    private Memory<TraceId>? _traceIds;
    private Memory<ulong>? _traceStarts;
    private Memory<ulong>? _traceEnds;
    private Memory<int>? _traceRootRows;
    private Memory<int>? _parentRows;
    private Memory<int> _subtreeSizes;
    private Memory<bool>? _connected;
    private Memory<int>? _resourceIndexes;
    private Memory<int> _scopeIndexes;
    private readonly List<ResourceEntry> _resources = [];
    private readonly List<ScopeEntry> _scopes = [];
    private LiveChildRows? _events;
    private LiveChildRows? _links;
    private Memory<long>? _eventTimes;
    private TextColumn? _eventNames;
    private TextColumn? _linkTraceIds;
    private TextColumn? _linkSpanIds;
    private long _bytesRead;

    public LiveRowGroup(LiveView view, RowGroupSlice slice, int[] excludedTraces)
    {
        _view = view;
        _columns = view.Columns;
        _slice = slice;
        _excludedTraces = excludedTraces;
    }

    /// <inheritdoc/>
    public override int RowCount => _slice.RowCount;

    /// <inheritdoc/>
    public override int TraceCount => _slice.TraceCount;

    /// <inheritdoc/>
    public override long BytesRead => _bytesRead;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> ExcludedTraces => _excludedTraces;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> TraceFirstRows => (_traceFirstRows ??= FillTraces(
        TraceCount + 1, i => i == TraceCount ? RowCount : Trace(i).FirstPosition - _slice.FirstPosition)).Span;

    /// <inheritdoc/>
    public override ReadOnlySpan<TraceId> TraceIds =>
        (_traceIds ??= FillTraces(TraceCount, i => _columns.Traces[Trace(i).Ordinal])).Span;

    /// <inheritdoc/>
    public override ReadOnlySpan<ulong> TraceStarts => (_traceStarts ??= FillTraces(TraceCount, i => Trace(i).Start)).Span;

    /// <inheritdoc/>
    public override ReadOnlySpan<ulong> TraceEnds => (_traceEnds ??= FillTraces(TraceCount, i => Trace(i).End)).Span;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> TraceRootRows => (_traceRootRows ??= FillTraces(
        TraceCount, i => Trace(i).ConnectedCount > 0 ? Trace(i).FirstPosition - _slice.FirstPosition : -1)).Span;

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
                var connected = Rent<bool>(RowCount);
                for (var i = 0; i < TraceCount; i++)
                {
                    var trace = Trace(i);
                    var rows = connected.Span.Slice(trace.FirstPosition - _slice.FirstPosition, trace.RowCount);
                    rows[..trace.ConnectedCount].Fill(true);
                    rows[trace.ConnectedCount..].Clear();
                }

                _connected = connected;
            }

            return _connected.Value.Span;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ResourceEntry> Resources
    {
        get
        {
            ReadContexts();
            return _resources;
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<int> ResourceIndexes
    {
        get
        {
            ReadContexts();
            return _resourceIndexes!.Value.Span;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ScopeEntry> Scopes
    {
        get
        {
            ReadContexts();
            return _scopes;
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<int> ScopeIndexes
    {
        get
        {
            ReadContexts();
            return _scopeIndexes.Span;
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<int> EventFirstRows => Events.FirstRows;

    /// <inheritdoc/>
    public override TextColumn EventNames =>
        _eventNames ??= GatherEvents(_columns.EventNames, static row => row.Name);

    /// <inheritdoc/>
    public override ReadOnlySpan<long> EventTimesSinceStart
    {
        get
        {
            if (_eventTimes is null)
            {
                var times = Rent<long>(Events.Rows.Length);
                for (var i = 0; i < times.Length; i++)
                    times.Span[i] = (long)_columns.EventRows[Events.Rows[i]].TimeSinceStart;
                _eventTimes = times;
            }

            return _eventTimes.Value.Span;
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<int> LinkFirstRows => Links.FirstRows;

    /// <inheritdoc/>
    public override TextColumn LinkTraceIds =>
        _linkTraceIds ??= GatherLinks(_columns.LinkTraceIds, static row => row.TraceId);

    /// <inheritdoc/>
    public override TextColumn LinkSpanIds =>
        _linkSpanIds ??= GatherLinks(_columns.LinkSpanIds, static row => row.SpanId);

    private ReadOnlySpan<int> LiveRows => _view.Order.Rows.AsSpan(_slice.FirstPosition, RowCount);

    private LiveChildRows Events => _events ??= new LiveChildRows(LiveRows, _columns.EventEnds, _arrays);

    private LiveChildRows Links => _links ??= new LiveChildRows(LiveRows, _columns.LinkEnds, _arrays);

    /// <inheritdoc/>
    public override ReadOnlySpan<long> Numbers(SpanNumber field)
    {
        ref var numbers = ref _numbers[(int)field];
        numbers ??= GatherNumbers(field);
        return numbers.Value.Span;
    }

    /// <inheritdoc/>
    public override TextColumn Texts(SpanText field) => _texts[(int)field] ??= GatherTexts(field);

    /// <inheritdoc/>
    public override ulong ParentId(int row)
    {
        var live = LiveRows[row];
        var id = _columns.ParentIds[live];
        if (id != 0 || !_columns.HasOddParentIds)
            return id;
        return _columns.OddParentId(live) is { Length: sizeof(ulong) } odd ? BinaryPrimitives.ReadUInt64BigEndian(odd) : 0;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<AttributeColumnInfo> AttributeColumns(ColumnTable table)
    {
        return _infos[(int)table] ??= List(Table(table));

        IReadOnlyList<AttributeColumnInfo> List(LiveTable live)
        {
            var infos = new List<AttributeColumnInfo>(live.AttributeCount);
            for (var id = 0; id < live.AttributeCount; id++)
            {
                var attribute = live.Attribute(id);
                var hasBounds = attribute.Type is AttributeType.Integer or AttributeType.Boolean;
                infos.Add(new AttributeColumnInfo(
                    table,
                    attribute.Name,
                    attribute.Type,
                    Math.Max(1, attribute.ValueCount),
                    hasBounds ? attribute.Minimum : long.MinValue,
                    hasBounds ? attribute.Maximum : long.MaxValue,
                    id));
            }

            return infos;
        }
    }

    /// <inheritdoc/>
    public override AttributeColumn ReadAttribute(AttributeColumnInfo info)
    {
        var table = Table(info.Table);
        var tableRows = info.Table switch
        {
            ColumnTable.Spans => LiveRows,
            ColumnTable.Events => Events.Rows,
            _ => Links.Rows,
        };
        var positions = new ShapePositions(table.Shapes, info.Id);
        var rows = Rent<int>(tableRows.Length);
        var slots = Rent<int>(tableRows.Length);
        var count = positions.Find(table, tableRows, ref rows, ref slots, Rent<int>);
        rows = rows[..count];
        slots = slots[..count];

        if (table.Attribute(info.Id).Pool is { } pool)
        {
            for (var i = 0; i < count; i++)
                slots.Span[i] = (int)table.Slot(slots.Span[i]);
            return new AttributeColumn(info, () => rows, new TextColumn(slots, _view.Dictionary(pool)));
        }

        var numbers = Rent<long>(count);
        for (var i = 0; i < count; i++)
            numbers.Span[i] = table.Slot(slots.Span[i]);
        return new AttributeColumn(info, () => rows, numbers);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _arrays.Dispose();
        base.Dispose(disposing);
    }

    private TraceOrder.TraceEntry Trace(int index) => _view.Order.Traces[_slice.FirstTrace + index];

    private LiveTable Table(ColumnTable table) => table switch
    {
        ColumnTable.Spans => _columns.Spans,
        ColumnTable.Events => _columns.Events,
        _ => _columns.Links,
    };

    private Memory<T> Rent<T>(int length)
        where T : unmanaged
    {
        _bytesRead += (long)length * Marshal.SizeOf<T>();
        return _arrays.Rent<T>(length);
    }

    private Memory<T> FillTraces<T>(int length, Func<int, T> value)
        where T : unmanaged
    {
        var filled = Rent<T>(length);
        for (var i = 0; i < length; i++)
            filled.Span[i] = value(i);
        return filled;
    }

    private void ComputeTree()
    {
        if (_parentRows is not null)
            return;
        var parents = Rent<int>(RowCount);
        _subtreeSizes = Rent<int>(RowCount);
        SpanTree.Compute(_view.Order.Depths.AsSpan(_slice.FirstPosition, RowCount), parents.Span, _subtreeSizes.Span);
        _parentRows = parents;
    }

    private Memory<long> GatherNumbers(SpanNumber field)
    {
        var numbers = Rent<long>(RowCount);
        var destination = numbers.Span;
        var rows = LiveRows;
        switch (field)
        {
            case SpanNumber.Start:
                Gather(_columns.Starts, rows, destination);
                break;
            case SpanNumber.EndLessStart:
                Gather(_columns.EndsLessStarts, rows, destination);
                break;
            case SpanNumber.SpanId:
                Gather(_columns.SpanIds, rows, destination);
                break;
            default:
                GatherExtras(field, rows, destination);
                break;
        }

        return numbers;

        static void Gather(ChunkedList<ulong> source, ReadOnlySpan<int> rows, Span<long> destination)
        {
            for (var i = 0; i < rows.Length; i++)
                destination[i] = (long)source[rows[i]];
        }
    }

    private void GatherExtras(SpanNumber field, ReadOnlySpan<int> rows, Span<long> destination)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var extras = _columns.Extras[_columns.ExtrasCodes[rows[i]]];
            destination[i] = field switch
            {
                SpanNumber.Kind => extras.Kind,
                SpanNumber.StatusCode => extras.StatusCode,
                SpanNumber.Flags => extras.Flags,
                SpanNumber.DroppedAttributes => extras.DroppedAttributes,
                SpanNumber.DroppedEvents => extras.DroppedEvents,
                SpanNumber.DroppedLinks => extras.DroppedLinks,
                _ => throw new ArgumentOutOfRangeException(nameof(field), field, "not a number of a span"),
            };
        }
    }

    private TextColumn GatherTexts(SpanText field)
    {
        var codes = Rent<int>(RowCount);
        var destination = codes.Span;
        var rows = LiveRows;
        for (var i = 0; i < rows.Length; i++)
        {
            destination[i] = field switch
            {
                SpanText.Name => _columns.NameCodes[rows[i]],
                SpanText.StatusMessage => _columns.Extras[_columns.ExtrasCodes[rows[i]]].StatusMessage,
                _ => _columns.Extras[_columns.ExtrasCodes[rows[i]]].TraceState,
            };
        }

        return new TextColumn(codes, _view.Dictionary(field == SpanText.Name ? _columns.Names : _columns.Texts));
    }

    private TextColumn GatherEvents(TextPool pool, Func<LiveEvent, int> code)
    {
        var codes = Rent<int>(Events.Rows.Length);
        for (var i = 0; i < codes.Length; i++)
            codes.Span[i] = code(_columns.EventRows[Events.Rows[i]]);
        return new TextColumn(codes, _view.Dictionary(pool));
    }

    private TextColumn GatherLinks(TextPool pool, Func<LiveLink, int> code)
    {
        var codes = Rent<int>(Links.Rows.Length);
        for (var i = 0; i < codes.Length; i++)
            codes.Span[i] = code(_columns.LinkRows[Links.Rows[i]]);
        return new TextColumn(codes, _view.Dictionary(pool));
    }

    private void ReadContexts()
    {
        if (_resourceIndexes is not null)
            return;

        var resourceIndexes = Rent<int>(RowCount);
        _scopeIndexes = Rent<int>(RowCount);
        var contexts = new Dictionary<int, (int Resource, int Scope)>();
        var resources = new Dictionary<int, int>();
        var scopes = new Dictionary<int, int>();
        var rows = LiveRows;
        for (var i = 0; i < rows.Length; i++)
        {
            ref var indexes = ref CollectionsMarshal.GetValueRefOrAddDefault(
                contexts, _columns.ContextCodes[rows[i]], out var known);
            if (!known)
            {
                var codes = _columns.Contexts[_columns.ContextCodes[rows[i]]];
                indexes = (Resource(codes.Resource), Scope(codes.Scope));
            }

            (resourceIndexes.Span[i], _scopeIndexes.Span[i]) = indexes;
        }

        _resourceIndexes = resourceIndexes;

        int Resource(int code)
        {
            if (resources.TryGetValue(code, out var index))
                return index;
            var entry = ContextBytes.Read(_columns.Resources[code].ToArray());
            _resources.Add(new ResourceEntry(entry.HasMessage, entry.Message, entry.SchemaUrl));
            resources.Add(code, _resources.Count - 1);
            return _resources.Count - 1;
        }

        int Scope(int code)
        {
            if (scopes.TryGetValue(code, out var index))
                return index;
            var entry = ContextBytes.Read(_columns.Scopes[code].ToArray());
            _scopes.Add(new ScopeEntry(entry.HasMessage, entry.Message, entry.SchemaUrl));
            scopes.Add(code, _scopes.Count - 1);
            return _scopes.Count - 1;
        }
    }
}
