using Vivace.Server.Api.Exceptions;
using Vivace.Server.Api.Queries;
using Vivace.Server.Api.ServiceGraph;
using Vivace.Server.Api.Streaming;
using Vivace.Server.Api.Structure;
using Vivace.Server.Grpc;
using Vivace.Server.Metrics;
using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary>Tempo's HTTP API, and the pages of operation, over a store. Answers every request itself: whatever it does not
/// know is 404.</summary>
/// <remarks>Safe for any number of requests at the same time. Nothing that a client sends makes it throw.</remarks>
public sealed class QueryApi : IDisposable
{
    /// <summary>Longest request line the server must let through, so that a query of the largest size arrives even when
    /// every byte of it is percent-encoded (Kestrel: <c>Limits.MaxRequestLineSize</c>).</summary>
    public const int MaxRequestLineBytes = 512 * 1024;

    internal const string PageNotFound = "404 page not found\n";

    private readonly QueryApiOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ApiRouter _router;
    private readonly ApiRouter _pageRouter = new("");
    private readonly SearchEndpoint _search;
    private readonly TagNamesEndpoint _tagNames;
    private readonly TagValuesEndpoint _tagValues;
    private readonly TraceByIdEndpoint _traces;
    private readonly MetricsEndpoint _metrics;
    private readonly CompleteEndpoint _complete;
    private readonly ValidateEndpoint _validate;
    private readonly SearchLines _searchLines;
    private readonly MetricsLines _metricsLines;
    private readonly SkeletonEndpoint _skeletons;
    private readonly SpansEndpoint _spans;
    private readonly MatchEndpoint _match;
    private readonly LinksEndpoint _links;
    private readonly ServiceGraphEndpoint _serviceGraph;
    private readonly StructureEndpoint _structure;
    private readonly ExceptionsEndpoint _exceptions;
    private readonly StreamingQuerier _streaming;
    private readonly StatusPages _status;
    private readonly BuildDescription _build;
    private readonly MetricsCollector _collector;
    private readonly RequestMetrics _requests;
    private readonly QueryInstruments _instruments = new();
    private readonly LimitHits _hits = new();
    private readonly QueryRunner _runner;

    /// <summary>Creates the API.</summary>
    /// <param name="store">Answers the queries; not disposed here.</param>
    /// <param name="options">Limits and switches.</param>
    /// <param name="readiness">Knows whether the process can do its work.</param>
    /// <param name="configuration">Shows the configuration.</param>
    /// <param name="build">The running binary.</param>
    /// <param name="collector">Holds what <c>/metrics</c> shows; not disposed here.</param>
    /// <param name="requests">Counts requests; not disposed here.</param>
    /// <param name="time">Says what time it is.</param>
    /// <param name="logger">One debug line per query, one error line per failure of the server's own.</param>
    public QueryApi(
        ITraceStore store,
        QueryApiOptions options,
        IReadiness readiness,
        IConfigurationStatus configuration,
        BuildDescription build,
        MetricsCollector collector,
        RequestMetrics requests,
        TimeProvider time,
        ILogger<QueryApi> logger)
    {
        _options = options;
        _build = build;
        _collector = collector;
        _requests = requests;
        _time = time;
        _logger = logger;
        _router = new ApiRouter(options.ApiPrefix);
        var times = new TimeParameters(options, time);
        _search = new SearchEndpoint(store, options, times);
        _tagNames = new TagNamesEndpoint(store, options, times);
        _tagValues = new TagValuesEndpoint(store, options, times);
        _traces = new TraceByIdEndpoint(store, options);
        _metrics = new MetricsEndpoint(store, options, times);
        _complete = new CompleteEndpoint(store, options, times);
        _validate = new ValidateEndpoint(options);
        _searchLines = new SearchLines(_search, new QueryWatch(options.StreamingInterval, time), time);
        _metricsLines = new MetricsLines(_metrics, new QueryWatch(options.StreamingInterval, time), options, _hits, time);
        _skeletons = new SkeletonEndpoint(store);
        _spans = new SpansEndpoint(store);
        _match = new MatchEndpoint(store, options);
        _links = new LinksEndpoint(store);
        var spanQueries = new SpanQueryReader(options, times);
        _serviceGraph = new ServiceGraphEndpoint(store, options, spanQueries, new TracesOfGraph(_search, options), _hits);
        _structure = new StructureEndpoint(store, options, spanQueries, _hits);
        _exceptions = new ExceptionsEndpoint(store, spanQueries);
        _status = new StatusPages(readiness, configuration, build, options.ApiPrefix);
        _runner = new QueryRunner(options, _instruments, _hits, time, logger);
        _streaming = new StreamingQuerier(_runner, _search, _tagNames, _tagValues, _metrics, options, requests, time);
    }

    /// <summary>Answers one request; a <see cref="RequestDelegate"/>.</summary>
    public Task HandleAsync(HttpContext context) => HandleAsync(context, _router);

    /// <summary>Answers one request on the web page's port, where no prefix stands before <c>/api</c>; a <see cref="RequestDelegate"/>.</summary>
    internal Task HandlePageAsync(HttpContext context) => HandleAsync(context, _pageRouter);

    private async Task HandleAsync(HttpContext context, ApiRouter router)
    {
        ArgumentNullException.ThrowIfNull(context);
        var started = _time.GetTimestamp();
        var routed = new RoutedPath(ApiRoute.NotFound, "other");
        RequestIds.Assign(context);
        try
        {
            var path = ApiRouter.RawPathOf(context);
            if (ApiRouter.WithoutDoubledSlashes(path) is { } clean)
            {
                context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
                context.Response.Headers.Location = context.Request.PathBase.ToUriComponent() + clean + context.Request.QueryString.ToUriComponent();
                return;
            }

            routed = router.Route(path);
            using var answer = await AnswerAsync(context, routed);
            if (!context.Response.HasStarted)
                await AnswerSender.SendAsync(context, answer);
            else if (answer.ErrorText is not null)
                await JsonLines.SendErrorAsync(context.Response, answer, context.RequestAborted);
        }
        catch (Exception failure) when (context.RequestAborted.IsCancellationRequested
            && failure is OperationCanceledException or IOException)
        {
            SetStatus(context, QueryRunner.ClientClosedRequest);
        }
        catch (Exception failure)
        {
            ApiLog.RequestFailed(_logger, routed.Label, context.TraceIdentifier, failure);
            if (context.Response.HasStarted)
                context.Abort(); // a cut connection cannot be mistaken for a whole answer
            else
                await AnswerSender.SendAsync(context, QueryRunner.InternalError(context.TraceIdentifier));
        }
        finally
        {
            _requests.Record(context.Request.Method, routed.Label, context.Response.StatusCode, _time.GetElapsedTime(started));
        }
    }

    /// <summary>Runs a question of another part of the server as a query: with its tenants, limits of time and number, and in the list of
    /// running ones.</summary>
    /// <param name="context">The request.</param>
    /// <param name="kind">Kind of query in logs and metrics.</param>
    /// <param name="endpoint">Answers it.</param>
    /// <exception cref="OperationCanceledException">Nobody waits for the answer any more.</exception>
    internal Task<ApiAnswer> RunAsync(HttpContext context, string kind, Func<ApiRequest, CancellationToken, Task<ApiAnswer>> endpoint) =>
        AnswerQueryAsync(context, new RoutedPath(ApiRoute.NotFound, kind), 1, kind, ServiceLevel.None, endpoint);

    /// <summary>Queries that run, and the last slow ones.</summary>
    internal QueryRegistry Queries => _runner.Queries;

    /// <summary>How often limits were met.</summary>
    internal LimitHits Hits => _hits;

    /// <summary>What queries run and ran, by whatever protocol they came.</summary>
    internal QueryActivity Activity => _runner.Activity;

    /// <summary>The same questions by gRPC, answered in parts: <c>tempopb.StreamingQuerier</c>.</summary>
    /// <param name="requestLimit">Largest request taken.</param>
    internal IReadOnlyList<GrpcMethod> StreamingMethods(GrpcMessageLimit requestLimit) => _streaming.Methods(requestLimit);

    /// <inheritdoc/>
    public void Dispose()
    {
        _instruments.Dispose();
        _hits.Dispose();
    }

    private async ValueTask<ApiAnswer> AnswerAsync(HttpContext context, RoutedPath routed)
    {
        switch (routed.Route)
        {
            case ApiRoute.Ready:
                return _status.Ready();
            case ApiRoute.Live:
                return StatusPages.Live();
            case ApiRoute.Status:
                return _status.Status(routed.Argument, new QueryParameters(context.Request.Query));
            case ApiRoute.Echo:
                return ApiAnswer.Text(StatusCodes.Status200OK, "echo\n");
            case ApiRoute.BuildInfo:
                return BuildInformation();
            case ApiRoute.Metrics:
                return Exposition(context.Request.Headers.Accept.ToString());
            case ApiRoute.TraceV1:
                return await AnswerQueryAsync(context, routed, 1, "traces", _options.TraceServiceLevel, _traces.AnswerAsync);
            case ApiRoute.TraceV2:
                return await AnswerQueryAsync(context, routed, 2, "traces", _options.TraceServiceLevel, _traces.AnswerAsync);
            case ApiRoute.Search:
                return await AnswerQueryAsync(context, routed, 1, "search", _options.SearchServiceLevel, _search.AnswerAsync);
            case ApiRoute.TagNamesV1:
                return await AnswerQueryAsync(context, routed, 1, "metadata", _options.MetadataServiceLevel, _tagNames.AnswerAsync);
            case ApiRoute.TagNamesV2:
                return await AnswerQueryAsync(context, routed, 2, "metadata", _options.MetadataServiceLevel, _tagNames.AnswerAsync);
            case ApiRoute.TagValuesV1:
                return await AnswerQueryAsync(context, routed, 1, "metadata", _options.MetadataServiceLevel, _tagValues.AnswerAsync);
            case ApiRoute.TagValuesV2:
                return await AnswerQueryAsync(context, routed, 2, "metadata", _options.MetadataServiceLevel, _tagValues.AnswerAsync);
            case ApiRoute.MetricsRange:
                return await AnswerQueryAsync(context, routed, 1, "metrics", _options.MetricsServiceLevel, _metrics.AnswerRangeAsync);
            case ApiRoute.MetricsInstant:
                return await AnswerQueryAsync(context, routed, 1, "metrics", _options.MetricsServiceLevel, _metrics.AnswerInstantAsync);
            case ApiRoute.Complete:
                return await AnswerQueryAsync(context, routed, 1, "metadata", _options.MetadataServiceLevel, _complete.AnswerAsync);
            case ApiRoute.SearchLines:
                return await AnswerQueryAsync(context, routed, 1, "search", _options.SearchServiceLevel,
                    (request, token) => _searchLines.AnswerAsync(context.Response, request, token));
            case ApiRoute.MetricsLines:
                return await AnswerQueryAsync(context, routed, 1, "metrics", _options.MetricsServiceLevel,
                    (request, token) => _metricsLines.AnswerAsync(context.Response, request, token));
            case ApiRoute.Skeleton:
                return await AnswerQueryAsync(context, routed, 1, "traces", _options.TraceServiceLevel, _skeletons.AnswerAsync);
            case ApiRoute.Spans:
                return await AnswerQueryAsync(context, routed, 1, "traces", _options.TraceServiceLevel,
                    (request, token) => _spans.AnswerAsync(context.Request, request, token));
            case ApiRoute.Match:
                return await AnswerQueryAsync(context, routed, 1, "traces", _options.TraceServiceLevel, _match.AnswerAsync);
            case ApiRoute.Links:
                return await AnswerQueryAsync(context, routed, 1, "search", _options.SearchServiceLevel, _links.AnswerAsync);
            case ApiRoute.ServiceGraph:
                return await AnswerQueryAsync(context, routed, 1, "service-graph", _options.MetricsServiceLevel, _serviceGraph.AnswerAsync);
            case ApiRoute.Structure:
                return await AnswerQueryAsync(context, routed, 1, "structure", _options.MetricsServiceLevel, _structure.AnswerAsync);
            case ApiRoute.Exceptions:
                return await AnswerQueryAsync(context, routed, 1, "exceptions", _options.MetricsServiceLevel, _exceptions.AnswerAsync);
            case ApiRoute.Validate:
                return await AnswerQueryAsync(context, routed, 1, "metadata", _options.MetadataServiceLevel,
                    (request, _) => Task.FromResult(_validate.Answer(request)));
            default:
                return ApiAnswer.Text(StatusCodes.Status404NotFound, PageNotFound);
        }
    }

    private Task<ApiAnswer> AnswerQueryAsync(
        HttpContext context, RoutedPath routed, int version, string kind, ServiceLevel level,
        Func<ApiRequest, CancellationToken, Task<ApiAnswer>> endpoint) => _runner.RunAsync(
            new ApiRequest
            {
                Id = context.TraceIdentifier,
                Client = context.Connection.RemoteIpAddress?.ToString(),
                TenantHeader = context.Request.Headers[TenantHeader.Name],
                Kind = kind,
                ServiceLevel = level,
                Parameters = new QueryParameters(context.Request.Query),
                Format = ContentNegotiation.FormatOf(context.Request.Headers.Accept.ToString()),
                Argument = routed.Argument,
                Version = version,
            },
            endpoint,
            context.RequestAborted);

    private static void SetStatus(HttpContext context, int status)
    {
        if (!context.Response.HasStarted)
            context.Response.StatusCode = status;
    }

    private ApiAnswer BuildInformation()
    {
        var buffer = new PooledBuffer();
        var json = new TempoJsonWriter(buffer);
        json.BeginObject();
        json.Name("version"u8);
        json.String(_build.CompatibleTempoVersion);
        json.Name("revision"u8);
        json.String(_build.Revision);
        json.Name("branch"u8);
        json.String(_build.Branch);
        json.Name("buildUser"u8);
        json.String(_build.BuildUser);
        json.Name("buildDate"u8);
        json.String(_build.BuildDate);
        json.Name("goVersion"u8);
        json.String(_build.Runtime);
        json.EndObject();
        return ApiAnswer.Json(buffer);
    }

    private ApiAnswer Exposition(string accept)
    {
        var openMetrics = accept.Contains("application/openmetrics-text", StringComparison.Ordinal);
        var buffer = new PooledBuffer(64 * 1024);
        _collector.Write(buffer, openMetrics);
        return ApiAnswer.Of(
            openMetrics
                ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                : "text/plain; version=0.0.4; charset=utf-8",
            buffer);
    }
}
