using System.Collections.Concurrent;
using Vivace.Core;

namespace Vivace.Ingest;

/// <summary>The byte budgets of all tenants that have one.</summary>
/// <remarks>Tenants' names come from senders, so budgets that are full again are forgotten: memory is bounded by the
/// tenants active within a sweep period, not by the names ever seen.</remarks>
internal sealed class TenantBudgets(TimeProvider time)
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<TenantId, TokenBucket> _buckets = new();
    private long _swept = time.GetTimestamp();

    public int Count => _buckets.Count;

    /// <inheritdoc cref="TokenBucket.TryTake"/>
    public bool TryTake(TenantId tenant, long costBytes, IngestLimits limits, out TimeSpan wait)
    {
        var bucket = _buckets.GetOrAdd(tenant, static _ => new TokenBucket());
        return bucket.TryTake(costBytes, limits.RateLimitBytes, limits.BurstSizeBytes, time, out wait);
    }

    /// <summary>Forgets full budgets, at most once a minute. A push that takes from one at the same moment gets its bytes for
    /// free, which the next minute evens out.</summary>
    /// <param name="limitsOf">The limits of a tenant.</param>
    public void SweepIfDue(Func<TenantId, IngestLimits> limitsOf)
    {
        var swept = Volatile.Read(ref _swept);
        if (time.GetElapsedTime(swept) < SweepPeriod
            || Interlocked.CompareExchange(ref _swept, time.GetTimestamp(), swept) != swept)
        {
            return;
        }

        foreach (var (tenant, bucket) in _buckets)
        {
            var limits = limitsOf(tenant);
            if (limits.RateLimitBytes <= 0 || bucket.IsFull(limits.RateLimitBytes, limits.BurstSizeBytes, time))
                _buckets.TryRemove(tenant, out _);
        }
    }
}
