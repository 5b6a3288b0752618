namespace Vivace.Query.Scheduling;

/// <summary>What queries may cost, all together and each.</summary>
public sealed record QueryLimits
{
    /// <summary>Queries that run at the same time; more wait their turn. At least 1. Trace by id is not counted: it never waits for
    /// a search. Key: <c>querier.max_concurrent_queries</c>.</summary>
    public int MaxConcurrentQueries { get; init; } = 20;

    /// <summary>Row groups evaluated at the same time, over all queries; at least 1.</summary>
    public int MaxConcurrentRowGroups { get; init; } = Environment.ProcessorCount;

    /// <summary>Most memory the series of one metrics query may take, in bytes; at least 1 MiB. Key:
    /// <c>vivace.query.max_memory_bytes</c>.</summary>
    public long MaxMemoryBytes { get; init; } = 1L << 30;

    /// <summary>Most bytes of columns one query may read before it fails with the name of this limit; 0 for no limit. Key:
    /// <c>vivace.query.max_inspected_bytes</c>.</summary>
    public long MaxInspectedBytes { get; init; }
}
