using System.Diagnostics.Metrics;

namespace Vivace.Storage.Log;

/// <summary>The log's metrics; names are those of docs and alerts.</summary>
internal sealed class LogMetrics : IDisposable
{
    private readonly Meter _meter = new("Vivace.Storage");
    private readonly Histogram<double> _syncSeconds;
    private readonly Histogram<double> _appendSeconds;
    private readonly Counter<long> _truncations;

    /// <summary>Registers the metrics of one log.</summary>
    /// <param name="bytes">Bytes of all segments.</param>
    /// <param name="segments">Number of segments.</param>
    /// <param name="replayRatio">How far the replay has come, 0 to 1.</param>
    public LogMetrics(Func<long> bytes, Func<int> segments, Func<double> replayRatio)
    {
        _meter.CreateObservableGauge("vivace_wal_bytes", bytes, "By", "Size of the write-ahead log's segments.");
        _meter.CreateObservableGauge("vivace_wal_segments", segments, "{segment}", "Segments of the write-ahead log.");
        _meter.CreateObservableGauge("vivace_wal_replay_ratio", replayRatio, "1", "Part of the log replayed at start.");
        _syncSeconds = _meter.CreateHistogram<double>(
            "vivace_wal_fsync_seconds", "s", "Time to bring one group of records to disk.");
        _appendSeconds = _meter.CreateHistogram<double>(
            "vivace_wal_append_seconds", "s", "Time from an append to its answer.");
        _truncations = _meter.CreateCounter<long>(
            "vivace_wal_truncations_total", "{truncation}", "Unfinished writes cut off the log at start.");
    }

    /// <summary>Counts a sync.</summary>
    public void Synced(TimeSpan elapsed) => _syncSeconds.Record(elapsed.TotalSeconds);

    /// <summary>Counts an accepted append.</summary>
    public void Appended(TimeSpan elapsed) => _appendSeconds.Record(elapsed.TotalSeconds);

    /// <summary>Counts a tail that was cut off.</summary>
    public void Truncated() => _truncations.Add(1);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
