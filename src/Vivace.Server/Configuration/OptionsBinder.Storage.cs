using Vivace.Storage;

namespace Vivace.Server.Configuration;

/// <summary>Folders, blocks, compaction and retention.</summary>
internal sealed partial class OptionsBinder
{
    private const string DefaultDataFolder = "data";

    /// <summary>The blocks of the file that set compaction, strongest first.</summary>
    private static readonly string[] CompactionBlocks =
    [
        "backend_worker.compaction", "backend_scheduler.provider.compaction.compaction", "compactor.compaction",
    ];

    private StorageOptions BindStorage()
    {
        CheckBackend();
        var defaults = new StorageOptions { BlocksPath = "", LogPath = "" };
        var blocks = settings.Text("storage.trace.local.path");
        var log = settings.Text("storage.trace.wal.path");
        const string inputs = "backend_scheduler.provider.compaction.";
        var options = new StorageOptions
        {
            BlocksPath = Folder(blocks, log, "blocks"),
            LogPath = Folder(log, blocks, "wal"),
            Sync = settings.Text("vivace.wal.sync") switch
            {
                "interval" => SyncPolicy.Interval,
                "none" => SyncPolicy.None,
                _ => SyncPolicy.Group,
            },
            SyncInterval = settings.Duration("vivace.wal.sync_interval"),
            SegmentBytes = settings.Integer("vivace.wal.segment_bytes"),
            MaxPendingBytes = settings.Integer("vivace.ingest.max_pending_bytes"),
            MinFreeBytes = settings.OptionalInteger("vivace.disk.min_free_bytes"),
            MaxBlockBytes = NewestInteger("max_block_bytes") ?? defaults.MaxBlockBytes,
            MaxLiveBlockBytes = settings.Integer("vivace.storage.max_live_block_bytes"),
            ContextCacheBytes = settings.Integer("vivace.storage.context_cache_bytes"),
            MaxBlockDuration = NewestDuration("max_block_duration") ?? defaults.MaxBlockDuration,
            FlushCheckPeriod = NewestDuration("flush_check_period") ?? defaults.FlushCheckPeriod,
            FlushOnShutdown = settings.Boolean("ingester.flush_all_on_shutdown"),
            IngestionTimeRangeSlack = settings.Duration("storage.trace.wal.ingestion_time_range_slack"),
            BlockRetention = BindRetention(defaults.BlockRetention),
            CompactedBlockRetention = CompactionDuration("compacted_block_retention") ?? defaults.CompactedBlockRetention,
            RetentionInterval = settings.Duration("backend_scheduler.provider.retention.interval"),
            CompactionWindow = CompactionDuration("compaction_window") ?? defaults.CompactionWindow,
            CompactionCycle = CompactionDuration("compaction_cycle") is { Ticks: > 0 } cycle ? cycle : defaults.CompactionCycle,
            MaxCompactedBlockBytes = CompactionInteger("max_block_bytes") ?? defaults.MaxCompactedBlockBytes,
            MaxCompactionTraces = CompactionInteger("max_compaction_objects") ?? defaults.MaxCompactionTraces,
            MinCompactionInputs = Inputs(inputs + "min_input_blocks", defaults.MinCompactionInputs),
            MaxCompactionInputs = Inputs(inputs + "max_input_blocks", defaults.MaxCompactionInputs),
            CompactionDisabled = settings.Boolean("compactor.disabled")
                || settings.Boolean("overrides.defaults.compaction.compaction_disabled"),
        };
        CheckStorage(options);
        return options;
    }

    /// <summary>A folder as written; else beside its written sibling; else below the default data folder.</summary>
    private static string Folder(string written, string sibling, string name)
    {
        if (written.Length > 0)
            return Path.GetFullPath(written);
        var parent = sibling.Length > 0
            ? Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(sibling))) ?? "/"
            : DefaultDataFolder;
        return Path.GetFullPath(Path.Combine(parent, name));
    }

    private void CheckBackend()
    {
        const string path = "storage.trace.backend";
        var backend = settings.Text(path);
        if (backend is "s3" or "gcs" or "azure" or "clickhouse")
        {
            problems.Error(At(path), path, $"\"{backend}\" comes with a later release; use \"local\" with storage.trace.local.path until then");
            if (backend is "s3" && settings.Text("storage.trace.s3.bucket").Length == 0)
                problems.Error(At(path), "storage.trace.s3.bucket", "is missing; backend: s3 needs it");
            else if (backend is "gcs" && settings.Text("storage.trace.gcs.bucket_name").Length == 0)
                problems.Error(At(path), "storage.trace.gcs.bucket_name", "is missing; backend: gcs needs it");
            else if (backend is "azure" && settings.Text("storage.trace.azure.container_name").Length == 0)
                problems.Error(At(path), "storage.trace.azure.container_name", "is missing; backend: azure needs it");
        }
        else if (backend.Length == 0 && settings.Origin("storage.trace") is { } origin)
        {
            problems.Notice(origin, path, "is not set; blocks are kept in a local folder");
        }
    }

    private void CheckStorage(StorageOptions options)
    {
        if (options.MaxCompactionInputs < options.MinCompactionInputs)
            problems.Error(
                At("backend_scheduler.provider.compaction.max_input_blocks"), "backend_scheduler.provider.compaction.max_input_blocks",
                $"is {options.MaxCompactionInputs}, below min_input_blocks ({options.MinCompactionInputs})");
        if (IsSame(options.BlocksPath, options.LogPath))
            problems.Error(
                At("storage.trace.wal.path"), "storage.trace.wal.path",
                $"is the folder of the blocks ({options.BlocksPath}) as well; give each a folder of its own");
        var retention = _retentionOrigin;
        if (options.BlockRetention > TimeSpan.Zero && options.BlockRetention < options.MaxBlockDuration)
            problems.Suspect(
                retention, _retentionPath,
                $"{Show(options.BlockRetention)} is shorter than max_block_duration ({Show(options.MaxBlockDuration)}): spans would be deleted as soon as their block is written");
        else if (options.BlockRetention == TimeSpan.Zero)
            problems.Suspect(retention, _retentionPath, "0 keeps blocks for ever; the disk will fill up");
        foreach (var kind in new[] { "received", "discarded" })
        {
            var path = $"distributor.log_{kind}_spans.enabled";
            if (settings.Boolean(path))
                problems.Suspect(At(path), path, "logs every span; use it for a short time only");
        }

        static bool IsSame(string left, string right) =>
            string.Equals(Path.TrimEndingDirectorySeparator(left), Path.TrimEndingDirectorySeparator(right), StringComparison.Ordinal);
    }

    private ConfigOrigin _retentionOrigin = Nowhere;
    private string _retentionPath = "compactor.compaction.block_retention";

    private TimeSpan BindRetention(TimeSpan fallback)
    {
        var fromDefaults = settings.Find("overrides.defaults.compaction.block_retention");
        var bySpelling = Strongest("block_retention");
        if (fromDefaults is { Value: long and > 0 })
        {
            if (bySpelling is not null && !Equals(bySpelling.Value, fromDefaults.Value))
                WarnDisagree(fromDefaults, bySpelling);
            bySpelling = fromDefaults;
        }
        if (bySpelling is null)
            return fallback;
        _retentionOrigin = bySpelling.Origin;
        _retentionPath = bySpelling.Path;
        return Settings.ToTimeSpan((long)bySpelling.Value!);
    }

    /// <summary>The strongest spelling of a compaction setting that is written; a weaker one that differs is warned about.</summary>
    private Setting? Strongest(string name)
    {
        Setting? strongest = null;
        foreach (var block in CompactionBlocks)
        {
            if (settings.Find($"{block}.{name}") is not { } written)
                continue;
            if (strongest is null)
                strongest = written;
            else if (!Equals(strongest.Value, written.Value))
                WarnDisagree(strongest, written);
        }
        return strongest;
    }

    private void WarnDisagree(Setting stronger, Setting weaker) => problems.Suspect(
        weaker.Origin, weaker.Path,
        $"{ScalarValue.Format(weaker.Key.Type, weaker.Value!)} loses to {stronger.Path} "
        + $"({ScalarValue.Format(stronger.Key.Type, stronger.Value!)}) at {stronger.Origin}; set one of them");

    private long? CompactionInteger(string name) => (long?)Strongest(name)?.Value;

    private TimeSpan? CompactionDuration(string name) =>
        Strongest(name) is { Value: long nanoseconds } ? Settings.ToTimeSpan(nanoseconds) : null;

    /// <summary>A setting of recent data: the spelling of 3.0 (<c>live_store</c>) beats that of 2.x (<c>ingester</c>).</summary>
    private long? NewestInteger(string name) => (long?)Newest(name)?.Value;

    private TimeSpan? NewestDuration(string name) =>
        Newest(name) is { Value: long nanoseconds } ? Settings.ToTimeSpan(nanoseconds) : null;

    private Setting? Newest(string name)
    {
        var newer = settings.Find($"live_store.{name}");
        var older = settings.Find($"ingester.{name}");
        if (newer is not null && older is not null && !Equals(newer.Value, older.Value))
            WarnDisagree(newer, older);
        return newer ?? older;
    }

    private int Inputs(string path, int fallback) =>
        settings.OptionalInteger(path) is { } inputs ? (int)Math.Min(inputs, int.MaxValue) : fallback;

    private static string Show(TimeSpan time) => ScalarParser.FormatDuration(time.Ticks * 100);
}
