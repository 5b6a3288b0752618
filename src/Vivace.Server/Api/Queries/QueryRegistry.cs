using System.Collections.Concurrent;
using System.Globalization;
using Vivace.Core;

namespace Vivace.Server.Api.Queries;

/// <summary>Queries that run, and the last that took long. Safe for any number of callers.</summary>
/// <param name="slowThreshold">Queries that take at least so long are kept; zero keeps none.</param>
/// <param name="time">Measures them.</param>
internal sealed class QueryRegistry(TimeSpan slowThreshold, TimeProvider time)
{
    /// <summary>Slow queries kept.</summary>
    public const int MaxSlow = 100;

    private readonly ConcurrentDictionary<string, RunningQuery> _running = new(StringComparer.Ordinal);
    private readonly Lock _lock = new(); // guards _slow
    private readonly Queue<EndedQuery> _slow = new();
    private long _lastId = Random.Shared.NextInt64(1L << 40); // so that an id of an earlier process names nothing here

    /// <summary>Adds a query that begins.</summary>
    public RunningQuery Begin(ApiRequest request)
    {
        var id = Interlocked.Increment(ref _lastId).ToString("x", CultureInfo.InvariantCulture);
        var query = new RunningQuery(id, request, time.GetUtcNow(), time.GetTimestamp());
        _running[id] = query;
        return query;
    }

    /// <summary>Takes a query out that has ended.</summary>
    public void End(RunningQuery query, QueryEnd status)
    {
        _running.TryRemove(query.Id, out _);
        var elapsed = ElapsedOf(query);
        if (slowThreshold <= TimeSpan.Zero || elapsed < slowThreshold)
            return;
        var ended = new EndedQuery(
            query.Kind, query.Expression, query.Tenants, query.Started, elapsed, query.Cost.InspectedBytes, query.Cost.InspectedSpans, status);
        lock (_lock)
        {
            _slow.Enqueue(ended);
            if (_slow.Count > MaxSlow)
                _slow.Dequeue();
        }
    }

    /// <summary>How long a query has been running.</summary>
    public TimeSpan ElapsedOf(RunningQuery query) => time.GetElapsedTime(query.Timestamp);

    /// <summary>Queries that run and read nothing but data of these tenants, the longest running first.</summary>
    public IReadOnlyList<RunningQuery> Running(IReadOnlyList<TenantId> tenants) =>
        [.. _running.Values.Where(query => query.Tenants.All(tenants.Contains)).OrderBy(static query => query.Timestamp)];

    /// <summary>Slow queries that read nothing but data of these tenants, newest first.</summary>
    public IReadOnlyList<EndedQuery> Slow(IReadOnlyList<TenantId> tenants)
    {
        lock (_lock)
            return [.. _slow.Where(query => query.Tenants.All(tenants.Contains)).Reverse()];
    }

    /// <summary>Stops a query.</summary>
    /// <returns>False when no such query of these tenants runs.</returns>
    public bool TryCancel(string id, IReadOnlyList<TenantId> tenants)
    {
        if (!_running.TryGetValue(id, out var query) || !query.Tenants.All(tenants.Contains))
            return false;
        try
        {
            query.Cancel();
            return true;
        }
        catch (ObjectDisposedException)
        {
            return false; // it ended at this moment
        }
    }
}
