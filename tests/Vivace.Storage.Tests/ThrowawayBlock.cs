using Vivace.Storage.Blocks;

namespace Vivace.Storage.Tests;

/// <summary>Blocks that tests and benchmarks write without an engine, and throw away.</summary>
internal static class ThrowawayBlock
{
    /// <summary>What its writer is told of a block: nothing that matters to whoever reads its spans. The writer puts in what it has
    /// counted; tests that ask for more write it with <c>with</c>.</summary>
    /// <param name="tenant">Whose spans these are.</param>
    public static BlockMeta NewMeta(string tenant = "tenant") => new()
    {
        Version = BlockFormat.Version,
        BlockId = Guid.NewGuid(),
        Tenant = tenant,
        StartTime = 0,
        EndTime = 0,
        TotalSpans = 0,
        TotalTraces = 0,
        SizeBytes = 0,
        CompactionLevel = 0,
        LogEnd = 0,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
