namespace ReifyDb;

/// <summary>Materialized views that follow their tables.</summary>
public sealed class FlowConfig
{
    /// <summary>How many views there may be; default 100.</summary>
    public int MaxViews { get; private set; } = 100;

    /// <summary>How many subscriptions there may be, of all clients; default 1,000.</summary>
    public int MaxSubscriptions { get; private set; } = 1000;

    /// <summary>How many changes may wait for one subscriber before it is dropped; default 256.</summary>
    public int MaxPendingChanges { get; private set; } = 256;

    /// <summary>Sets <see cref="MaxViews"/>.</summary>
    /// <param name="views">1 to 10,000.</param>
    /// <returns>This configuration.</returns>
    public FlowConfig WithMaxViews(int views)
    {
        MaxViews = ConfigCheck.Range(views, 1, 10_000, "the number of views", nameof(views));
        return this;
    }

    /// <summary>Sets <see cref="MaxSubscriptions"/>.</summary>
    /// <param name="subscriptions">1 to 1,000,000.</param>
    /// <returns>This configuration.</returns>
    public FlowConfig WithMaxSubscriptions(int subscriptions)
    {
        MaxSubscriptions = ConfigCheck.Range(subscriptions, 1, 1_000_000, "the number of subscriptions", nameof(subscriptions));
        return this;
    }

    /// <summary>Sets <see cref="MaxPendingChanges"/>.</summary>
    /// <param name="changes">1 to 100,000.</param>
    /// <returns>This configuration.</returns>
    public FlowConfig WithMaxPendingChanges(int changes)
    {
        MaxPendingChanges = ConfigCheck.Range(changes, 1, 100_000, "the number of waiting changes", nameof(changes));
        return this;
    }
}
