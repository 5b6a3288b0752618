using Vivace.Ingest;
using Vivace.Query;
using Vivace.Server.Api;
using Vivace.Server.Api.Streaming;
using Vivace.Server.Configuration;
using Vivace.Server.Grpc;
using Vivace.Server.Metrics;
using Vivace.Server.Receivers;
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
    private TraceStorage? _storage;
    private LocalTraceStore? _queries;
    private bool _isDisposed;

    public ServerParts(
        VivaceOptions options, LoadedConfig config, Readiness readiness, TimeProvider time, ILoggerFactory loggers)
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
                BelowPrefix(_options.Server.PathPrefix, new FlushEndpoint(FlushAsync, _api.HandleAsync).HandleAsync)),
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
