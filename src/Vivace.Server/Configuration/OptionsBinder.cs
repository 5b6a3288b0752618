using Vivace.Ingest;
using Vivace.Query.Scheduling;
using Vivace.Server.Api;

namespace Vivace.Server.Configuration;

/// <summary>Turns checked settings into the options of the parts, and finds what only several settings together show to be
/// wrong.</summary>
internal sealed partial class OptionsBinder(Settings settings, ProblemList problems)
{
    private static readonly ConfigOrigin Nowhere = new("configuration", null);

    /// <summary>Binds everything. The result counts only when no error was found.</summary>
    public VivaceOptions Bind()
    {
        CheckTarget();
        var multitenancy = settings.Boolean("multitenancy_enabled") | settings.Boolean("auth_enabled"); // the old name counts as well
        return new VivaceOptions
        {
            MultitenancyEnabled = multitenancy,
            Server = BindServer(),
            Receivers = BindReceivers(),
            Storage = BindStorage(),
            Ingest = BindIngest(multitenancy),
            Query = BindQuery(multitenancy),
            QueryLimits = BindQueryLimits(),
            Web = BindWeb(),
            Logging = BindLogging(),
        };
    }

    private void CheckTarget()
    {
        var target = settings.Text("target");
        if (target is "all")
            return;
        if (target == "scalable-single-binary")
            problems.Notice(At("target"), "target", "scalable-single-binary is read as all: one process does everything");
        else
            problems.Error(
                At("target"), "target",
                $"{ScalarValue.Quote(target)} is not possible: a Vivace process does everything, and several of them on one data "
                + "folder or bucket would be unsafe. Start one with target \"all\"; remove the other processes");
    }

    private IngestLimits BindIngest(bool multitenancy)
    {
        var distributor = settings.Integer("distributor.max_attribute_bytes");
        var own = settings.Integer("overrides.defaults.ingestion.max_attribute_bytes");
        var rate = settings.OptionalInteger("overrides.defaults.ingestion.rate_limit_bytes")
            ?? (multitenancy ? 30_000_000 : -1);
        if (rate == 0)
            problems.Suspect(
                At("overrides.defaults.ingestion.rate_limit_bytes"), "overrides.defaults.ingestion.rate_limit_bytes",
                "0 refuses every push; use -1 for no limit");
        _ = settings.Text("overrides.defaults.ingestion.rate_strategy"); // one process: global and local are the same
        return new IngestLimits
        {
            RateLimitBytes = rate,
            BurstSizeBytes = settings.Integer("overrides.defaults.ingestion.burst_size_bytes"),
            MaxTracesPerUser = (int)settings.Integer("overrides.defaults.ingestion.max_traces_per_user"),
            MaxAttributeBytes = (int)(own > 0 ? own : distributor),
            RetryAfter = settings.Duration("distributor.retry_after_on_resource_exhausted"),
            RetryInfoEnabled = settings.Boolean("overrides.defaults.ingestion.retry_info_enabled"),
        };
    }

    private QueryApiOptions BindQuery(bool multitenancy)
    {
        const string frontend = "query_frontend.";
        const string search = frontend + "search.";
        const string read = "overrides.defaults.read.";
        var timeout = settings.Duration("querier.search.query_timeout");
        var hardStop = settings.Duration(frontend + "api_timeout");
        return new QueryApiOptions
        {
            ApiPrefix = Prefix("http_api_prefix"),
            MultitenancyEnabled = multitenancy,
            MultiTenantQueriesEnabled = settings.Boolean(frontend + "multi_tenant_queries_enabled"),
            MaxOutstandingPerTenant = (int)settings.Integer(frontend + "max_outstanding_per_tenant"),
            MaxQueryExpressionSizeBytes = (int)settings.Integer(frontend + "max_query_expression_size_bytes"),
            QueryTimeout = hardStop > TimeSpan.Zero && hardStop < timeout ? hardStop : timeout,
            QueryTimeoutKey = hardStop > TimeSpan.Zero && hardStop < timeout ? frontend + "api_timeout" : "querier.search.query_timeout",
            MaxStreamingPacketBytes = (int)settings.Integer(frontend + "max_grpc_streaming_packet_size"),
            QueryEndCutoff = settings.Duration(frontend + "query_end_cutoff"),
            DefaultResultLimit = (int)settings.Integer(search + "default_result_limit"),
            MaxResultLimit = (int)settings.Integer(search + "max_result_limit"),
            MaxSearchDuration = settings.Duration(search + "max_duration"),
            DefaultSpansPerSpanset = (int)settings.Integer(search + "default_spans_per_span_set"),
            MaxSpansPerSpanset = (int)settings.Integer(search + "max_spans_per_span_set"),
            MaxMetricsDuration = settings.Duration(frontend + "metrics.max_duration"),
            MaxMetricsIntervals = (int)settings.Integer(frontend + "metrics.max_intervals"),
            MaxExemplars = (int)settings.Integer(frontend + "metrics.max_exemplars"),
            MaxResponseSeries = (int)settings.Integer(frontend + "metrics.max_response_series"),
            MaxBytesPerTagValuesQuery = (int)settings.Integer(read + "max_bytes_per_tag_values_query"),
            ServiceGraphMaxNodes = (int)settings.Integer("vivace.service_graph.max_nodes"),
            ServiceGraphMaxEdges = (int)settings.Integer("vivace.service_graph.max_edges"),
            StructureMaxNodes = (int)settings.Integer("vivace.structure.max_nodes"),
            StructureMaxLevels = (int)settings.Integer("vivace.structure.max_levels"),
            SlowThreshold = settings.Duration("vivace.query.slow_threshold"),
            TraceServiceLevel = BindServiceLevel(frontend + "trace_by_id."),
            SearchServiceLevel = BindServiceLevel(search),
            MetricsServiceLevel = BindServiceLevel(frontend + "metrics."),
            MetadataServiceLevel = BindServiceLevel(search + "metadata_slo."),
        };
    }

    private QueryLimits BindQueryLimits() => new()
    {
        MaxConcurrentQueries = (int)settings.Integer("querier.max_concurrent_queries"),
        MaxMemoryBytes = settings.Integer("vivace.query.max_memory_bytes"),
        MaxInspectedBytes = settings.Integer("vivace.query.max_inspected_bytes"),
    };

    private ServiceLevel BindServiceLevel(string block) =>
        new(settings.Duration(block + "duration_slo"), settings.Number(block + "throughput_bytes_slo"));

    private LoggingOptions BindLogging()
    {
        var level = settings.Text("server.log_level") switch
        {
            "debug" => LogLevel.Debug,
            "warn" => LogLevel.Warning,
            "error" => LogLevel.Error,
            _ => LogLevel.Information,
        };
        return new LoggingOptions(level, settings.Text("server.log_format") == "json" ? LogFormat.Json : LogFormat.Logfmt);
    }

    private string Prefix(string path)
    {
        var prefix = settings.Text(path);
        if (prefix.Length > 0 && prefix[0] != '/')
            problems.Error(At(path), path, $"expected a path with a leading slash like \"/tempo\", found {ScalarValue.Quote(prefix)}");
        return prefix.TrimEnd('/');
    }

    /// <summary>Where a path was written; nowhere when it was not.</summary>
    private ConfigOrigin At(string path) => settings.Origin(path) ?? Nowhere;
}
