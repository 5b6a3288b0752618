using System.Threading.Channels;

namespace ReifyDb.Subscriptions;

/// <summary>One client's interest in one view.</summary>
internal sealed class Subscription
{
    private readonly Channel<CommittedChange> _changes;

    public Subscription(string id, string view, long version, int mostPending)
    {
        Id = id;
        View = view;
        Version = version;
        _changes = Channel.CreateBounded<CommittedChange>(new BoundedChannelOptions(mostPending) { SingleReader = true });
    }

    public string Id { get; }

    public string View { get; }

    /// <summary>The commit that its first rows are of.</summary>
    public long Version { get; }

    /// <summary>Why no more changes come; null while they do, and where the client itself has ended it.</summary>
    public string? EndReason { get; private set; }

    /// <summary>Changes in the order of commits; ends when the subscription does.</summary>
    public ChannelReader<CommittedChange> Changes => _changes.Reader;

    /// <summary>Adds a change.</summary>
    /// <returns>False where too many wait.</returns>
    public bool TryAdd(CommittedChange change) => _changes.Writer.TryWrite(change);

    /// <summary>Ends it; what waits can still be read.</summary>
    public void End(string? reason)
    {
        EndReason ??= reason;
        _changes.Writer.TryComplete();
    }
}
