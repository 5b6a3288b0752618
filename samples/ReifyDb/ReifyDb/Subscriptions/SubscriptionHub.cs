using System.Diagnostics;
using System.Globalization;
using ReifyDb.Engine;
using ReifyDb.Flow;

namespace ReifyDb.Subscriptions;

/// <summary>Passes changes of views to those who subscribe to them. Nobody's slowness holds a commit: who does not keep up is dropped.</summary>
internal sealed class SubscriptionHub : IDisposable
{
    private readonly FlowConfig _config;
    private readonly Lock _guard = new(); // guards _subscriptions
    private readonly Dictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal);
    private long _ids;

    public SubscriptionHub(FlowConfig config) => _config = config;

    public int Count
    {
        get
        {
            lock (_guard)
                return _subscriptions.Count;
        }
    }

    /// <summary>Begins one.</summary>
    /// <exception cref="DatabaseException">There are too many.</exception>
    public Subscription Subscribe(string view, long version)
    {
        lock (_guard)
        {
            if (_subscriptions.Count >= _config.MaxSubscriptions)
                throw new DatabaseException(
                    ErrorCode.TooMany, string.Create(CultureInfo.InvariantCulture, $"There are {_subscriptions.Count} subscriptions, as many as WithMaxSubscriptions allows."));

            var subscription = new Subscription(string.Create(CultureInfo.InvariantCulture, $"s{++_ids}"), view, version, _config.MaxPendingChanges);
            _subscriptions.Add(subscription.Id, subscription);
            return subscription;
        }
    }

    /// <summary>Ends one on its client's wish.</summary>
    public void Unsubscribe(Subscription subscription) => End(subscription, reason: null);

    /// <summary>Ends all of a view that is dropped.</summary>
    public void EndView(string view)
    {
        foreach (var subscription in Of(view))
            End(subscription, "the view was dropped");
    }

    /// <summary>Passes on what a commit has changed.</summary>
    public void Publish(IReadOnlyList<ViewChange> changes, long version, ActivityContext commit)
    {
        foreach (var change in changes)
        {
            foreach (var subscription in Of(change.View))
            {
                if (change.IsTooLarge)
                    End(subscription, "a commit changed more rows than WithMaxResultRows allows; subscribe again for the rows as they are");
                else if (!subscription.TryAdd(new CommittedChange(change, version, commit)))
                    End(subscription, "the client did not keep up; subscribe again for the rows as they are");
            }
        }
    }

    public void Dispose()
    {
        lock (_guard)
        {
            foreach (var subscription in _subscriptions.Values)
                subscription.End("the server stops");
            _subscriptions.Clear();
        }
    }

    private List<Subscription> Of(string view)
    {
        lock (_guard)
            return [.. _subscriptions.Values.Where(subscription => subscription.View.Equals(view, StringComparison.OrdinalIgnoreCase))];
    }

    private void End(Subscription subscription, string? reason)
    {
        lock (_guard)
            _subscriptions.Remove(subscription.Id);
        subscription.End(reason);
    }
}
