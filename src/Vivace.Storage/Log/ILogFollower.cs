namespace Vivace.Storage.Log;

/// <summary>Takes every record once it is as durable as the sync policy promises.</summary>
internal interface ILogFollower
{
    /// <summary>Applies records; their senders are answered when it returns.</summary>
    /// <param name="group">At least one record, in sequence order; never a record twice.</param>
    /// <remarks>Always called on the log's apply thread, which also runs posted actions. It must not throw: the records are
    /// in the log, and a restart would present them again. If it does throw, the senders are told that storage is unavailable.</remarks>
    void Apply(ReadOnlySpan<LogEntry> group);
}
