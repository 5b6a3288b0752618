using Vivace.Core;
using Vivace.Otlp.Wire;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Live;

/// <summary>What one tenant sent since its last block was cut, decoded into columns.</summary>
/// <remarks><see cref="Append"/> is called by one thread at a time; all other members by any.</remarks>
public sealed class LiveBlock
{
    private readonly LiveColumns _columns = new();
    private readonly OtlpAppender _appender;
    private readonly Lock _lock = new(); // guards the trace index and everything published below
    private int _rowCount;
    private int _traceCount;
    private LiveView? _view;
    private readonly Lock _viewLock = new(); // guards _view: one build at a time

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

    /// <summary>Earliest span start, Unix nanoseconds; <see cref="ulong.MaxValue"/> when empty.</summary>
    public ulong MinStart { get; private set; } = ulong.MaxValue;

    /// <summary>Latest span end, Unix nanoseconds.</summary>
    public ulong MaxEnd { get; private set; }

    internal LiveColumns Columns => _columns;

    /// <summary>Decodes a request and makes its spans visible.</summary>
    /// <param name="request">A well-formed OTLP <c>ExportTraceServiceRequest</c> with ids of the right lengths.</param>
    /// <returns>Spans appended.</returns>
    public int Append(ReadOnlySpan<byte> request)
    {
        lock (_lock)
        {
            var added = _appender.Append(request);
            OtlpBytes += request.Length;
            MinStart = _appender.MinStart;
            MaxEnd = _appender.MaxEnd;
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
    public int WriteTrace(TraceId id, ProtoWriter output)
    {
        var rows = FindRows(id);
        if (rows.Length == 0)
            return 0;

        var ordered = new int[rows.Length];
        var count = new TraceSorter(_columns).Sort(rows, ordered, new int[rows.Length], out _);
        using var writer = new OtlpTraceWriter();
        writer.Write(new LiveSpanSource(_columns, ordered), 0, count, output);
        return count;
    }

    /// <summary>A snapshot of this live block alone.</summary>
    public StorageSnapshot OpenSnapshot() => new LiveSnapshot(View());

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

            if (_view is null || _view.SourceRowCount != rowCount)
                _view = LiveView.Build(_columns, rowCount, traceCount);
            return _view;
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
