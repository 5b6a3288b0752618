using System.Diagnostics;
using OpenTelemetry;

namespace Vivace.OpenTelemetry.Export;

/// <summary>Sends batches through the SDK's OTLP exporter, tries again while that may help, and counts what becomes of the spans.</summary>
/// <remarks>All of it happens on the batch processor's own thread. While a batch is tried the queue fills behind it, so that a
/// restart of the endpoint shorter than the export timeout loses nothing that the queue can hold.</remarks>
internal sealed class RetryingExporter : BaseExporter<Activity>
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly BaseExporter<Activity> _inner;
    private readonly AttemptObserver _attempts;
    private readonly EndpointHealth _health;
    private readonly OtelMetrics _metrics;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly ManualResetEventSlim _stopping = new();
    private readonly object _progress = new();
    private Activity[] _batch;
    private volatile bool _abandoned;

    // Under _progress.
    private long _begun;
    private long _ended;

    public RetryingExporter(
        BaseExporter<Activity> inner,
        AttemptObserver attempts,
        EndpointHealth health,
        OtelMetrics metrics,
        OtelSettings settings,
        TimeProvider time)
    {
        _inner = inner;
        _attempts = attempts;
        _health = health;
        _metrics = metrics;
        _timeout = settings.ExportTimeout;
        _time = time;
        _batch = new Activity[settings.MaxExportBatchSize];
    }

    /// <summary>Told how many spans have left the queue.</summary>
    public Action<int> Taken { get; set; } = static _ => { };

    /// <summary>From now on each batch has one attempt: the process is stopping.</summary>
    public void StopRetrying() => _stopping.Set();

    /// <summary>Nothing is sent any more: the deadline of the shutdown has passed, and what waited is counted as lost.</summary>
    public void Abandon() => _abandoned = true;

    /// <summary>Waits until the batches that have left the queue so far are sent or given up.</summary>
    /// <returns>False at the deadline.</returns>
    public bool WaitForTaken(TimeSpan timeout)
    {
        var started = Stopwatch.GetTimestamp();
        lock (_progress)
        {
            var taken = _begun;
            while (_ended < taken)
            {
                var left = timeout - Stopwatch.GetElapsedTime(started);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_progress, left))
                    return _ended >= taken;
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Activity> batch)
    {
        if (_abandoned)
            return ExportResult.Failure;

        // Before the batch is read: what has left the queue belongs to a batch that has begun.
        lock (_progress)
            _begun++;

        try
        {
            return ExportBatch(batch);
        }
        finally
        {
            lock (_progress)
            {
                _ended++;
                Monitor.PulseAll(_progress);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The event is not disposed: a thread that outlives the shutdown's deadline may still look at it.
        _stopping.Set();
        base.Dispose(disposing);
    }

    private ExportResult ExportBatch(in Batch<Activity> batch)
    {
        // A batch can be read once, an attempt may need it twice.
        var count = 0;
        foreach (var activity in batch)
        {
            if (count == _batch.Length)
                Array.Resize(ref _batch, count * 2);

            _batch[count++] = activity;
        }

        Taken(count);
        var result = Send(count);
        if (result == ExportResult.Success)
            _metrics.Exported(count);
        else
            _metrics.Dropped(count, "export_failed");

        Array.Clear(_batch, 0, count);
        return result;
    }

    private ExportResult Send(int count)
    {
        var begun = _time.GetTimestamp();
        var pause = FirstPause;
        while (true)
        {
            if (_inner.Export(new Batch<Activity>(_batch, count)) == ExportResult.Success)
            {
                _health.Answered();
                return ExportResult.Success;
            }

            _attempts.Conclude();
            _health.Failed(_attempts.Reason);
            if (!_attempts.IsTransient || _time.GetElapsedTime(begun) + pause >= _timeout || _stopping.Wait(pause))
                return ExportResult.Failure;

            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
