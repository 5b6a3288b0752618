using Vivace.Ingest;
using Vivace.Server.Api;
using Vivace.Server.Configuration;
using Vivace.Server.Metrics;

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
    private readonly Ingestor _ingestor;
    private readonly QueryApi _api;
    private bool _isDisposed;

    public ServerParts(
        VivaceOptions options, LoadedConfig config, Readiness readiness, TimeProvider time, ILoggerFactory loggers)
    {
        _options = options;
        _readiness = readiness;
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
    public Task OpenAsync(CancellationToken cancellationToken)
    {
        _ = _store;
        cancellationToken.ThrowIfCancellationRequested();
        return Task.CompletedTask;
    }

    /// <summary>Tells the outside that the end is near; requests are still served.</summary>
    public void BeginStop() => _readiness.SetStopping();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return ValueTask.CompletedTask;
        _isDisposed = true;
        _api.Dispose();
        _ingestor.Dispose();
        _requests.Dispose();
        _metrics.Dispose();
        return ValueTask.CompletedTask;
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
                Handler = NotFoundAsync,
            };
        yield return new Listener
        {
            Name = "query API",
            Key = "server.http_listen_port",
            Role = ListenerRole.QueryHttp,
            Endpoint = _options.Server.Http,
            Tls = _options.Server.HttpTls,
            MaxRequestBytes = 1 << 20,
            Handler = BelowPrefix(_options.Server.PathPrefix, _api.HandleAsync),
        };
        yield return new Listener
        {
            Name = "query gRPC",
            Key = "server.grpc_listen_port",
            Role = ListenerRole.QueryGrpc,
            Endpoint = _options.Server.Grpc,
            Tls = _options.Server.GrpcTls,
            MaxRequestBytes = _options.Server.MaxGrpcMessageBytes,
            Handler = NotFoundAsync,
        };
    }

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
