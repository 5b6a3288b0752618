namespace Vivace.Store;

/// <summary>What became of an append.</summary>
public enum AppendStatus
{
    /// <summary>Stored, durable by the sync policy in force.</summary>
    Accepted,

    /// <summary>The disk is full or the log cannot be written; nothing of the request was stored.</summary>
    StorageUnavailable,

    /// <summary>Too much is waiting, or the process is shutting down; nothing of the request was stored.</summary>
    Overloaded,
}

/// <summary>The answer to an append.</summary>
/// <param name="Status">Accepted, or the kind of refusal. Every refusal may be retried.</param>
/// <param name="Reason">Why it was refused, for the sender; null when accepted.</param>
public readonly record struct AppendOutcome(AppendStatus Status, string? Reason)
{
    /// <summary>The outcome of every successful append.</summary>
    public static AppendOutcome Accepted { get; } = new(AppendStatus.Accepted, null);
}
