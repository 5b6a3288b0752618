using System.Diagnostics;
using OpenTelemetry;

namespace Vivace.OpenTelemetry.Export;

/// <summary>The SDK's batch processor with a door that counts: what does not fit is refused here, by number, before the SDK would
/// drop it unseen. Never waits.</summary>
internal sealed class SpanQueue : BatchActivityExportProcessor
{
    private readonly RetryingExporter _exporter;
    private readonly OtelMetrics _metrics;
    private readonly int _capacity;
    private int _waiting;
    private volatile bool _closed;

    public SpanQueue(RetryingExporter exporter, OtelSettings settings, OtelMetrics metrics)
        : base(
            exporter,
            settings.MaxQueueSize,
            (int)settings.ScheduledDelay.TotalMilliseconds,
            (int)settings.ExportTimeout.TotalMilliseconds,
            settings.MaxExportBatchSize)
    {
        _exporter = exporter;
        _metrics = metrics;
        _capacity = settings.MaxQueueSize;
        exporter.Taken = Taken;
    }

    /// <summary>Finished spans that wait for export.</summary>
    public int Waiting => Math.Max(0, Volatile.Read(ref _waiting));

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        if (!data.Recorded)
            return;

        if (_closed)
        {
            _metrics.Dropped(1, "shutdown");
        }
        else if (Interlocked.Increment(ref _waiting) > _capacity)
        {
            Interlocked.Decrement(ref _waiting);
            _metrics.Dropped(1, "queue_full");
        }
        else
        {
            base.OnEnd(data);
        }
    }

    /// <summary>The SDK's flush is done when the queue is empty; this one when what was in it has arrived or was given up.</summary>
    /// <param name="timeoutMilliseconds">The longest this may take; -1 for as long as it takes.</param>
    /// <returns>False at the deadline.</returns>
    protected override bool OnForceFlush(int timeoutMilliseconds)
    {
        var started = Stopwatch.GetTimestamp();
        if (!base.OnForceFlush(timeoutMilliseconds))
            return false;

        var timeout = timeoutMilliseconds < 0 ? TimeSpan.FromDays(24) : TimeSpan.FromMilliseconds(timeoutMilliseconds);
        return _exporter.WaitForTaken(timeout - Stopwatch.GetElapsedTime(started));
    }

    /// <inheritdoc/>
    protected override bool OnShutdown(int timeoutMilliseconds)
    {
        _closed = true;
        _exporter.StopRetrying();
        var drained = base.OnShutdown(timeoutMilliseconds);
        _exporter.Abandon();
        _metrics.Dropped(Interlocked.Exchange(ref _waiting, 0), "shutdown");
        return drained;
    }

    private void Taken(int spans) => Interlocked.Add(ref _waiting, -spans);
}
