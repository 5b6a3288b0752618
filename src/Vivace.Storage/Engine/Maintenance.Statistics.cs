using Vivace.Storage.Blocks;
using Vivace.Storage.Compaction;

namespace Vivace.Storage.Engine;

/// <summary>What maintenance counts.</summary>
internal sealed partial class Maintenance
{
    private static readonly TimeSpan RecentPeriod = TimeSpan.FromDays(1);

    private int _running;
    private long _merges;
    private long _mergedBytesRead;
    private long _mergedBytesWritten;
    private long _expired;

    /// <summary>Measures what is going on and what there is to do.</summary>
    public MaintenanceStatistics Measure()
    {
        var now = _time.GetUtcNow();
        var backlog = _options.CompactionDisabled ? [] : _tenants().SelectMany(tenant => BacklogOf(tenant, now)).ToList();
        var blocks = _tenants().SelectMany(static tenant => tenant.Blocks).Where(static block => block.Meta.EndTime != ulong.MaxValue).ToList();
        var since = CompactionPlanner.UnixNanoseconds(now - RecentPeriod);
        var recent = blocks.FindAll(block => block.Meta.EndTime >= since);
        var oldest = recent.Count == 0 ? now : DateTimeOffset.UnixEpoch.AddTicks((long)(recent.Min(static block => block.Meta.StartTime) / 100));
        return new MaintenanceStatistics(
            Volatile.Read(ref _running),
            backlog.Count,
            backlog.Sum(static block => block.SizeBytes),
            Interlocked.Read(ref _merges),
            Interlocked.Read(ref _mergedBytesRead),
            Interlocked.Read(ref _mergedBytesWritten),
            Interlocked.Read(ref _expired),
            NextExpiry(),
            recent.Sum(static block => block.Meta.SizeBytes),
            now - oldest < RecentPeriod ? now - oldest : RecentPeriod);
    }

    /// <summary>The blocks that would be merged, one choice after the other, if nothing came in meanwhile.</summary>
    private List<BlockMeta> BacklogOf(TenantStore tenant, DateTimeOffset now)
    {
        var left = tenant.Blocks.Where(static block => block.Damage is null).Select(static block => block.Meta).ToList();
        var backlog = new List<BlockMeta>();
        while (CompactionPlanner.Choose(left, _options, now) is { Count: > 1 } chosen)
        {
            backlog.AddRange(chosen);
            left.RemoveAll(chosen.Contains);
        }

        return backlog;
    }

    private ulong? NextExpiry()
    {
        ulong? next = null;
        foreach (var tenant in _tenants())
        {
            var retention = RetentionOf(tenant);
            if (retention <= TimeSpan.Zero || _options.CompactionDisabled)
                continue;
            foreach (var block in tenant.Blocks)
            {
                if (block.Meta.EndTime != ulong.MaxValue)
                    next = Math.Min(next ?? ulong.MaxValue, block.Meta.EndTime + (ulong)retention.TotalNanoseconds);
            }
        }

        return next;
    }

    private TimeSpan RetentionOf(TenantStore tenant) =>
        _options.TenantBlockRetention?.Invoke(tenant.Tenant.Value) is { Ticks: > 0 } own ? own : _options.BlockRetention;

    private void NoteMerged(List<StoredBlock> inputs, BlockMeta output)
    {
        Interlocked.Increment(ref _merges);
        Interlocked.Add(ref _mergedBytesRead, inputs.Sum(static input => input.Meta.SizeBytes));
        Interlocked.Add(ref _mergedBytesWritten, output.SizeBytes);
    }
}
