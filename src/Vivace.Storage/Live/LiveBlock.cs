using Vivace.Core;
using Vivace.Otlp.Wire;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Live;

/// <summary>What one tenant sent since its last block was cut, decoded into columns.</summary>
/// <remarks><c>Append</c> is called by one thread at a time; all other members by any.</remarks>
public sealed class LiveBlock
{
    private const long BytesBetweenMeasurements = 1 << 20;

    private readonly LiveColumns _columns = new();
    private readonly OtlpAppender _appender;
    private readonly Lock _lock = new(); // guards the trace index and everything published below
    private long _measuredAtOtlpBytes;
    private int _rowCount;
    private int _traceCount;
    private LiveView? _view;
    private readonly Lock _viewLock = new(); // guards _view: one build at a time
    private readonly Lock _leaseLock = new(); // guards the two fields below
    private int _leases;
    private bool _isRetired;

    /// <summary>Creates an empty live block.</summary>
    public LiveBlock() => _appender = new OtlpAppender(_columns);

    /// <summary>Spans appended.</summary>
    public int RowCount => Volatile.Read(ref _rowCount);

    /// <summary>Traces seen.</summary>
    public int TraceCount => Volatile.Read(ref _traceCount);

    /// <summary>Bytes of OTLP appended.</summary>
    public long OtlpBytes { get; private set; }

    /// <summary>Estimate of the memory held.</summary>
    public long SizeBytes => _columns.SizeBytes;

    /// <summary>The same as it was not long ago: looking at every column for every request would cost more than decoding it.</summary>
    internal long LastSizeBytes { get; private set; }

    /// <summary>Earliest span start, Unix nanoseconds; <see cref="ulong.MaxValue"/> when empty.</summary>
    public ulong MinStart { get; private set; } = ulong.MaxValue;

    /// <summary>Latest span end, Unix nanoseconds.</summary>
    public ulong MaxEnd { get; private set; }

    internal LiveColumns Columns => _columns;

    /// <summary>Start of the spans' time range, Unix nanoseconds, spans far from their time of receipt left out.</summary>
    internal ulong RangeStart { get; private set; } = ulong.MaxValue;

    /// <summary>End of the same range.</summary>
    internal ulong RangeEnd { get; private set; }

    /// <summary>Says that the caller reads the block until it gives the lease back. Only for blocks that are not retired: their tenant
    /// still lists them.</summary>
    internal void Lease()
    {
        lock (_leaseLock)
            _leases++;
    }

    /// <summary>Gives a lease back.</summary>
    internal void Release()
    {
        lock (_leaseLock)
        {
            _leases--;
            GiveBackWhenUnused();
        }
    }

    /// <summary>Says that nobody will lease the block any more: with the last lease its memory goes to the live blocks to come.</summary>
    internal void Retire()
    {
        lock (_leaseLock)
        {
            _isRetired = true;
            GiveBackWhenUnused();
        }
    }

    /// <summary>Decodes a request and makes its spans visible.</summary>
    /// <param name="request">A well-formed OTLP <c>ExportTraceServiceRequest</c> with ids of the right lengths.</param>
    /// <returns>Spans appended.</returns>
    public int Append(ReadOnlySpan<byte> request) => Append(request, 0, TimeSpan.MaxValue);

    /// <summary>Decodes a request and makes its spans visible.</summary>
    /// <param name="request">A well-formed OTLP <c>ExportTraceServiceRequest</c> with ids of the right lengths.</param>
    /// <param name="received">Time of receipt, Unix nanoseconds.</param>
    /// <param name="slack">Spans further than this from the time of receipt do not stretch the time range.</param>
    /// <returns>Spans appended.</returns>
    internal int Append(ReadOnlySpan<byte> request, ulong received, TimeSpan slack)
    {
        lock (_lock)
        {
            var firstRow = _columns.RowCount;
            var added = _appender.Append(request);
            OtlpBytes += request.Length;
            if (OtlpBytes - _measuredAtOtlpBytes >= BytesBetweenMeasurements)
                (_measuredAtOtlpBytes, LastSizeBytes) = (OtlpBytes, SizeBytes);
            MinStart = _appender.MinStart;
            MaxEnd = _appender.MaxEnd;
            StretchRange(firstRow, received, slack);
            _traceCount = _columns.Traces.Count;
            Volatile.Write(ref _rowCount, _columns.RowCount);
            return added;
        }
    }

    /// <summary>Whether a trace is among the live ones.</summary>
    public bool Contains(TraceId id)
    {
        lock (_lock)
            return _columns.Traces.Find(id) >= 0;
    }

    /// <summary>Writes all spans of a trace as <c>ResourceSpans</c> messages, spans sent twice once.</summary>
    /// <param name="id">The trace.</param>
    /// <param name="output">Receives the messages (field 1 of <c>TracesData</c>).</param>
    /// <returns>Spans written; 0 when the trace is not here.</returns>
    public int WriteTrace(TraceId id, ProtoWriter output) => WriteTrace(id, static _ => true, output);

    /// <summary>Writes the wanted spans of a trace as <c>ResourceSpans</c> messages, spans sent twice once.</summary>
    /// <param name="id">The trace.</param>
    /// <param name="isWanted">Asked with each span's place in the depth-first order of the trace, from 0, as row groups have it.</param>
    /// <param name="output">Receives the messages (field 1 of <c>TracesData</c>).</param>
    /// <returns>Spans written; 0 when the trace is not here.</returns>
    public int WriteTrace(TraceId id, Func<int, bool> isWanted, ProtoWriter output)
    {
        ArgumentNullException.ThrowIfNull(isWanted);
        var rows = FindRows(id);
        if (rows.Length == 0)
            return 0;

        var ordered = new int[rows.Length];
        var count = new TraceSorter(_columns).Sort(rows, ordered, new int[rows.Length], out _);
        var wanted = 0;
        for (var i = 0; i < count; i++)
        {
            if (isWanted(i))
                ordered[wanted++] = ordered[i];
        }

        using var writer = new OtlpTraceWriter();
        writer.Write(new LiveSpanSource(_columns, ordered), 0, wanted, output);
        return wanted;
    }

    /// <summary>A snapshot of this live block alone.</summary>
    public StorageSnapshot OpenSnapshot() => new LiveSnapshot(View());

    /// <summary>Opens one trace alone, without ordering the others.</summary>
    /// <returns>Null when the trace is not here.</returns>
    internal TraceRows? OpenTrace(TraceId id)
    {
        var rows = FindRows(id);
        if (rows.Length == 0)
            return null;
        var view = LiveView.OfTrace(_columns, _columns.TraceOrdinals[rows[0]], rows);
        var ordered = view.Order.Rows.AsMemory(0, view.Order.RowCount);
        return new TraceRows(view.Open(view.Slices[0], []), 0, _ => new LiveSpanSource(_columns, ordered));
    }

    /// <summary>The rows in the order of a block. Views are shared while nothing was appended.</summary>
    internal LiveView View()
    {
        lock (_viewLock)
        {
            int rowCount, traceCount;
            lock (_lock)
            {
                rowCount = _rowCount;
                traceCount = _traceCount;
            }

            if (_view is null)
                _view = LiveView.Build(_columns, rowCount, traceCount, OtlpBytes);
            else if (_view.SourceRowCount != rowCount)
                _view = _view.Extend(rowCount, traceCount, OtlpBytes);
            return _view;
        }
    }

    private void GiveBackWhenUnused()
    {
        if (!_isRetired || _leases != 0)
            return;
        _view?.Order.Release();
        _columns.Release();
    }

    private void StretchRange(int firstRow, ulong received, TimeSpan slack)
    {
        var nanoseconds = (ulong)Math.Min(slack.TotalNanoseconds, long.MaxValue);
        var earliest = received > nanoseconds ? received - nanoseconds : 0;
        var latest = received > ulong.MaxValue - nanoseconds ? ulong.MaxValue : received + nanoseconds;
        for (var row = firstRow; row < _columns.RowCount; row++)
        {
            var start = _columns.Starts[row];
            var end = Math.Max(start, start + _columns.EndsLessStarts[row]);
            RangeStart = Math.Min(RangeStart, Math.Clamp(start, earliest, latest));
            RangeEnd = Math.Max(RangeEnd, Math.Clamp(end, earliest, latest));
        }
    }

    private int[] FindRows(TraceId id)
    {
        int row;
        lock (_lock)
        {
            var ordinal = _columns.Traces.Find(id);
            if (ordinal < 0)
                return [];
            row = _columns.LastRow(ordinal);
        }

        var rows = new List<int>();
        for (; row >= 0; row = _columns.PreviousOfTrace[row])
            rows.Add(row);
        rows.Reverse();
        return [.. rows];
    }
}
