namespace Vivace.Server.Configuration;

/// <summary>Limits of queries (<c>query_frontend</c>, <c>querier</c>, <c>overrides.defaults.read</c>).</summary>
internal sealed record QueryOptions
{
    /// <summary>Prefix of the query API's routes (<c>http_api_prefix</c>); empty, or with a leading and without a trailing slash.</summary>
    public string ApiPrefix { get; init; } = "";

    /// <summary>Traces of a search that names no limit (<c>search.default_result_limit</c>).</summary>
    public int DefaultResultLimit { get; init; } = 20;

    /// <summary>Most traces a search may ask for (<c>search.max_result_limit</c>); 0 for no limit.</summary>
    public int MaxResultLimit { get; init; } = 262_144;

    /// <summary>Widest time range of a search (<c>search.max_duration</c>); zero for no limit.</summary>
    public TimeSpan MaxSearchDuration { get; init; } = TimeSpan.FromHours(168);

    /// <summary>Spans per spanset of a search that names no number (<c>search.default_spans_per_span_set</c>).</summary>
    public int DefaultSpansPerSpanset { get; init; } = 3;

    /// <summary>Most spans per spanset a search may ask for (<c>search.max_spans_per_span_set</c>); 0 for no limit.</summary>
    public int MaxSpansPerSpanset { get; init; } = 100;

    /// <summary>Longest TraceQL expression in bytes (<c>max_query_expression_size_bytes</c>); 0 for no limit.</summary>
    public int MaxExpressionSizeBytes { get; init; } = 131_072;

    /// <summary>The newest slice hidden from range queries (<c>query_end_cutoff</c>); zero, because recent data is complete.</summary>
    public TimeSpan QueryEndCutoff { get; init; }

    /// <summary>Time a search or a list of tags may take (<c>querier.search.query_timeout</c>); more than zero.</summary>
    public TimeSpan SearchTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time a trace by id may take (<c>querier.trace_by_id.query_timeout</c>); more than zero.</summary>
    public TimeSpan TraceByIdTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Hard stop of any query (<c>api_timeout</c>); zero for none.</summary>
    public TimeSpan ApiTimeout { get; init; }

    /// <summary>Whether a query may name several tenants (<c>multi_tenant_queries_enabled</c>).</summary>
    public bool MultiTenantQueriesEnabled { get; init; } = true;

    /// <summary>Most bytes of a list of tag values (<c>overrides.defaults.read.max_bytes_per_tag_values_query</c>); 0 for no limit.</summary>
    public long MaxBytesPerTagValuesQuery { get; init; } = 1_000_000;

    /// <summary>Most memory of one query in bytes (<c>vivace.query.max_memory_bytes</c>).</summary>
    public long MaxMemoryBytes { get; init; } = 1L << 30;
}
