namespace Vivace.Server.Api;

/// <summary>Settings of the query API. The names in brackets are the keys of the configuration file.</summary>
public sealed record QueryApiOptions
{
    /// <summary>Prefix of <c>/api</c> paths, with a leading slash and without a trailing one, or empty
    /// (<c>http_api_prefix</c>). <c>/ready</c>, <c>/status</c> and <c>/metrics</c> have none.</summary>
    public string ApiPrefix { get; init; } = "";

    /// <summary>Whether requests must name a tenant (<c>multitenancy_enabled</c>). Default false: all belong to
    /// <c>single-tenant</c>.</summary>
    public bool MultitenancyEnabled { get; init; }

    /// <summary>Whether a request may name several tenants, joined by a vertical bar
    /// (<c>query_frontend.multi_tenant_queries_enabled</c>). Default true.</summary>
    public bool MultiTenantQueriesEnabled { get; init; } = true;

    /// <summary>Queries of one tenant at the same time (<c>query_frontend.max_outstanding_per_tenant</c>). Default 2000;
    /// beyond it 429.</summary>
    public int MaxOutstandingPerTenant { get; init; } = 2000;

    /// <summary>Longest query text in UTF-8 bytes (<c>query_frontend.max_query_expression_size_bytes</c>). Default
    /// 131,072.</summary>
    public int MaxQueryExpressionSizeBytes { get; init; } = 131_072;

    /// <summary>How long a query may take (<c>query_frontend.api_timeout</c>, or the querier's <c>query_timeout</c>). Default
    /// 30 s; zero for no limit.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Key of the setting that <see cref="QueryTimeout"/> comes from.</summary>
    public string QueryTimeoutKey { get; init; } = "querier.search.query_timeout";

    /// <summary>Queries that take at least so long are listed as slow (<c>vivace.query.slow_threshold</c>). Default 1 s; zero lists
    /// none.</summary>
    public TimeSpan SlowThreshold { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How much of the newest past is hidden (<c>query_frontend.query_end_cutoff</c>). Default zero: what was
    /// acknowledged is found at once.</summary>
    public TimeSpan QueryEndCutoff { get; init; } = TimeSpan.Zero;

    /// <summary>Traces in the answer of a search that sets no limit (<c>search.default_result_limit</c>). Default 20.</summary>
    public int DefaultResultLimit { get; init; } = 20;

    /// <summary>Most traces a search may ask for (<c>search.max_result_limit</c>). Default 262,144; 0 for no limit.</summary>
    public int MaxResultLimit { get; init; } = 262_144;

    /// <summary>Widest range of a search, of tags and of values (<c>search.max_duration</c>). Default 168 h; zero for no
    /// limit.</summary>
    public TimeSpan MaxSearchDuration { get; init; } = TimeSpan.FromHours(168);

    /// <summary>Spans listed per spanset when the search does not say (<c>search.default_spans_per_span_set</c>).
    /// Default 3.</summary>
    public int DefaultSpansPerSpanset { get; init; } = 3;

    /// <summary>Most spans per spanset a search may ask for (<c>search.max_spans_per_span_set</c>). Default 100; 0 for no
    /// limit.</summary>
    public int MaxSpansPerSpanset { get; init; } = 100;

    /// <summary>Widest range of a metrics query (<c>metrics.max_duration</c>). Default 24 h; zero for no limit.</summary>
    public TimeSpan MaxMetricsDuration { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Most points per series of a metrics query (<c>metrics.max_intervals</c>). Default 10,000; 0 for no
    /// limit.</summary>
    public int MaxMetricsIntervals { get; init; } = 10_000;

    /// <summary>Most exemplars of one metric (<c>metrics.max_exemplars</c>). Default 100; 0 for none.</summary>
    public int MaxExemplars { get; init; } = 100;

    /// <summary>Most series in the answer of a metrics query (<c>metrics.max_response_series</c>); beyond it the answer is cut
    /// and says so. Default 0: no limit.</summary>
    public int MaxResponseSeries { get; init; }

    /// <summary>Most nodes of a service graph (<c>vivace.service_graph.max_nodes</c>); the busiest stay. Default 2,000, at least 1.</summary>
    public int ServiceGraphMaxNodes { get; init; } = 2_000;

    /// <summary>Most edges of a service graph (<c>vivace.service_graph.max_edges</c>); the busiest stay. Default 10,000, at least 1.</summary>
    public int ServiceGraphMaxEdges { get; init; } = 10_000;

    /// <summary>Most nodes of a tree of merged traces (<c>vivace.structure.max_nodes</c>); those that matter most stay. Default 2,000, at
    /// least 1.</summary>
    public int StructureMaxNodes { get; init; } = 2_000;

    /// <summary>Levels of a tree of merged traces (<c>vivace.structure.max_levels</c>); spans further down are left out. Default 100, from 1
    /// to 1,000.</summary>
    public int StructureMaxLevels { get; init; } = 100;

    /// <summary>Most bytes of names or values in one answer (<c>overrides.read.max_bytes_per_tag_values_query</c>). Default
    /// 1,000,000; 0 for no limit.</summary>
    public int MaxBytesPerTagValuesQuery { get; init; } = 1_000_000;

    /// <summary>Largest message of a streamed answer in bytes (<c>query_frontend.max_grpc_streaming_packet_size</c>); a larger one is sent
    /// in pieces. Default 1 MiB; 0 for no limit.</summary>
    public int MaxStreamingPacketBytes { get; init; } = 1 << 20;

    /// <summary>Time between results shown while a streamed query runs. Default 500 ms; not a setting.</summary>
    public TimeSpan StreamingInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>When a lookup of a trace counts as good (<c>query_frontend.trace_by_id</c>).</summary>
    public ServiceLevel TraceServiceLevel { get; init; } = ServiceLevel.None;

    /// <summary>When a search counts as good (<c>query_frontend.search</c>).</summary>
    public ServiceLevel SearchServiceLevel { get; init; } = ServiceLevel.None;

    /// <summary>When a metrics query counts as good (<c>query_frontend.metrics</c>).</summary>
    public ServiceLevel MetricsServiceLevel { get; init; } = ServiceLevel.None;

    /// <summary>When names and values count as good (<c>query_frontend.search.metadata_slo</c>).</summary>
    public ServiceLevel MetadataServiceLevel { get; init; } = ServiceLevel.None;
}

/// <summary>A query is good when it succeeds within the duration, or at the throughput.</summary>
/// <param name="Duration">Zero when it does not count.</param>
/// <param name="ThroughputBytesPerSecond">Zero when it does not count.</param>
public readonly record struct ServiceLevel(TimeSpan Duration, double ThroughputBytesPerSecond)
{
    /// <summary>No demand: every success is good.</summary>
    public static ServiceLevel None => default;

    /// <summary>Whether a successful query is good.</summary>
    /// <param name="duration">How long it took.</param>
    /// <param name="inspectedBytes">What it read.</param>
    public bool IsMetBy(TimeSpan duration, ulong inspectedBytes) =>
        (Duration == TimeSpan.Zero && ThroughputBytesPerSecond <= 0)
        || (Duration > TimeSpan.Zero && duration <= Duration)
        || (ThroughputBytesPerSecond > 0 && inspectedBytes >= ThroughputBytesPerSecond * duration.TotalSeconds);
}
