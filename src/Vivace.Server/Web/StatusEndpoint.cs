using Vivace.Server.Api;
using Vivace.Server.Hosting.Logging;
using Vivace.Server.Metrics;
using Vivace.Storage;
using Vivace.Storage.Engine;

namespace Vivace.Server.Web;

/// <summary><c>/api/vivace/status</c>: what the process holds and does, over all tenants.</summary>
internal sealed class StatusEndpoint : IDisposable
{
    private static readonly TimeSpan LatencyWindow = TimeSpan.FromMinutes(5);

    private readonly BuildDescription _build;
    private readonly IReadiness _readiness;
    private readonly MetricsCollector _metrics;
    private readonly QueryActivity _queries;
    private readonly RecentErrors _errors;
    private readonly Func<TraceStorage?> _storage;
    private readonly Func<int> _waitingQueries;
    private readonly string _dataFolder;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _started;
    private readonly ActivityHistory _history;

    /// <summary>Starts counting.</summary>
    /// <param name="build">The running binary.</param>
    /// <param name="readiness">Knows whether the process can do its work.</param>
    /// <param name="metrics">Has the counters.</param>
    /// <param name="queries">Counts queries.</param>
    /// <param name="errors">Has the last errors.</param>
    /// <param name="storage">The engine; null while it opens.</param>
    /// <param name="waitingQueries">Queries that wait for their turn.</param>
    /// <param name="dataFolder">Its disk is shown.</param>
    /// <param name="time">The clock.</param>
    public StatusEndpoint(
        BuildDescription build,
        IReadiness readiness,
        MetricsCollector metrics,
        QueryActivity queries,
        RecentErrors errors,
        Func<TraceStorage?> storage,
        Func<int> waitingQueries,
        string dataFolder,
        TimeProvider time)
    {
        _build = build;
        _readiness = readiness;
        _metrics = metrics;
        _queries = queries;
        _errors = errors;
        _storage = storage;
        _waitingQueries = waitingQueries;
        _dataFolder = dataFolder;
        _time = time;
        _started = time.GetUtcNow();
        _history = new ActivityHistory(Read, time);
    }

    /// <summary>Answers.</summary>
    public ApiAnswer Answer()
    {
        var now = Read();
        var rates = _history.Rates(now);
        var storage = _storage();
        var buffer = new PooledBuffer();
        var json = new StatusJson(new TempoJsonWriter(buffer));
        json.Object(null, () =>
        {
            json.Text("version", _build.Version);
            json.Text("commit", _build.Revision);
            json.Text("startedUnixNano", UnixNanoseconds(_started));
            json.Number("uptimeSeconds", (_time.GetUtcNow() - _started).TotalSeconds);
            WriteHealth(json);
            json.Object("ingest", () =>
            {
                json.Number("spansPerSecond", rates.Spans);
                json.Number("bytesPerSecond", rates.Bytes);
                json.Number("spansTotal", now.Spans);
                json.Number("bytesTotal", now.Bytes);
                json.Objects("refused", _metrics.TotalsBy("tempo_discarded_spans_total", "reason"), refused =>
                {
                    json.Text("reason", refused.Key);
                    json.Number("count", refused.Value);
                });
            });
            WriteStorage(json, storage?.GetStatistics(), storage?.GetLogStatistics() ?? default);
            WriteQueries(json, rates.Queries);
            json.Object("process", () =>
            {
                json.Number("memoryBytes", now.MemoryBytes);
                json.Number("cpuSeconds", Environment.CpuUsage.TotalTime.TotalSeconds);
                json.Number("gcHeapBytes", GC.GetTotalMemory(forceFullCollection: false));
            });
            WriteDisk(json);
            json.Objects("errors", _errors.Last, error =>
            {
                json.Text("timeUnixNano", UnixNanoseconds(error.Time));
                json.Text("message", error.Message);
            });
            json.Object("history", () =>
            {
                WriteHistory(json, "hour", ActivityHistory.HourStep, _history.Hour);
                WriteHistory(json, "day", ActivityHistory.DayStep, _history.Day);
            });
        });
        return ApiAnswer.Json(buffer);
    }

    /// <inheritdoc/>
    public void Dispose() => _history.Dispose();

    private ActivitySample Read() => new(
        _time.GetTimestamp(),
        _metrics.Total("tempo_distributor_spans_received_total"),
        _metrics.Total("tempo_distributor_bytes_received_total"),
        _queries.Total,
        Environment.WorkingSet);

    private void WriteHealth(StatusJson json)
    {
        var report = _readiness.Report();
        json.Object("health", () =>
        {
            json.Boolean("ready", report.IsReady);
            json.Texts("reasons", report.Reasons);
        });
    }

    private static void WriteStorage(StatusJson json, StorageStatistics? held, LogStatistics log)
    {
        json.Object("log", () =>
        {
            json.Number("bytes", log.SizeBytes);
            json.Number("segments", log.Segments);
            json.Number("oldestSeconds", log.OldestAge.TotalSeconds);
        });
        json.Object("live", () =>
        {
            json.Number("spans", held?.LiveSpans ?? 0);
            json.Number("traces", held?.LiveTraces ?? 0);
            json.Number("bytes", held?.LiveBytes ?? 0);
        });
        json.Object("blocks", () =>
        {
            json.Number("count", held?.Blocks ?? 0);
            json.Number("spans", held?.BlockSpans ?? 0);
            json.Number("bytes", held?.BlockBytes ?? 0);
        });
    }

    private void WriteQueries(StatusJson json, double perSecond)
    {
        var durations = _queries.Durations(LatencyWindow);
        var waiting = _waitingQueries();
        json.Object("queries", () =>
        {
            json.Number("perSecond", perSecond);
            json.Number("p50Ms", Quantile(0.5));
            json.Number("p99Ms", Quantile(0.99));
            json.Number("running", Math.Max(0, _queries.Running - waiting));
            json.Number("waiting", waiting);
        });

        // The nearest rank: a duration that a query really had.
        double Quantile(double part) => durations.Length == 0 ? 0 : durations[(int)Math.Ceiling(part * durations.Length) - 1];
    }

    private void WriteDisk(StatusJson json)
    {
        long free = 0, total = 0;
        try
        {
            var disk = new DriveInfo(_dataFolder);
            (free, total) = (disk.AvailableFreeSpace, disk.TotalSize);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Zeros say that it is not known.
        }

        json.Object("disk", () =>
        {
            json.Number("freeBytes", free);
            json.Number("totalBytes", total);
        });
    }

    private static void WriteHistory(StatusJson json, string name, TimeSpan step, ActivityStep[] steps) => json.Object(name, () =>
    {
        json.Number("stepSeconds", step.TotalSeconds);
        json.Numbers("spansPerSecond", steps.Select(static one => one.SpansPerSecond));
        json.Numbers("memoryBytes", steps.Select(static one => one.MemoryBytes));
        json.Numbers("queriesPerSecond", steps.Select(static one => one.QueriesPerSecond));
    });

    private static string UnixNanoseconds(DateTimeOffset time) =>
        ((time - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
