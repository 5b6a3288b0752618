using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using ReifyDb.Engine;
using ReifyDb.Protocol;
using ReifyDb.Subscriptions;
using ReifyDb.Tracing;

namespace ReifyDb.WebSockets;

/// <summary>The views that a connection follows; their changes are pushed to it, in the order of commits.</summary>
internal sealed class WsSubscriptions
{
    private readonly SessionInfo _info;
    private readonly WsConfig _config;
    private readonly Database _database;
    private readonly Outbox _outbox;
    private readonly TaskSet _tasks;
    private readonly CancellationToken _end;
    private readonly ConcurrentDictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal);

    /// <summary>Begins with none.</summary>
    /// <param name="info">The connection.</param>
    /// <param name="config">Has the limit.</param>
    /// <param name="database">What is followed.</param>
    /// <param name="outbox">Where changes go.</param>
    /// <param name="tasks">Gets the tasks that push.</param>
    /// <param name="end">The connection's end.</param>
    public WsSubscriptions(SessionInfo info, WsConfig config, Database database, Outbox outbox, TaskSet tasks, CancellationToken end)
    {
        _info = info;
        _config = config;
        _database = database;
        _outbox = outbox;
        _tasks = tasks;
        _end = end;
    }

    /// <summary>Answers with the rows of a view, and pushes its changes from then on.</summary>
    /// <exception cref="DatabaseException">There is no such view, or there are too many subscriptions.</exception>
    public async Task SubscribeAsync(string id, JsonElement message, CancellationToken cancellationToken)
    {
        var view = StatementMessage.Text(message, "view") ?? throw new DatabaseException(ErrorCode.BadRequest, "The field \"view\" is missing.");
        if (_subscriptions.Count >= _config.MaxSubscriptionsPerConnection)
            throw new DatabaseException(
                ErrorCode.TooMany, string.Create(CultureInfo.InvariantCulture, $"This connection has {_subscriptions.Count} subscriptions, as many as WithMaxSubscriptionsPerConnection allows."));

        var (subscription, rows) = await _database.SubscribeAsync(view, cancellationToken);
        _subscriptions[subscription.Id] = subscription;
        await _outbox.RespondAsync(id, "subscribed", body =>
        {
            body.WriteString("subscription", subscription.Id);
            body.WriteString("view", subscription.View);
            body.WriteNumber("version", subscription.Version);
            Answers.WriteRows(body, rows);
        });

        // After the answer: the first change must not overtake it.
        Activity.Current = null;
        _tasks.Add(PushAsync(subscription));
    }

    /// <summary>Ends a subscription on its client's wish.</summary>
    /// <exception cref="DatabaseException">The connection does not have it.</exception>
    public async Task UnsubscribeAsync(string id, JsonElement message)
    {
        var name = StatementMessage.Text(message, "subscription") ?? throw new DatabaseException(ErrorCode.BadRequest, "The field \"subscription\" is missing.");
        if (!_subscriptions.TryRemove(name, out var subscription))
            throw new DatabaseException(ErrorCode.NotFound, $"This connection has no subscription {Errors.Quoted(name)}.");
        _database.Hub.Unsubscribe(subscription);
        await _outbox.RespondAsync(id, "unsubscribed", body => body.WriteString("subscription", name));
    }

    /// <summary>Ends all; clients are told why.</summary>
    public void End(string reason)
    {
        foreach (var subscription in _subscriptions.Values)
            subscription.End(reason);
    }

    /// <summary>Ends all, without a word: nobody is there any more.</summary>
    public void Drop()
    {
        foreach (var subscription in _subscriptions.Values)
            _database.Hub.Unsubscribe(subscription);
    }

    private async Task PushAsync(Subscription subscription)
    {
        _info.SubscriptionBegan();
        try
        {
            await foreach (var change in subscription.Changes.ReadAllAsync(_end))
                await PushAsync(subscription, change);

            if (subscription.EndReason is { } reason)
            {
                await _outbox.AddAsync(null, "ended", body =>
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

    private async Task PushAsync(Subscription subscription, CommittedChange change)
    {
        ActivityLink[] links = change.Commit == default ? [] : [new ActivityLink(change.Commit)];
        using var span = Steps.StartRoot("subscription::push", ActivityKind.Producer, parent: default, links);
        span?.SetTag(Attributes.View, subscription.View)
            .SetTag(Attributes.Subscription, subscription.Id)
            .SetTag(Attributes.SessionId, _info.Id)
            .SetTag(Attributes.CommitVersion, change.Version)
            .SetTag(Attributes.InsertedRows, change.Change.Inserted.Count)
            .SetTag(Attributes.DeletedRows, change.Change.Deleted.Count);
        await _outbox.AddAsync(null, "change", body => Answers.WriteChange(body, subscription, change));
        _database.Statistics.Push();
    }
}
