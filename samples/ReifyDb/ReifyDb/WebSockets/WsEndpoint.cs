using System.Globalization;
using System.Net.WebSockets;
using ReifyDb.Auth;
using ReifyDb.Engine;
using ReifyDb.Http;
using ReifyDb.Tracing;

namespace ReifyDb.WebSockets;

/// <summary>Turns requests on the WebSocket port into sessions.</summary>
internal sealed class WsEndpoint
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    private readonly WsConfig _config;
    private readonly LimitsConfig _limits;
    private readonly Database _database;
    private readonly Authenticator _authenticator;
    private readonly SessionTable _sessions;
    private readonly Lifecycle _lifecycle;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public WsEndpoint(
        WsConfig config, LimitsConfig limits, Database database, Authenticator authenticator, SessionTable sessions, Lifecycle lifecycle, TimeProvider time, ILogger logger)
    {
        _config = config;
        _limits = limits;
        _database = database;
        _authenticator = authenticator;
        _sessions = sessions;
        _lifecycle = lifecycle;
        _time = time;
        _logger = logger;
    }

    public async Task HandleAsync(HttpContext context)
    {
        using var request = RequestSpan.Begin(context, context.Request.Path.Value == "/" ? "/" : null);
        try
        {
            var identity = Admit(context);
            using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = KeepAlive, KeepAliveTimeout = KeepAlive });
            await ServeAsync(context, socket, identity);
        }
        catch (DatabaseException refused)
        {
            _database.Statistics.Error(refused.Code);
            await JsonResponse.SendErrorAsync(context, refused);
        }
    }

    /// <summary>Refuses what can be refused before the connection is a WebSocket.</summary>
    private Identity? Admit(HttpContext context)
    {
        if (context.Features.Get<OverLimit>() is not null)
            throw new DatabaseException(ErrorCode.Busy, string.Create(CultureInfo.InvariantCulture, $"There are more than {_config.MaxConnections} connections, which is all that WithMaxConnections allows."));
        _lifecycle.Demand();
        if (context.Request.Path.Value != "/")
            throw new DatabaseException(ErrorCode.NotFound, "The WebSocket is at /.");
        if (!context.WebSockets.IsWebSocketRequest)
            throw new DatabaseException(ErrorCode.BadRequest, "This port takes WebSocket connections; HTTP requests go to the HTTP port.");
        if (context.Request.Headers.Authorization.Count == 0)
            return null; // a browser cannot send the header: its first message authenticates

        using var step = Steps.Start("auth::authenticate");
        try
        {
            var identity = _authenticator.AuthenticateHeader(context.Request.Headers.Authorization);
            step?.SetTag(Attributes.UserName, identity.Name);
            return identity;
        }
        catch (DatabaseException refused)
        {
            step.Fail(refused);
            throw;
        }
    }

    private async Task ServeAsync(HttpContext context, WebSocket socket, Identity? identity)
    {
        var client = $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort.ToString(CultureInfo.InvariantCulture)}";
        var info = _sessions.Open(client);
        System.Diagnostics.Activity.Current?.SetTag(Attributes.SessionId, info.Id);
        ServerLog.SessionOpened(_logger, info.Id, client);
        var reason = "failed";
        try
        {
            await using var session = new WsSession(
                socket, info, identity, System.Diagnostics.Activity.Current?.Context ?? default, _config, _database, _authenticator, _lifecycle, _time, _logger);
            reason = await session.RunAsync(_limits.ShutdownTimeout, context.RequestAborted);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            reason = "the connection was lost";
        }
        finally
        {
            _sessions.Close(info);
            ServerLog.SessionClosed(_logger, info.Id, reason);
        }
    }
}
