using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using Vivace.Server.Configuration;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace Vivace.Server.Hosting;

/// <summary>The web server over all listeners. The ports open at once; what stands behind them says when it is ready.</summary>
internal sealed class VivaceServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ILogger _logger;

    private VivaceServer(WebApplication application, IReadOnlyList<Listener> listeners, ILogger logger)
    {
        _application = application;
        Listeners = listeners;
        _logger = logger;
    }

    /// <summary>The open listeners.</summary>
    public IReadOnlyList<Listener> Listeners { get; }

    /// <summary>Opens the ports.</summary>
    /// <exception cref="StartFailedException">A port is taken, or TLS cannot be set up.</exception>
    public static async Task<VivaceServer> StartAsync(
        VivaceOptions options,
        IReadOnlyList<Listener> listeners,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger("Vivace.Server");
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "vivace" });
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Server.GracefulShutdownTimeout);
        builder.WebHost.UseKestrelCore();
        builder.Services.AddSingleton<IConnectionListenerFactory>(static services => new SniffingListenerFactory(
            new SocketTransportFactory(
                services.GetRequiredService<IOptions<SocketTransportOptions>>(), services.GetRequiredService<ILoggerFactory>())));

        var sockets = new List<(Listener, IReadOnlyList<System.Net.IPEndPoint>, CertificateSource?)>();
        foreach (var listener in listeners)
        {
            var addresses = await ListenAddresses.ResolveAsync(listener.Endpoint, listener.Key, cancellationToken);
            if (listener.IsOptional && addresses.Any(static address => WhyClosed(address) is not null))
                HostingLog.ListenerLeftOut(logger, listener.Name, listener.Endpoint.Port, listener.Key);
            else
                sockets.Add((
                    listener, addresses, listener.Tls is { } tls ? new CertificateSource(tls, listener.Name, time, logger) : null));
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            KestrelSetup.Configure(kestrel, options.Server);
            foreach (var (listener, addresses, certificate) in sockets)
                KestrelSetup.Listen(kestrel, listener, addresses, certificate, options.Server, time);
        });

        var application = builder.Build();
        application.Run(context => HandleAsync(context, logger));
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (IOException taken) when (FindSocketError(taken) is not null || taken.InnerException is AddressInUseException)
        {
            await application.DisposeAsync();
            throw new StartFailedException(PortMessage(taken, sockets), taken);
        }
        catch (SocketException refused)
        {
            await application.DisposeAsync();
            throw new StartFailedException(PortMessage(refused, sockets), refused);
        }
        return new VivaceServer(application, [.. sockets.Select(static socket => socket.Item1)], logger);
    }

    /// <summary>Takes no more connections and gives running requests their time.</summary>
    public async Task StopAsync(CancellationToken cancellationToken) => await _application.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    /// <summary>Logs what listens where.</summary>
    public void LogListeners()
    {
        foreach (var listener in Listeners)
        {
            var scheme = listener.Tls is null ? "" : " with TLS";
            HostingLog.Listening(
                _logger, listener.Name, string.Join(", ", listener.BoundTo.Select(static end => end.ToString()).Distinct(StringComparer.Ordinal)) + scheme);
        }
    }

    private static async Task HandleAsync(HttpContext context, ILogger logger)
    {
        var listener = context.Features.Get<Listener>() ?? throw new UnreachableException("every connection has its listener");
        if (listener.MaxRequestBytes is { } most && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = most;
        try
        {
            await listener.Handler(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to answer.
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = bad.StatusCode;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(bad.Message, context.RequestAborted);
        }
        catch (Exception failed) when (failed is not (IOException or BadHttpRequestException) && !context.Response.HasStarted)
        {
            HostingLog.RequestFailed(logger, listener.Name, failed);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync("internal error; the server's log says more", context.RequestAborted);
        }
    }

    private static SocketException? FindSocketError(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
            if (exception is SocketException socket)
                return socket;
        return null;
    }

    /// <summary>Says which port could not be opened and which key names it; finds out by trying, because the server's own exception
    /// does not always say.</summary>
    private static string PortMessage(
        Exception failure, List<(Listener Listener, IReadOnlyList<System.Net.IPEndPoint> Addresses, CertificateSource? Certificate)> sockets)
    {
        foreach (var (listener, addresses, _) in sockets)
            foreach (var address in addresses)
                if (WhyClosed(address) is { } reason)
                    return string.Create(
                        CultureInfo.InvariantCulture, $"cannot listen on {address} for {listener.Name}: {reason}; stop it or change {listener.Key}");
        return $"cannot open the ports: {failure.Message.ReplaceLineEndings(" ")}";
    }

    /// <summary>Tries to open a port.</summary>
    /// <returns>Why it cannot be opened; null when it can.</returns>
    private static string? WhyClosed(System.Net.IPEndPoint address)
    {
        try
        {
            using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(address);
            probe.Listen();
            return null;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "another process has the port",
                SocketError.AccessDenied => "permission is missing (ports below 1024 need it)",
                SocketError.AddressNotAvailable => "the machine does not have this address",
                _ => refused.Message,
            };
        }
    }

    /// <summary>Signals are this program's own business, see <see cref="ShutdownSignals"/>.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
