namespace ReifyDb.WebSockets;

/// <summary>A WebSocket connection, as the admin port shows it.</summary>
internal sealed class SessionInfo
{
    private long _requests;
    private int _running;
    private int _subscriptions;

    public required string Id { get; init; }

    public required string Client { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>The name of its token; null until it has shown one.</summary>
    public string? User { get; set; }

    public long Requests => Interlocked.Read(ref _requests);

    public int Running => Volatile.Read(ref _running);

    public int Subscriptions => Volatile.Read(ref _subscriptions);

    public void RequestBegan()
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Increment(ref _running);
    }

    public void RequestEnded() => Interlocked.Decrement(ref _running);

    public void SubscriptionBegan() => Interlocked.Increment(ref _subscriptions);

    public void SubscriptionEnded() => Interlocked.Decrement(ref _subscriptions);
}
