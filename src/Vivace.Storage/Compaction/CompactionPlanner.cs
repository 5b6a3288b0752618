using Vivace.Storage.Blocks;

namespace Vivace.Storage.Compaction;

/// <summary>Chooses the blocks of one tenant to merge next.</summary>
/// <remarks>Pure: the same blocks and time give the same answer. Blocks of one window are merged, smallest and lowest level first in
/// the last 24 hours, smallest first regardless of level before that; the newest windows come first.</remarks>
internal static class CompactionPlanner
{
    private static readonly TimeSpan ActivePeriod = TimeSpan.FromHours(24);

    /// <summary>Chooses.</summary>
    /// <param name="blocks">The tenant's blocks.</param>
    /// <param name="options">Windows and limits.</param>
    /// <param name="now">The time.</param>
    /// <returns>At least two blocks to merge; empty when there is nothing to do.</returns>
    public static IReadOnlyList<BlockMeta> Choose(IEnumerable<BlockMeta> blocks, StorageOptions options, DateTimeOffset now)
    {
        var windowNanoseconds = (ulong)options.CompactionWindow.TotalNanoseconds;
        var active = UnixNanoseconds(now - ActivePeriod);
        var byWindow = blocks
            .GroupBy(block => block.EndTime / windowNanoseconds)
            .OrderByDescending(static window => window.Key);
        foreach (var window in byWindow)
        {
            var candidates = window.Key * windowNanoseconds >= active
                ? window.GroupBy(static block => block.CompactionLevel).OrderBy(static level => level.Key).Select(Sorted)
                : [Sorted(window)];
            foreach (var group in candidates)
            {
                var chosen = Take(group, options);
                if (chosen.Count >= Math.Max(2, options.MinCompactionInputs))
                    return chosen;
            }
        }

        return [];
    }

    /// <summary>Unix nanoseconds of a time; 0 before 1970.</summary>
    public static ulong UnixNanoseconds(DateTimeOffset time) =>
        time <= DateTimeOffset.UnixEpoch ? 0 : (ulong)(time - DateTimeOffset.UnixEpoch).Ticks * 100;

    private static List<BlockMeta> Sorted(IEnumerable<BlockMeta> blocks) =>
        [.. blocks.OrderBy(static block => block.SizeBytes).ThenBy(static block => block.BlockId)];

    private static List<BlockMeta> Take(List<BlockMeta> blocks, StorageOptions options)
    {
        var chosen = new List<BlockMeta>();
        long bytes = 0, traces = 0;
        foreach (var block in blocks)
        {
            bytes += block.SizeBytes;
            traces += block.TotalTraces;
            if (chosen.Count == options.MaxCompactionInputs
                || bytes > options.MaxCompactedBlockBytes
                || traces > options.MaxCompactionTraces)
            {
                break;
            }

            chosen.Add(block);
        }

        return chosen;
    }
}
