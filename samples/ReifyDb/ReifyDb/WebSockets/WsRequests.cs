using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using ReifyDb.Auth;
using ReifyDb.Engine;
using ReifyDb.Protocol;
using ReifyDb.Tracing;

namespace ReifyDb.WebSockets;

/// <summary>The requests of a connection: they run side by side and are answered as they end.</summary>
internal sealed class WsRequests
{
    private readonly SessionInfo _info;
    private readonly ActivityContext _connection;
    private readonly WsConfig _config;
    private readonly Database _database;
    private readonly Lifecycle _lifecycle;
    private readonly WsSubscriptions _subscriptions;
    private readonly Outbox _outbox;
    private readonly TaskSet _tasks;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationToken _end;
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _running = new(StringComparer.Ordinal);

    /// <summary>Begins with none.</summary>
    /// <param name="info">The connection.</param>
    /// <param name="connection">Its span; default where it is not traced.</param>
    /// <param name="config">Has the limit.</param>
    /// <param name="database">What is asked.</param>
    /// <param name="lifecycle">Says when the server stops.</param>
    /// <param name="subscriptions">The connection's.</param>
    /// <param name="outbox">Where answers go.</param>
    /// <param name="tasks">Gets the tasks that run.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Gets defects.</param>
    /// <param name="end">The connection's end.</param>
    public WsRequests(
        SessionInfo info, ActivityContext connection, WsConfig config, Database database, Lifecycle lifecycle, WsSubscriptions subscriptions,
        Outbox outbox, TaskSet tasks, TimeProvider time, ILogger logger, CancellationToken end)
    {
        _info = info;
        _connection = connection;
        _config = config;
        _database = database;
        _lifecycle = lifecycle;
        _subscriptions = subscriptions;
        _outbox = outbox;
        _tasks = tasks;
        _time = time;
        _logger = logger;
        _end = end;
    }

    /// <summary>Starts one.</summary>
    /// <param name="id">Its id; no other with it may run.</param>
    /// <param name="type">What it asks for.</param>
    /// <param name="document">The message; owned from here on, unless this throws.</param>
    /// <param name="identity">Who asks.</param>
    /// <exception cref="DatabaseException">Too many run, or one with this id.</exception>
    public void Start(string id, string type, JsonDocument document, Identity identity)
    {
        if (_running.Count >= _config.MaxRequestsPerConnection)
            throw new DatabaseException(
                ErrorCode.TooMany, string.Create(CultureInfo.InvariantCulture, $"{_running.Count} requests of this connection run, as many as WithMaxRequestsPerConnection allows; wait for answers."));

        var cancel = CancellationTokenSource.CreateLinkedTokenSource(_end);
        if (!_running.TryAdd(id, cancel))
        {
            cancel.Dispose();
            throw new DatabaseException(ErrorCode.BadRequest, $"A request with the id {Errors.Quoted(id)} runs already.");
        }

        _info.RequestBegan();
        _tasks.Add(Task.Run(() => ServeAsync(id, type, document, identity, cancel), CancellationToken.None));
    }

    /// <summary>Cancels one.</summary>
    /// <returns>False where it does not run.</returns>
    public async Task<bool> CancelAsync(string id) => _running.TryGetValue(id, out var running) && await CancelAsync(running);

    /// <summary>Cancels all.</summary>
    public async Task CancelAllAsync()
    {
        foreach (var running in _running.Values)
            _ = await CancelAsync(running);
    }

    private static async Task<bool> CancelAsync(CancellationTokenSource running)
    {
        try
        {
            await running.CancelAsync();
            return true;
        }
        catch (ObjectDisposedException)
        {
            return false; // it has just ended
        }
    }

    private async Task ServeAsync(string id, string type, JsonDocument document, Identity identity, CancellationTokenSource cancel)
    {
        try
        {
            var message = document.RootElement;
            using var span = MessageSpan.Start(_info, _connection, id, type, message);
            try
            {
                using (var step = Steps.Start("auth::authenticate"))
                {
                    step?.SetTag(Attributes.UserName, identity.Name).SetTag("reifydb.auth.method", "session");
                    step.Event(Attributes.CacheHitEvent, ("cache.name", "session"));
                }

                await DispatchAsync(id, type, message, identity, cancel.Token);
            }
            catch (DatabaseException refused)
            {
                span?.SetTag(Attributes.ErrorType, refused.Code.ToText());
                await _outbox.RespondAsync(id, "error", body => Answers.WriteError(body, refused));
            }
            catch (OperationCanceledException)
            {
                // The connection has gone; there is nobody to answer.
            }
            catch (Exception defect) when (defect is not ChannelClosedException)
            {
                ServerLog.RequestFailed(_logger, "ws " + type, defect);
                span.Fail(defect);
                await _outbox.RespondAsync(id, "error", static body => Answers.WriteError(body, new DatabaseException(ErrorCode.Internal, "The server has failed; its log says more.")));
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

    private async Task DispatchAsync(string id, string type, JsonElement message, Identity identity, CancellationToken cancellationToken)
    {
        _lifecycle.Demand();
        var started = _time.GetTimestamp();
        switch (type)
        {
            case "query":
                var rows = await _database.QueryAsync(ReadStatement(message, identity), cancellationToken);
                await _outbox.RespondAsync(id, "result", body => Answers.WriteQuery(body, rows, _time.GetElapsedTime(started)));
                break;
            case "command":
                Authenticator.Demand(identity, Access.Write);
                var result = await _database.CommandAsync(ReadStatement(message, identity), cancellationToken);
                await _outbox.RespondAsync(id, "result", body => Answers.WriteCommand(body, result, _time.GetElapsedTime(started)));
                break;
            case "subscribe":
                await _subscriptions.SubscribeAsync(id, message, cancellationToken);
                break;
            case "unsubscribe":
                await _subscriptions.UnsubscribeAsync(id, message);
                break;
            default:
                throw new DatabaseException(ErrorCode.BadRequest, $"The type \"{Errors.Quoted(type)}\" is not known: auth, query, command, subscribe, unsubscribe or cancel.");
        }
    }

    private static StatementRequest ReadStatement(JsonElement message, Identity identity)
    {
        var (sql, parameters) = StatementMessage.Read(message, "id", "type", "traceparent", "tracestate");
        return new StatementRequest(sql, parameters, identity);
    }
}
