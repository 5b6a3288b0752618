using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ReifyDb.Admin;
using ReifyDb.Auth;
using ReifyDb.Engine;
using ReifyDb.Http;
using ReifyDb.WebSockets;
using Vivace.OpenTelemetry;

namespace ReifyDb;

/// <summary>A database server. Stopping it takes no more requests, gives those that run their time, and sends the last spans.</summary>
public sealed class ReifyServer : IAsyncDisposable
{
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(5);

    private readonly ServerSettings _settings;
    private readonly WebApplication _application;
    private readonly Database _database;
    private readonly Lifecycle _lifecycle = new();
    private readonly Dictionary<string, IPEndPoint> _bound = new(StringComparer.Ordinal);
    private readonly ILogger _logger;
    private int _disposed;

    internal ReifyServer(ServerSettings settings)
    {
        _settings = settings;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "reifydb" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Listen);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Limits.ShutdownTimeout + CloseTime);
        builder.Services.AddSingleton(settings.Time);
        AddLogging(builder);

        _database = new Database(settings.Limits, settings.Flow, settings.Time);
        _application = builder.Build();
        _logger = _application.Services.GetRequiredService<ILoggerFactory>().CreateLogger(ServerLog.Category);
        _application.Lifetime.ApplicationStopping.Register(BeginStop);
        _application.UseWebSockets();
        _application.Run(Route());
    }

    /// <summary>Where the HTTP port is, with its number; null before the start and without one.</summary>
    public IPEndPoint? HttpAddress => Bound("http");

    /// <summary>Where the WebSocket port is, with its number; null before the start and without one.</summary>
    public IPEndPoint? WsAddress => Bound("ws");

    /// <summary>Where the admin port is, with its number; null before the start and without one.</summary>
    public IPEndPoint? AdminAddress => Bound("admin");

    internal Database Database => _database;

    /// <summary>Opens the ports.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Completes when requests are taken.</returns>
    /// <exception cref="IOException">A port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _application.StartAsync(cancellationToken);
        foreach (var (name, address) in Addresses())
            ServerLog.Listening(_logger, name, address.ToString());
        if (_settings.Tokens.Count == 0)
            ServerLog.DevelopmentToken(_logger, ServerBuilder.DevelopmentToken);
        ServerLog.Ready(_logger);
    }

    /// <summary>Stops in order.</summary>
    /// <param name="cancellationToken">Ends the waiting for requests that run.</param>
    /// <returns>Completes when everything has ended and the last spans are sent.</returns>
    public async Task StopAsync(CancellationToken cancellationToken) => await _application.StopAsync(cancellationToken);

    /// <summary>Starts, serves until a signal comes or the token is cancelled, and stops in order.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Completes when it has stopped.</returns>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken);
        await _application.WaitForShutdownAsync(cancellationToken);
    }

    /// <summary>Stops it where it runs, and lets the data go.</summary>
    /// <returns>Completes when it is gone.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _application.DisposeAsync();
        _database.Dispose();
        _lifecycle.Dispose();
    }

    private void AddLogging(WebApplicationBuilder builder)
    {
        if (!_settings.HasTracing)
        {
            builder.Logging.AddSimpleConsole(static console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            });
            builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
            return;
        }

        builder.Services.AddOtelTracing(_settings.Otel, tracing =>
        {
            tracing.WithConsole();
            _settings.ConfigureTracing?.Invoke(tracing);
        });
    }

    private void Listen(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null; // each endpoint has its own limit and message
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        foreach (var (role, address) in Roles())
        {
            kestrel.Listen(address, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(next => async connection =>
                {
                    connection.Features.Set(role);
                    if (!role.Enter())
                        connection.Features.Set(OverLimit.Instance);
                    try
                    {
                        if (connection.LocalEndPoint is IPEndPoint local)
                            connection.Features.Set(local);
                        await next(connection);
                    }
                    finally
                    {
                        role.Leave();
                    }
                });
            });
        }
    }

    private IEnumerable<(ListenerRole Role, IPEndPoint Address)> Roles()
    {
        if (_settings.Http is { } http)
            yield return (new ListenerRole("http", http.MaxConnections), http.Address);
        if (_settings.Ws is { } ws)
            yield return (new ListenerRole("ws", ws.MaxConnections), ws.Address);
        if (_settings.Admin is { } admin)
            yield return (new ListenerRole("admin", int.MaxValue), admin.Address);
    }

    /// <summary>Kestrel tells addresses in the order in which they were asked for.</summary>
    private IEnumerable<(string Name, IPEndPoint Address)> Addresses()
    {
        var addresses = _application.Services.GetRequiredService<IServer>().Features.Get<Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature>()!.Addresses;
        foreach (var ((role, asked), address) in Roles().Zip(addresses))
            _bound[role.Name] = new IPEndPoint(asked.Address, new Uri(address.Replace("[::]", "localhost", StringComparison.Ordinal)).Port);
        return _bound.Select(static pair => (pair.Key, pair.Value));
    }

    private IPEndPoint? Bound(string name) => _bound.GetValueOrDefault(name);

    private RequestDelegate Route()
    {
        var tokens = _settings.Tokens.Count > 0 ? _settings.Tokens : [("development", ServerBuilder.DevelopmentToken, Access.Admin)];
        var authenticator = new Authenticator(tokens);
        var sessions = new SessionTable(_settings.Time);
        var endpoints = new Dictionary<string, RequestDelegate>(StringComparer.Ordinal);
        if (_settings.Http is { } http)
            endpoints.Add("http", new HttpEndpoint(http, _database, authenticator, _lifecycle, _settings.Time, _logger).HandleAsync);
        if (_settings.Ws is { } ws)
            endpoints.Add("ws", new WsEndpoint(ws, _settings.Limits, _database, authenticator, sessions, _lifecycle, _settings.Time, _logger).HandleAsync);
        if (_settings.Admin is { } admin)
        {
            var pages = new AdminPages(_settings, authenticator, _database, sessions, _application.Services.GetService<OtelTracing>(), _settings.Time);
            endpoints.Add("admin", new AdminEndpoint(admin, authenticator, _lifecycle, pages).HandleAsync);
        }

        return context => endpoints[context.Features.Get<ListenerRole>()!.Name](context);
    }

    private void BeginStop()
    {
        ServerLog.Stopping(_logger, _settings.Limits.ShutdownTimeout.TotalSeconds);
        _lifecycle.BeginStop();
        _application.Lifetime.ApplicationStopped.Register(() => ServerLog.Stopped(_logger, _database.Statistics.Queries, _database.Statistics.Commands));
    }
}
