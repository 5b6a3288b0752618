namespace Vivace.Storage.Engine;

/// <summary>What maintenance does, and has done since the start.</summary>
/// <param name="RunningMerges">Merges under way.</param>
/// <param name="BacklogBlocks">Blocks that would be merged now.</param>
/// <param name="BacklogBytes">Their bytes.</param>
/// <param name="Merges">Merges done.</param>
/// <param name="MergedBytesRead">Bytes of the blocks that were merged.</param>
/// <param name="MergedBytesWritten">Bytes of the blocks that took their place.</param>
/// <param name="ExpiredBlocks">Blocks past their retention.</param>
/// <param name="NextExpiryUnixNanoseconds">When the oldest block is past its retention; null when nothing expires.</param>
/// <param name="RecentBlockBytes">Bytes of spans that ended within the last day, as blocks, for a forecast.</param>
/// <param name="RecentPeriod">How much of the last day there are blocks of; zero without blocks.</param>
public sealed record MaintenanceStatistics(
    int RunningMerges,
    int BacklogBlocks,
    long BacklogBytes,
    long Merges,
    long MergedBytesRead,
    long MergedBytesWritten,
    long ExpiredBlocks,
    ulong? NextExpiryUnixNanoseconds,
    long RecentBlockBytes,
    TimeSpan RecentPeriod);
