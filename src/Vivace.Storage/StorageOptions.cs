namespace Vivace.Storage;

/// <summary>When an append is answered.</summary>
public enum SyncPolicy
{
    /// <summary>After the log is on disk; many requests share one sync. The default: acknowledged means durable.</summary>
    Group,

    /// <summary>After the log is written; it is synced every <see cref="StorageOptions.SyncInterval"/>. A power cut may take what came since.</summary>
    Interval,

    /// <summary>After the log is written; the operating system syncs when it likes. A process crash loses nothing.</summary>
    None,
}

/// <summary>Settings of the local engine. Keys in the configuration file are named in docs/configuration.md.</summary>
public sealed record StorageOptions
{
    /// <summary>Folder of the blocks; created when missing.</summary>
    public required string BlocksPath { get; init; }

    /// <summary>Folder of the write-ahead log; created when missing.</summary>
    public required string LogPath { get; init; }

    /// <summary>When an append is answered.</summary>
    public SyncPolicy Sync { get; init; } = SyncPolicy.Group;

    /// <summary>Time between syncs with <see cref="SyncPolicy.Interval"/>; more than zero.</summary>
    public TimeSpan SyncInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A log segment is closed at this many bytes; from 1 MiB to 1 GiB.</summary>
    public long SegmentBytes { get; init; } = 64L << 20;

    /// <summary>A live block is cut at this many bytes of OTLP; at least 1.</summary>
    public long MaxBlockBytes { get; init; } = 500_000_000;

    /// <summary>A live block is cut when it holds about this many bytes of memory; at least 1 MiB. While one block is written another
    /// fills, so twice as much may be held, and somewhat more.</summary>
    public long MaxLiveBlockBytes { get; init; } = 90L << 20;

    /// <summary>Most memory for resources and scopes of blocks that are kept between queries, in bytes; 0 keeps none.</summary>
    public long ContextCacheBytes { get; init; } = 32L << 20;

    /// <summary>A live block is cut when its first span came this long ago; more than zero.</summary>
    public TimeSpan MaxBlockDuration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often live blocks are looked at for cutting.</summary>
    public TimeSpan FlushCheckPeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Cut and write all live blocks on an orderly stop; otherwise the log brings them back.</summary>
    public bool FlushOnShutdown { get; init; }

    /// <summary>Spans further than this from the time of receipt do not stretch a block's time range.</summary>
    public TimeSpan IngestionTimeRangeSlack { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Blocks whose end lies further back are deleted; zero keeps them for ever.</summary>
    public TimeSpan BlockRetention { get; init; } = TimeSpan.FromHours(168);

    /// <summary>The retention of one tenant, when it differs; null or zero falls back to <see cref="BlockRetention"/>.</summary>
    public Func<string, TimeSpan?>? TenantBlockRetention { get; init; }

    /// <summary>How long a replaced or expired block's files stay.</summary>
    public TimeSpan CompactedBlockRetention { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often retention is checked.</summary>
    public TimeSpan RetentionInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Blocks of one window of this length may be merged; more than zero.</summary>
    public TimeSpan CompactionWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Pause between rounds of compaction.</summary>
    public TimeSpan CompactionCycle { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Fewest blocks merged at once; at least 2.</summary>
    public int MinCompactionInputs { get; init; } = 2;

    /// <summary>Most blocks merged at once; at least <see cref="MinCompactionInputs"/>.</summary>
    public int MaxCompactionInputs { get; init; } = 4;

    /// <summary>Largest merged block in bytes of its inputs.</summary>
    public long MaxCompactedBlockBytes { get; init; } = 107_374_182_400;

    /// <summary>Most traces in a merged block.</summary>
    public long MaxCompactionTraces { get; init; } = 6_000_000;

    /// <summary>Merging copies row groups of at least this many spans as they stand, when their traces lie nowhere else.</summary>
    internal int MinCopiedRows { get; init; } = Live.RowGroupSlice.TargetRows / 2;

    /// <summary>Stops compaction and retention.</summary>
    public bool CompactionDisabled { get; init; }

    /// <summary>Appends are refused when less than half of this is free on the log's disk, compaction pauses below the whole; null: the larger of 5 % and 2 GiB.</summary>
    public long? MinFreeBytes { get; init; }

    /// <summary>Most bytes waiting for the log before appends are refused as overloaded.</summary>
    public long MaxPendingBytes { get; init; } = 256L << 20;
}
