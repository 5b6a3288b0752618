using ReifyDb.Engine;
using ReifyDb.Subscriptions;
using ReifyDb.Tests.Support;
using Xunit;

namespace ReifyDb.Tests.Flow;

/// <summary>A subscriber that keeps its own copy of a view.</summary>
internal sealed class Follower
{
    private readonly Subscription _subscription;
    private readonly List<string> _rows;
    private long _version;

    public Follower(Subscription subscription, ResultSet rows)
    {
        _subscription = subscription;
        _rows = [.. rows.Rows.Select(TestDatabase.Text)];
        _version = subscription.Version;
    }

    /// <summary>The copy after every change so far.</summary>
    public IReadOnlyList<string> Rows()
    {
        while (_subscription.Changes.TryRead(out var change))
        {
            Assert.True(change.Version > _version, "commits come in their order");
            _version = change.Version;
            foreach (var row in change.Change.Deleted)
                Assert.True(_rows.Remove(TestDatabase.Text(row)), $"a row goes that was never there: {TestDatabase.Text(row)}");
            _rows.AddRange(change.Change.Inserted.Select(TestDatabase.Text));
        }

        return _rows;
    }
}
