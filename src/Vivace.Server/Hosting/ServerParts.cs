using Vivace.Ingest;
using Vivace.Query;
using Vivace.Server.Api;
using Vivace.Server.Api.Queries;
using Vivace.Server.Api.Streaming;
using Vivace.Server.Configuration;
using Vivace.Server.Grpc;
using Vivace.Server.Hosting.Logging;
using Vivace.Server.Metrics;
using Vivace.Server.Receivers;
using Vivace.Server.Web;
using Vivace.Server.Web.Storage;
using Vivace.Storage;

namespace Vivace.Server.Hosting;

/// <summary>The parts of the server and how they hang together: store, ingest, receivers, API. Made at once; the store opens
/// afterwards, behind ports that are open already.</summary>
internal sealed class ServerParts : IAsyncDisposable
{
    private readonly VivaceOptions _options;
    private readonly Readiness _readiness;
    private readonly DeferredTraceStore _store = new();
    private readonly MetricsCollector _metrics;
    private readonly RequestMetrics _requests = new();
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly ReceiverMetrics _receiverMetrics = new();
    private readonly HealthService _ingestHealth = new([OtlpGrpcReceiver.ServiceName]);
    private readonly HealthService _queryHealth = new([StreamingQuerier.ServiceName]);
    private readonly Ingestor _ingestor;
    private readonly QueryApi _api;
    private readonly StatusEndpoint _status;
    private readonly SettingsEndpoint _settings;
    private readonly TenantIngest _tenantIngest;
    private readonly DataSourceProxy? _dataSource;
    private TraceStorage? _storage;
    private LocalTraceStore? _queries;
    private bool _isDisposed;

    public ServerParts(
        VivaceOptions options, LoadedConfig config, Readiness readiness, RecentErrors errors, TimeProvider time, ILoggerFactory loggers)
    {
        _options = options;
        _readiness = readiness;
        _time = time;
        _loggers = loggers;
        _metrics = new MetricsCollector(loggers.CreateLogger<MetricsCollector>());
        _ingestor = new Ingestor(_store, _ => options.Ingest, time, loggers.CreateLogger<Ingestor>());
        _api = new QueryApi(
            _store, options.Query, readiness, new EffectiveConfig(config), BuildDescription.Current, _metrics, _requests, time,
            loggers.CreateLogger<QueryApi>());
        _status = new StatusEndpoint(
            BuildDescription.Current, readiness, _metrics, _api.Activity, errors, () => _storage, () => _queries?.WaitingQueries ?? 0,
            options.Storage.BlocksPath, time);
        _tenantIngest = new TenantIngest(_metrics, time);
        _settings = new SettingsEndpoint(config.Settings, _api.Hits, _metrics);
        if (options.Web is { IsEnabled: true, DataSource: { } dataSource })
            _dataSource = new DataSourceProxy(dataSource, time, loggers.CreateLogger<DataSourceProxy>());
        Listeners = [.. BuildListeners()];
        readiness.Services = [.. Listeners.Select(static listener => listener.Name), "storage"];
    }

    /// <summary>What listens, with its pipelines.</summary>
    public IReadOnlyList<Listener> Listeners { get; }

    /// <summary>Opens the store: replays the log and takes what comes in from then on.</summary>
    /// <exception cref="StartFailedException">The data cannot be opened.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            _storage = await TraceStorage.OpenAsync(_options.Storage, _time, _loggers, cancellationToken);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new StartFailedException($"the data cannot be opened: {failed.Message.ReplaceLineEndings(" ")}", failed);
        }
        _queries = new LocalTraceStore(_storage, _time, _loggers, _options.QueryLimits);
        _store.Open(_queries);
        _ingestHealth.SetServing(true);
        _queryHealth.SetServing(true);
        _readiness.SetReady();
    }

    /// <summary>Tells the outside that the end is near; requests are still served.</summary>
    public void BeginStop()
    {
        _readiness.SetStopping();
        _ingestHealth.Stop();
        _queryHealth.Stop();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _dataSource?.Dispose();
        _status.Dispose();
        _tenantIngest.Dispose();
        _api.Dispose();
        _ingestor.Dispose();
        _queries?.Dispose();
        if (_storage is not null)
            await _storage.DisposeAsync();
        _receiverMetrics.Dispose();
        _requests.Dispose();
        _metrics.Dispose();
    }

    private IEnumerable<Listener> BuildListeners()
    {
        foreach (var receiver in _options.Receivers)
            yield return new Listener
            {
                Name = $"OTLP/{(receiver.IsGrpc ? "gRPC" : "HTTP")}{(receiver.Name == "otlp" ? "" : $" ({receiver.Name})")}",
                Key = $"distributor.receivers.{receiver.Name}.protocols.{(receiver.IsGrpc ? "grpc" : "http")}.endpoint",
                Role = receiver.IsGrpc ? ListenerRole.OtlpGrpc : ListenerRole.OtlpHttp,
                Endpoint = receiver.Endpoint,
                Tls = receiver.Tls,
                Handler = ReceiverHandler(receiver),
            };

        var streaming = _api.StreamingMethods(
            new GrpcMessageLimit((int)Math.Min(_options.Server.MaxGrpcMessageBytes, int.MaxValue), "server.grpc_server_max_recv_msg_size"));
        RequestDelegate queryGrpc = new GrpcDispatcher(
            [.. streaming, .. _queryHealth.Methods], _time, _loggers.CreateLogger<GrpcDispatcher>()).HandleAsync;
        yield return new Listener
        {
            Name = "query API",
            Key = "server.http_listen_port",
            Role = ListenerRole.QueryHttp,
            Endpoint = _options.Server.Http,
            Tls = _options.Server.HttpTls,
            MaxRequestBytes = 1 << 20,
            Handler = OrGrpc(
                queryGrpc,
                BelowPrefix(
                    _options.Server.PathPrefix,
                    new FlushEndpoint(
                        FlushAsync, OwnData().Before(_options.Query.ApiPrefix, _api.HandleAsync)).HandleAsync)),
        };
        yield return new Listener
        {
            Name = "query gRPC",
            Key = "server.grpc_listen_port",
            Role = ListenerRole.QueryGrpc,
            Endpoint = _options.Server.Grpc,
            Tls = _options.Server.GrpcTls,
            MaxRequestBytes = _options.Server.MaxGrpcMessageBytes,
            Handler = queryGrpc,
        };
        if (_options.Web.IsEnabled)
            yield return new Listener
            {
                Name = "web page",
                Key = "vivace.web.port",
                Role = ListenerRole.Web,
                Endpoint = _options.Web.Endpoint,
                Tls = _options.Server.HttpTls,
                MaxRequestBytes = 1 << 20,
                IsOptional = !_options.Web.IsPortChosen,
                Handler = new PageHandler(LoadPage(), PageApi()).HandleAsync,
            };
    }

    /// <summary>The API of the page's port: this server's, or another server's in its place.</summary>
    private RequestDelegate PageApi()
    {
        if (_dataSource is null)
            return OwnData().Before("", _api.HandlePageAsync);
        var about = About();
        var own = new OwnEndpoints(_requests, _time);
        own.Add("/api/vivace/about", "api_vivace_about", _ => ValueTask.FromResult(about.AnswerForDataSource()));
        AddHealth(own);
        return own.Before("", _dataSource.HandleAsync);
    }

    private OwnEndpoints OwnData()
    {
        var about = About();
        var test = new TestTraceEndpoint(_ingestor, _options.MultitenancyEnabled, _time);
        var own = new OwnEndpoints(_requests, _time);
        own.Add("/api/vivace/about", "api_vivace_about", _ => ValueTask.FromResult(about.Answer()));
        own.Add("/api/vivace/status", "api_vivace_status", _ => ValueTask.FromResult(_status.Answer()));
        own.Add("/api/vivace/test-trace", "api_vivace_test_trace", test.AnswerAsync);
        var queries = new QueriesEndpoint(_api.Queries, _options.Query, () => _queries?.WaitingQueries ?? 0);
        own.Add("/api/vivace/queries", "api_vivace_queries", context => ValueTask.FromResult(queries.Answer(context)));
        own.AddBelow(
            "/api/vivace/queries/", "api_vivace_queries_id_cancel", (context, rest) => ValueTask.FromResult(queries.Cancel(context, rest)));
        var storage = new StorageEndpoint(
            _options, () => _storage, new TopServices(_store, _time), _tenantIngest, tenant => _api.Queries.Running([tenant]).Count);
        own.Add("/api/vivace/storage", "api_vivace_storage", storage.AnswerAsync);
        var blocks = new BlocksEndpoint(_options.Query, () => _storage);
        own.Add("/api/vivace/storage/blocks", "api_vivace_storage_blocks", context => ValueTask.FromResult(blocks.List(context)));
        own.AddBelow(
            "/api/vivace/storage/blocks/", "api_vivace_storage_blocks_id", (context, id) => ValueTask.FromResult(blocks.Describe(context, id)));
        var attributes = new AttributesEndpoint(() => _storage);
        own.Add(
            "/api/vivace/storage/attributes", "api_vivace_storage_attributes",
            async context => await _api.RunAsync(context, "storage", attributes.AnswerAsync));
        own.Add("/api/vivace/settings", "api_vivace_settings", _ => ValueTask.FromResult(_settings.Answer()));
        AddHealth(own);
        return own;
    }

    private AboutEndpoint About() => new(_options, BuildDescription.Current, () => Listeners, () => _storage?.Tenants ?? []);

    private void AddHealth(OwnEndpoints own)
    {
        var health = new HealthEndpoint(_readiness);
        own.Add("/api/health", "api_health", _ => ValueTask.FromResult(health.Answer()));
    }

    private PageFiles LoadPage()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        var files = PageFiles.Load(folder);
        if (!files.IsBuilt)
            WebLog.PageNotBuilt(_loggers.CreateLogger("Vivace.Server"), folder);
        return files;
    }

    private Task FlushAsync(CancellationToken cancellationToken) =>
        _storage is null ? Task.CompletedTask : _storage.FlushAsync(cancellationToken);

    private RequestDelegate ReceiverHandler(OtlpListenerOptions listener)
    {
        var options = new ReceiverOptions
        {
            MaxGrpcMessageBytes = listener.MaxRequestBytes,
            MaxHttpBodyBytes = listener.MaxRequestBytes,
            TracesUrlPath = listener.TracesUrlPath,
            MultitenancyEnabled = _options.MultitenancyEnabled,
        };
        if (!listener.IsGrpc)
            return new OtlpHttpReceiver(_ingestor, options, _receiverMetrics, _loggers.CreateLogger<OtlpHttpReceiver>()).HandleAsync;
        var receiver = new OtlpGrpcReceiver(_ingestor, options, _receiverMetrics);
        return new GrpcDispatcher(
            [receiver.Export, .. _ingestHealth.Methods], _time, _loggers.CreateLogger<GrpcDispatcher>()).HandleAsync;
    }

    /// <summary>Serves gRPC beside HTTP on one port; no prefix stands before its paths.</summary>
    private static RequestDelegate OrGrpc(RequestDelegate grpc, RequestDelegate http) => context =>
        GrpcProtocol.IsGrpc(context.Request.ContentType) && HttpProtocol.IsHttp2(context.Request.Protocol) ? grpc(context) : http(context);

    /// <summary>Serves every path below a prefix (<c>server.http_path_prefix</c>) and nothing beside it.</summary>
    private static RequestDelegate BelowPrefix(string prefix, RequestDelegate next)
    {
        if (prefix.Length == 0)
            return next;
        return context =>
        {
            if (!context.Request.Path.StartsWithSegments(prefix, StringComparison.Ordinal, out var rest))
                return NotFoundAsync(context);
            context.Request.PathBase = prefix;
            context.Request.Path = rest;
            return next(context);
        };
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("404 page not found\n", context.RequestAborted);
    }
}
