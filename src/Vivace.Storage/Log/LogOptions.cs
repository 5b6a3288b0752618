namespace Vivace.Storage.Log;

/// <summary>Settings of the write-ahead log.</summary>
internal sealed record LogOptions
{
    /// <summary>Folder of the segments; created when missing.</summary>
    public required string Path { get; init; }

    /// <summary>When an append is answered.</summary>
    public SyncPolicy Sync { get; init; } = SyncPolicy.Group;

    /// <summary>Time between syncs with <see cref="SyncPolicy.Interval"/>; more than zero.</summary>
    public TimeSpan SyncInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A segment is closed before it grows past this many bytes; a larger record has a segment of its own.</summary>
    public long SegmentBytes { get; init; } = 64L << 20;

    /// <summary>Appends are refused when less than half of this is free; zero never refuses; null: the larger of 5 % and 2 GiB.</summary>
    public long? MinFreeBytes { get; init; }

    /// <summary>Most payload bytes that may wait for the log; a single larger payload is taken when nothing else waits.</summary>
    public long MaxPendingBytes { get; init; } = 256L << 20;

    /// <summary>The first record to be written has at least this sequence number.</summary>
    /// <remarks>Whoever remembers sequence numbers elsewhere (blocks do) passes the highest one plus one, so that a log that
    /// lost its tail or its folder never hands out a number twice.</remarks>
    public ulong NextSequenceAtLeast { get; init; } = 1;

    /// <summary>The log's part of the engine's settings.</summary>
    /// <param name="options">The engine's settings.</param>
    /// <param name="nextSequenceAtLeast">See <see cref="NextSequenceAtLeast"/>.</param>
    public static LogOptions From(StorageOptions options, ulong nextSequenceAtLeast) => new()
    {
        Path = options.LogPath,
        Sync = options.Sync,
        SyncInterval = options.SyncInterval,
        SegmentBytes = options.SegmentBytes,
        MinFreeBytes = options.MinFreeBytes,
        MaxPendingBytes = options.MaxPendingBytes,
        NextSequenceAtLeast = nextSequenceAtLeast,
    };
}
