using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using ReifyDb.Auth;
using ReifyDb.Engine;
using ReifyDb.Protocol;
using ReifyDb.Tracing;

namespace ReifyDb.WebSockets;

/// <summary>One WebSocket connection, from its first message to its end: it reads messages, knows who sends them, and hands on what they ask for.</summary>
internal sealed class WsSession : IAsyncDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly WebSocket _socket;
    private readonly SessionInfo _info;
    private readonly ActivityContext _connection;
    private readonly WsConfig _config;
    private readonly Database _database;
    private readonly Authenticator _authenticator;
    private readonly Lifecycle _lifecycle;
    private readonly TimeProvider _time;
    private readonly TaskSet _tasks = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Outbox _outbox;
    private readonly WsSubscriptions _subscriptions;
    private readonly WsRequests _requests;
    private Identity? _identity;

    public WsSession(
        WebSocket socket, SessionInfo info, Identity? identity, ActivityContext connection, WsConfig config, Database database,
        Authenticator authenticator, Lifecycle lifecycle, TimeProvider time, ILogger logger)
    {
        _socket = socket;
        _info = info;
        _identity = identity;
        _connection = connection;
        _config = config;
        _database = database;
        _authenticator = authenticator;
        _lifecycle = lifecycle;
        _time = time;
        _outbox = new Outbox(socket, time, _ended);
        _subscriptions = new WsSubscriptions(info, config, database, _outbox, _tasks, _ended.Token);
        _requests = new WsRequests(info, connection, config, database, lifecycle, _subscriptions, _outbox, _tasks, time, logger, _ended.Token);
        info.User = identity?.Name;
    }

    /// <summary>Serves until the client goes, misbehaves, or the server stops.</summary>
    /// <param name="drain">How long requests that run get when the server stops.</param>
    /// <param name="aborted">Cancelled when the connection is lost.</param>
    /// <returns>Why it ended.</returns>
    public async Task<string> RunAsync(TimeSpan drain, CancellationToken aborted)
    {
        // Each message begins a trace of its own; the connection's span is linked, not their parent.
        Activity.Current = null;
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(aborted, _ended.Token);
        var sending = _outbox.SendAsync(lost.Token);
        var (status, reason) = await ReceiveAsync(lost.Token);
        if (_lifecycle.Stopping.IsCancellationRequested)
            await DrainAsync(drain);

        await EndAsync();
        await sending;
        await CloseAsync(status, reason);
        return reason;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await _ended.CancelAsync();
        _ended.Dispose();
    }

    private async Task<(WebSocketCloseStatus Status, string Reason)> ReceiveAsync(CancellationToken lost)
    {
        var reader = new MessageReader(_socket, _config.MaxMessageBytes);
        using var unauthenticated = new CancellationTokenSource(_config.AuthenticationTimeout, _time);
        while (true)
        {
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(
                lost, _lifecycle.Stopping, _identity is null ? unauthenticated.Token : CancellationToken.None);
            try
            {
                // Receiving is not cancelled, which would abort the connection: its end comes with CloseAsync.
                var receive = reader.ReadAsync(lost);
                await Task.WhenAny(receive, Task.Delay(Timeout.InfiniteTimeSpan, _time, wait.Token));
                if (!receive.IsCompleted)
                {
                    Forget(receive);
                    if (_lifecycle.Stopping.IsCancellationRequested)
                        return (WebSocketCloseStatus.EndpointUnavailable, "the server stops");
                    return (WebSocketCloseStatus.PolicyViolation, "no token came in time");
                }

                var (message, end, reason) = await receive;
                if (end is { } status)
                    return (status, reason!);
                if (await BeginAsync(message) is { } refusal)
                    return (WebSocketCloseStatus.PolicyViolation, refusal);
            }
            catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ChannelClosedException)
            {
                return (WebSocketCloseStatus.Empty, "the connection was lost");
            }
        }
    }

    /// <summary>Starts what a message asks for.</summary>
    /// <returns>Why the connection has to end; null where it goes on.</returns>
    private async Task<string?> BeginAsync(ReadOnlyMemory<byte> json)
    {
        JsonDocument document;
        try
        {
            document = StatementMessage.Parse(json.ToArray());
        }
        catch (DatabaseException wrong)
        {
            await _outbox.AddAsync(null, "error", body => Answers.WriteError(body, wrong));
            return null;
        }

        string? id = null;
        try
        {
            id = MessageId.Read(document.RootElement);
            var type = StatementMessage.Text(document.RootElement, "type")
                ?? throw new DatabaseException(ErrorCode.BadRequest, "The field \"type\" is missing: auth, query, command, subscribe, unsubscribe or cancel.");
            if (type == "auth")
                return await AuthenticateAsync(id, document);
            if (_identity is null)
                throw new DatabaseException(ErrorCode.Unauthenticated, "The first message must be {\"type\":\"auth\",\"token\":\"...\"}.");
            if (type == "cancel")
            {
                await CancelAsync(id, document);
                return null;
            }

            if (id is null)
                throw new DatabaseException(ErrorCode.BadRequest, "The field \"id\" is missing: the answer carries it.");
            _requests.Start(id, type, document, _identity);
            return null;
        }
        catch (DatabaseException wrong)
        {
            document.Dispose();
            _database.Statistics.Error(wrong.Code);
            await _outbox.AddAsync(id, "error", body => Answers.WriteError(body, wrong));
            return null;
        }
    }

    private async Task<string?> AuthenticateAsync(string? id, JsonDocument document)
    {
        using (document)
        using (var span = MessageSpan.Start(_info, _connection, id, "auth", document.RootElement))
        {
            try
            {
                using var step = Steps.Start("auth::authenticate");
                try
                {
                    _identity = _authenticator.Authenticate(StatementMessage.Text(document.RootElement, "token"));
                    _info.User = _identity.Name;
                    step?.SetTag(Attributes.UserName, _identity.Name).SetTag("reifydb.auth.method", "token");
                }
                catch (DatabaseException refused)
                {
                    step.Fail(refused);
                    throw;
                }

                await _outbox.AddAsync(id, "authenticated", body =>
                {
                    body.WriteString("user", _identity.Name);
                    body.WriteString("access", Authenticator.Text(_identity.Access));
                });
                return null;
            }
            catch (DatabaseException refused)
            {
                span?.SetTag(Attributes.ErrorType, refused.Code.ToText());
                _database.Statistics.Error(refused.Code);
                await _outbox.AddAsync(id, "error", body => Answers.WriteError(body, refused));
                return "the token is not known";
            }
        }
    }

    private async Task CancelAsync(string? id, JsonDocument document)
    {
        using (document)
        {
            var found = MessageId.Read(document.RootElement, "request") is { } target && await _requests.CancelAsync(target);
            await _outbox.AddAsync(id, "cancelled", body => body.WriteBoolean("found", found));
        }
    }

    private async Task DrainAsync(TimeSpan drain)
    {
        _subscriptions.End("the server stops");
        await Task.WhenAny(_tasks.All, Task.Delay(drain, _time, _ended.Token));
    }

    private async Task EndAsync()
    {
        // What is answered already is still sent; what runs is cancelled.
        await _requests.CancelAllAsync();
        _subscriptions.Drop();
        using (var patience = new CancellationTokenSource(CloseTimeout, _time))
            await _tasks.All.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _outbox.Complete();
    }

    private async Task CloseAsync(WebSocketCloseStatus status, string reason)
    {
        if (_socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived) || status == WebSocketCloseStatus.Empty)
            return;

        try
        {
            using var patience = new CancellationTokenSource(CloseTimeout, _time);
            await _socket.CloseOutputAsync(status, reason, patience.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            _socket.Abort();
        }
    }

    /// <summary>A receive that nobody waits for any more: it ends with the connection, whatever its outcome.</summary>
    private static void Forget(Task receive) =>
        _ = receive.ContinueWith(static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
