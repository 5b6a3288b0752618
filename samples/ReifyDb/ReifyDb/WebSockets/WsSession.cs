using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using ReifyDb.Auth;
using ReifyDb.Engine;
using ReifyDb.Protocol;
using ReifyDb.Subscriptions;
using ReifyDb.Tracing;

namespace ReifyDb.WebSockets;

/// <summary>One WebSocket connection. Requests run side by side and are answered as they end; changes of subscribed views come in between.
/// One task sends, so that messages do not mix.</summary>
internal sealed class WsSession : IAsyncDisposable
{
    private const int MostWaitingMessages = 64;
    private const int MostIdCharacters = 128;
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(30);

    private readonly WebSocket _socket;
    private readonly SessionInfo _info;
    private readonly ActivityContext _connection;
    private readonly WsConfig _config;
    private readonly Database _database;
    private readonly Authenticator _authenticator;
    private readonly Lifecycle _lifecycle;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<ReadOnlyMemory<byte>> _outgoing = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(MostWaitingMessages) { SingleReader = true });

    private readonly ConcurrentDictionary<string, CancellationTokenSource> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, byte> _tasks = new();
    private readonly CancellationTokenSource _ended = new();
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
        _logger = logger;
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
        var sending = SendAsync(lost.Token);
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
            catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
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
            await AnswerAsync(null, "error", body => Answers.WriteError(body, wrong));
            return null;
        }

        string? id = null;
        try
        {
            id = ReadId(document.RootElement);
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
            Start(id, type, document);
            return null;
        }
        catch (DatabaseException wrong)
        {
            document.Dispose();
            _database.Statistics.Error(wrong.Code);
            await AnswerAsync(id, "error", body => Answers.WriteError(body, wrong));
            return null;
        }
    }

    private void Start(string id, string type, JsonDocument document)
    {
        if (_running.Count >= _config.MaxRequestsPerConnection)
            throw new DatabaseException(
                ErrorCode.TooMany, string.Create(CultureInfo.InvariantCulture, $"{_running.Count} requests of this connection run, as many as WithMaxRequestsPerConnection allows; wait for answers."));

        var cancel = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
        if (!_running.TryAdd(id, cancel))
        {
            cancel.Dispose();
            throw new DatabaseException(ErrorCode.BadRequest, $"A request with the id {Errors.Quoted(id)} runs already.");
        }

        _info.RequestBegan();
        Track(Task.Run(() => ServeAsync(id, type, document, cancel), CancellationToken.None));
    }

    private async Task ServeAsync(string id, string type, JsonDocument document, CancellationTokenSource cancel)
    {
        try
        {
            var message = document.RootElement;
            using var span = StartSpan(id, type, message);
            try
            {
                using (var step = Steps.Start("auth::authenticate"))
                {
                    step?.SetTag(Attributes.UserName, _identity!.Name).SetTag("reifydb.auth.method", "session");
                    step.Event(Attributes.CacheHitEvent, ("cache.name", "session"));
                }

                await DispatchAsync(id, type, message, cancel.Token);
            }
            catch (DatabaseException refused)
            {
                span?.SetTag(Attributes.ErrorType, refused.Code.ToText());
                await RespondAsync(id, "error", body => Answers.WriteError(body, refused));
            }
            catch (OperationCanceledException)
            {
                // The connection has gone; there is nobody to answer.
            }
            catch (Exception defect) when (defect is not ChannelClosedException)
            {
                ServerLog.RequestFailed(_logger, "ws " + type, defect);
                span.Fail(defect);
                await RespondAsync(id, "error", static body => Answers.WriteError(body, new DatabaseException(ErrorCode.Internal, "The server has failed; its log says more.")));
            }
        }
        catch (ChannelClosedException)
        {
            // As above, while answering.
        }
        finally
        {
            document.Dispose();
            _running.TryRemove(id, out _);
            cancel.Dispose();
            _info.RequestEnded();
        }
    }

    private async Task DispatchAsync(string id, string type, JsonElement message, CancellationToken cancellationToken)
    {
        _lifecycle.Demand();
        var started = _time.GetTimestamp();
        switch (type)
        {
            case "query":
                var rows = await _database.QueryAsync(ReadStatement(message), cancellationToken);
                await RespondAsync(id, "result", body => Answers.WriteQuery(body, rows, _time.GetElapsedTime(started)));
                break;
            case "command":
                Authenticator.Demand(_identity!, Access.Write);
                var result = await _database.CommandAsync(ReadStatement(message), cancellationToken);
                await RespondAsync(id, "result", body => Answers.WriteCommand(body, result, _time.GetElapsedTime(started)));
                break;
            case "subscribe":
                await SubscribeAsync(id, message, cancellationToken);
                break;
            case "unsubscribe":
                var name = StatementMessage.Text(message, "subscription") ?? throw new DatabaseException(ErrorCode.BadRequest, "The field \"subscription\" is missing.");
                if (!_subscriptions.TryRemove(name, out var subscription))
                    throw new DatabaseException(ErrorCode.NotFound, $"This connection has no subscription {Errors.Quoted(name)}.");
                _database.Hub.Unsubscribe(subscription);
                await RespondAsync(id, "unsubscribed", body => body.WriteString("subscription", name));
                break;
            default:
                throw new DatabaseException(ErrorCode.BadRequest, $"The type \"{Errors.Quoted(type)}\" is not known: auth, query, command, subscribe, unsubscribe or cancel.");
        }
    }

    private StatementRequest ReadStatement(JsonElement message)
    {
        var (sql, parameters) = StatementMessage.Read(message, "id", "type", "traceparent", "tracestate");
        return new StatementRequest(sql, parameters, _identity!);
    }

    private async Task SubscribeAsync(string id, JsonElement message, CancellationToken cancellationToken)
    {
        var view = StatementMessage.Text(message, "view") ?? throw new DatabaseException(ErrorCode.BadRequest, "The field \"view\" is missing.");
        if (_subscriptions.Count >= _config.MaxSubscriptionsPerConnection)
            throw new DatabaseException(
                ErrorCode.TooMany, string.Create(CultureInfo.InvariantCulture, $"This connection has {_subscriptions.Count} subscriptions, as many as WithMaxSubscriptionsPerConnection allows."));

        var (subscription, rows) = await _database.SubscribeAsync(view, cancellationToken);
        _subscriptions[subscription.Id] = subscription;
        await RespondAsync(id, "subscribed", body =>
        {
            body.WriteString("subscription", subscription.Id);
            body.WriteString("view", subscription.View);
            body.WriteNumber("version", subscription.Version);
            Answers.WriteRows(body, rows);
        });

        // After the answer: the first change must not overtake it.
        Activity.Current = null;
        Track(PushAsync(subscription));
    }

    private async Task PushAsync(Subscription subscription)
    {
        _info.SubscriptionBegan();
        try
        {
            await foreach (var change in subscription.Changes.ReadAllAsync(_ended.Token))
            {
                ActivityLink[] links = change.Commit == default ? [] : [new ActivityLink(change.Commit)];
                using var span = Steps.StartRoot("subscription::push", ActivityKind.Producer, parent: default, links);
                span?.SetTag(Attributes.View, subscription.View)
                    .SetTag(Attributes.Subscription, subscription.Id)
                    .SetTag(Attributes.SessionId, _info.Id)
                    .SetTag(Attributes.CommitVersion, change.Version)
                    .SetTag(Attributes.InsertedRows, change.Change.Inserted.Count)
                    .SetTag(Attributes.DeletedRows, change.Change.Deleted.Count);
                await AnswerAsync(null, "change", body => Answers.WriteChange(body, subscription, change));
                _database.Statistics.Push();
            }

            if (subscription.EndReason is { } reason)
            {
                await AnswerAsync(null, "ended", body =>
                {
                    body.WriteString("subscription", subscription.Id);
                    body.WriteString("reason", reason);
                });
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or ChannelClosedException)
        {
            // The connection has ended.
        }
        finally
        {
            _subscriptions.TryRemove(subscription.Id, out _);
            _database.Hub.Unsubscribe(subscription);
            _info.SubscriptionEnded();
        }
    }

    private async Task<string?> AuthenticateAsync(string? id, JsonDocument document)
    {
        using (document)
        using (var span = StartSpan(id, "auth", document.RootElement))
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

                await AnswerAsync(id, "authenticated", body =>
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
                await AnswerAsync(id, "error", body => Answers.WriteError(body, refused));
                return "the token is not known";
            }
        }
    }

    private async Task CancelAsync(string? id, JsonDocument document)
    {
        using (document)
        {
            var target = document.RootElement.TryGetProperty("request", out var request) ? ReadId(request, "request") : null;
            var found = target is not null && _running.TryGetValue(target, out var running) && TryCancel(running);
            await AnswerAsync(id, "cancelled", body => body.WriteBoolean("found", found));
        }

        static bool TryCancel(CancellationTokenSource running)
        {
            try
            {
                running.Cancel();
                return true;
            }
            catch (ObjectDisposedException)
            {
                return false; // it has just ended
            }
        }
    }

    /// <summary>The server span of a message: a child of the span that the message names, else a trace of its own.</summary>
    private Activity? StartSpan(string? id, string type, JsonElement message)
    {
        ActivityContext caller = default;
        if (message.TryGetProperty("traceparent", out var parent) && parent.ValueKind == JsonValueKind.String)
        {
            var state = message.TryGetProperty("tracestate", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
            _ = ActivityContext.TryParse(parent.GetString(), state, isRemote: true, out caller); // one that cannot be read is none, says W3C
        }

        // Types are few, whatever clients send.
        var known = type is "auth" or "query" or "command" or "subscribe" or "unsubscribe" ? type : "unknown";
        ActivityLink[] links = _connection == default ? [] : [new ActivityLink(_connection)];
        var span = Steps.StartRoot("ws::" + known, ActivityKind.Server, caller, links);
        span?.SetTag(Attributes.NetworkProtocolName, "websocket")
            .SetTag(Attributes.SessionId, _info.Id)
            .SetTag(Attributes.RequestId, id)
            .SetTag(Attributes.ClientAddress, _info.Client);
        return span;
    }

    private async Task RespondAsync(string id, string type, Action<Utf8JsonWriter> write)
    {
        using var step = Steps.Start("ws::respond");
        var bytes = await AnswerAsync(id, type, write);
        step?.SetTag("reifydb.response.bytes", bytes);
    }

    private async Task<int> AnswerAsync(string? id, string type, Action<Utf8JsonWriter> write)
    {
        var message = Answers.Build(json =>
        {
            if (id is not null)
            {
                json.WritePropertyName("id");
                json.WriteRawValue(id);
            }

            json.WriteString("type", type);
            write(json);
        });
        await _outgoing.Writer.WriteAsync(message.WrittenMemory, _ended.Token);
        return message.WrittenCount;
    }

    /// <summary>An id as it was written: a text or a number; null where there is none.</summary>
    private static string? ReadId(JsonElement message) => message.TryGetProperty("id", out var id) ? ReadId(id, "id") : null;

    private static string ReadId(JsonElement id, string field)
    {
        if (id.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
            throw new DatabaseException(ErrorCode.BadRequest, $"The field \"{field}\" must be a text or a number.");
        var raw = id.GetRawText();
        return raw.Length <= MostIdCharacters ? raw : throw new DatabaseException(ErrorCode.BadRequest, $"The field \"{field}\" is longer than {MostIdCharacters} characters.");
    }

    private async Task SendAsync(CancellationToken lost)
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync(lost))
            {
                // A client that does not read must not hold its requests' answers in memory for ever.
                using var limit = new CancellationTokenSource(SendTimeout, _time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, lost);
                await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, either.Token);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            _outgoing.Writer.TryComplete();
            await _ended.CancelAsync();
            _socket.Abort();
        }
    }

    private async Task DrainAsync(TimeSpan drain)
    {
        foreach (var subscription in _subscriptions.Values)
            subscription.End("the server stops");
        await Task.WhenAny(Task.WhenAll(_tasks.Keys), Task.Delay(drain, _time, _ended.Token));
    }

    private async Task EndAsync()
    {
        // What is answered already is still sent; what runs is cancelled.
        foreach (var running in _running.Values)
        {
            try
            {
                await running.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // It has just ended.
            }
        }

        foreach (var subscription in _subscriptions.Values)
            _database.Hub.Unsubscribe(subscription);
        using (var patience = new CancellationTokenSource(CloseTimeout, _time))
            await Task.WhenAll(_tasks.Keys).WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _outgoing.Writer.TryComplete();
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

    private void Track(Task task)
    {
        _tasks[task] = 0;
        _ = task.ContinueWith(done => _tasks.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>A receive that nobody waits for any more: it ends with the connection, whatever its outcome.</summary>
    private static void Forget(Task receive) =>
        _ = receive.ContinueWith(static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
