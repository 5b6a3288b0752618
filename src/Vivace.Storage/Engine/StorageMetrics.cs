using System.Diagnostics.Metrics;
using Vivace.Storage.Blocks;
using Vivace.Storage.Live;

namespace Vivace.Storage.Engine;

/// <summary>Counters and gauges of the engine, named as they appear on <c>/metrics</c>.</summary>
internal sealed class StorageMetrics : IDisposable
{
    private readonly Meter _meter = new("Vivace.Storage.Engine");
    private readonly Counter<long> _spans;
    private readonly Counter<long> _cut;
    private readonly Counter<long> _completed;
    private readonly Counter<long> _failed;
    private readonly Histogram<double> _completionSeconds;
    private readonly Counter<long> _compactions;
    private readonly Counter<long> _compactionErrors;
    private readonly Counter<long> _compactionBytes;
    private readonly Counter<long> _compactionTraces;
    private readonly Counter<long> _deduplicated;
    private readonly Counter<long> _copied;
    private readonly Counter<long> _markedForDeletion;
    private readonly Counter<long> _deleted;
    private readonly Counter<long> _retentionErrors;

    /// <summary>Creates the instruments.</summary>
    /// <param name="state">Asked for the gauges when somebody reads them.</param>
    /// <param name="contexts">Asked, too.</param>
    public StorageMetrics(Func<StorageStatistics> state, ContextCache contexts)
    {
        _spans = _meter.CreateCounter<long>("vivace_live_spans_appended_total", "{span}", "Spans decoded into live blocks");
        _cut = _meter.CreateCounter<long>("tempo_live_store_blocks_cut_total", "{block}", "Live blocks cut");
        _completed = _meter.CreateCounter<long>("tempo_live_store_blocks_completed_total", "{block}", "Blocks written");
        _failed = _meter.CreateCounter<long>("tempo_live_store_failed_completions_total", "{block}", "Blocks not written, tried again");
        _completionSeconds = _meter.CreateHistogram<double>(
            "tempo_live_store_completion_duration_seconds", "s", "Time to write a block");
        _compactions = _meter.CreateCounter<long>("tempodb_compaction_blocks_total", "{block}", "Blocks merged");
        _compactionErrors = _meter.CreateCounter<long>("tempodb_compaction_errors_total", "{error}", "Merges that failed");
        _compactionBytes = _meter.CreateCounter<long>("tempodb_compaction_bytes_written_total", "By", "Bytes of merged blocks");
        _compactionTraces = _meter.CreateCounter<long>(
            "tempodb_compaction_objects_written_total", "{trace}", "Traces in merged blocks");
        _deduplicated = _meter.CreateCounter<long>(
            "tempodb_compaction_spans_deduped_total", "{span}", "Spans that lay in several merged blocks");
        _copied = _meter.CreateCounter<long>(
            "vivace_compaction_spans_copied_total", "{span}", "Spans whose row groups were merged by copying them as they stand");
        _markedForDeletion = _meter.CreateCounter<long>(
            "tempodb_retention_marked_for_deletion_total", "{block}", "Blocks that expired");
        _deleted = _meter.CreateCounter<long>("tempodb_retention_deleted_total", "{block}", "Folders of blocks deleted");
        _retentionErrors = _meter.CreateCounter<long>("tempodb_retention_errors_total", "{error}", "Deletions that failed");
        _meter.CreateObservableGauge("tempo_live_store_live_traces", () => state().LiveTraces, "{trace}", "Traces in live blocks");
        _meter.CreateObservableGauge(
            "tempo_live_store_live_trace_bytes", () => state().LiveBytes, "By", "Estimate of the memory of live blocks");
        _meter.CreateObservableGauge(
            "vivace_live_pool_bytes", static () => ChunkPools.SizeBytes, "By", "Memory of former live blocks, kept for those to come");
        _meter.CreateObservableGauge("tempodb_blocklist_length", () => state().Blocks, "{block}", "Blocks");
        _meter.CreateObservableGauge("tempodb_backend_bytes_total", () => state().BlockBytes, "By", "Bytes of blocks");
        _meter.CreateObservableGauge("vivace_bad_blocks", () => state().BadBlocks, "{block}", "Blocks set aside");
        _meter.CreateObservableGauge(
            "vivace_context_cache_bytes", () => contexts.SizeBytes, "By", "Estimate of the memory of resources and scopes kept between queries");
        _meter.CreateObservableCounter(
            "vivace_context_cache_hits_total", () => contexts.Hits, "{row_group}", "Row groups whose resources and scopes were kept");
        _meter.CreateObservableCounter(
            "vivace_context_cache_misses_total", () => contexts.Misses, "{row_group}", "Row groups whose resources and scopes were read");
    }

    public void SpansAppended(int count) => _spans.Add(count);

    public void BlockCut() => _cut.Add(1);

    public void BlockCompleted(TimeSpan duration)
    {
        _completed.Add(1);
        _completionSeconds.Record(duration.TotalSeconds);
    }

    public void BlockFailed() => _failed.Add(1);

    public void Merged(int inputs, long bytes, long traces, long deduplicated, long copied)
    {
        _compactions.Add(inputs);
        _compactionBytes.Add(bytes);
        _compactionTraces.Add(traces);
        _deduplicated.Add(deduplicated);
        _copied.Add(copied);
    }

    public void MergeFailed() => _compactionErrors.Add(1);

    public void MarkedForDeletion() => _markedForDeletion.Add(1);

    public void Deleted() => _deleted.Add(1);

    public void RetentionFailed() => _retentionErrors.Add(1);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
