namespace Vivace.Storage.Log;

/// <summary>The answer to an append to the log.</summary>
/// <param name="Status">Accepted, or the kind of refusal.</param>
/// <param name="Sequence">The record's sequence number; zero when refused.</param>
/// <param name="Reason">Why it was refused, for the sender; null when accepted.</param>
public readonly record struct LogAppendResult(LogAppendStatus Status, ulong Sequence, string? Reason)
{
    /// <summary>True when the bytes are in the log and applied.</summary>
    public bool IsAccepted => Status == LogAppendStatus.Accepted;

    internal static LogAppendResult Accepted(ulong sequence) => new(LogAppendStatus.Accepted, sequence, null);

    internal static LogAppendResult Unavailable(string reason) => new(LogAppendStatus.StorageUnavailable, 0, reason);

    internal static LogAppendResult Overloaded(string reason) => new(LogAppendStatus.Overloaded, 0, reason);
}
