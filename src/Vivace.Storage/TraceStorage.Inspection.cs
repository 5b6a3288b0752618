using Vivace.Core;
using Vivace.Storage.Engine;

namespace Vivace.Storage;

/// <summary>What the engine tells about itself.</summary>
public sealed partial class TraceStorage
{
    /// <summary>Counts what each tenant has, by name of the tenant.</summary>
    public IReadOnlyList<TenantStatistics> GetTenantStatistics() =>
        [.. _tenants.Values.Select(Count).OrderBy(static tenant => tenant.Tenant.Value, StringComparer.Ordinal)];

    /// <summary>Measures merging and expiry.</summary>
    public MaintenanceStatistics GetMaintenanceStatistics() => _maintenance.Measure();

    /// <summary>Lists a tenant's blocks, newest first.</summary>
    /// <param name="tenant">Whose blocks.</param>
    /// <param name="level">Only those of this level of compaction; null for all.</param>
    /// <param name="after">Only those that come behind this one: end of its range and id; null for the first.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<BlockDescription> ListBlocks(TenantId tenant, int? level, (ulong EndTime, Guid BlockId)? after, int limit) =>
    [
        .. Known(tenant).Blocks
            .Where(block => level is null || block.Meta.CompactionLevel == level)
            .OrderByDescending(static block => block.Meta.EndTime)
            .ThenByDescending(static block => block.Meta.BlockId)
            .SkipWhile(block => after is { } last
                && (block.Meta.EndTime, block.Meta.BlockId).CompareTo((last.EndTime, last.BlockId)) >= 0)
            .Take(limit)
            .Select(BlockInspector.Describe),
    ];

    /// <summary>Describes one block with its columns.</summary>
    /// <param name="tenants">Whose block.</param>
    /// <param name="blockId">Its id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when none of these tenants has it.</returns>
    public BlockDescription? DescribeBlock(IReadOnlyList<TenantId> tenants, Guid blockId, CancellationToken cancellationToken)
    {
        foreach (var tenant in tenants)
        {
            if (Array.Find(Known(tenant).Blocks, block => block.Meta.BlockId == blockId) is { } found)
                return BlockInspector.DescribeColumns(found, cancellationToken);
        }

        return null;
    }

    /// <summary>Counts what a tenant's attributes take, by reading their columns: newest spans first, until a time is up.</summary>
    /// <param name="tenant">Whose attributes.</param>
    /// <param name="patience">What is not counted by then is left out, and the result says so.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public AttributeSurvey SurveyAttributes(TenantId tenant, TimeSpan patience, CancellationToken cancellationToken) =>
        new AttributeSurveyor(Known(tenant), patience, _time, _logger).Count(cancellationToken);

    private static TenantStatistics Count(TenantStore store)
    {
        using var snapshot = store.Snapshot();
        var (live, blocks) = (snapshot.Live, snapshot.Blocks);
        var (oldest, newest) = RangeOf(blocks);
        return new TenantStatistics(
            store.Tenant,
            [
                .. blocks
                    .GroupBy(static block => block.Meta.CompactionLevel)
                    .OrderBy(static level => level.Key)
                    .Select(Count),
            ],
            live.Sum(static block => (long)block.RowCount),
            live.Sum(static block => (long)block.TraceCount),
            live.Sum(static block => block.SizeBytes),
            oldest,
            newest,
            blocks.Count(static block => block.Damage is not null));
    }

    private static LevelStatistics Count(IGrouping<int, StoredBlock> level)
    {
        var (oldest, newest) = RangeOf(level);
        return new LevelStatistics(
            level.Key, level.Count(), level.Sum(static block => block.Meta.TotalSpans), level.Sum(static block => block.Meta.SizeBytes), oldest, newest);
    }

    private static (ulong? Oldest, ulong? Newest) RangeOf(IEnumerable<StoredBlock> blocks)
    {
        var known = blocks.Where(static block => block.Meta.EndTime != ulong.MaxValue).ToArray(); // else its meta data cannot be read
        return known.Length == 0
            ? (null, null)
            : (known.Min(static block => block.Meta.StartTime), known.Max(static block => block.Meta.EndTime));
    }
}
