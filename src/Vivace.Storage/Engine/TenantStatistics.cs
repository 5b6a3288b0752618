using Vivace.Core;

namespace Vivace.Storage.Engine;

/// <summary>What one tenant's store holds at one moment.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Levels">Its blocks by level of compaction, ascending; levels without blocks are left out.</param>
/// <param name="LiveSpans">Spans that are not in a block yet.</param>
/// <param name="LiveTraces">Traces that have such spans; one that lies in two live blocks counts twice.</param>
/// <param name="LiveBytes">Estimate of the memory they take.</param>
/// <param name="OldestUnixNanoseconds">Start of the oldest block's range; null without blocks.</param>
/// <param name="NewestUnixNanoseconds">End of the newest block's range; null without blocks.</param>
/// <param name="BadBlocks">Blocks set aside because they are damaged.</param>
public sealed record TenantStatistics(
    TenantId Tenant,
    IReadOnlyList<LevelStatistics> Levels,
    long LiveSpans,
    long LiveTraces,
    long LiveBytes,
    ulong? OldestUnixNanoseconds,
    ulong? NewestUnixNanoseconds,
    int BadBlocks)
{
    /// <summary>Blocks of all levels.</summary>
    public int Blocks => Levels.Sum(static level => level.Blocks);

    /// <summary>Spans in blocks.</summary>
    public long Spans => Levels.Sum(static level => level.Spans);

    /// <summary>Bytes of blocks.</summary>
    public long Bytes => Levels.Sum(static level => level.Bytes);
}

/// <summary>Blocks of one level of compaction.</summary>
/// <param name="Level">0 for blocks cut from live data.</param>
/// <param name="Blocks">Blocks.</param>
/// <param name="Spans">Their spans.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="OldestUnixNanoseconds">Start of the oldest block's range; null when none can be read.</param>
/// <param name="NewestUnixNanoseconds">End of the newest block's range; null when none can be read.</param>
public sealed record LevelStatistics(
    int Level, int Blocks, long Spans, long Bytes, ulong? OldestUnixNanoseconds, ulong? NewestUnixNanoseconds);
