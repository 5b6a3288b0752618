namespace Vivace.Storage.Log;

/// <summary>What became of an append to the log.</summary>
public enum LogAppendStatus
{
    /// <summary>Written, on disk as the sync policy promises, and applied.</summary>
    Accepted,

    /// <summary>The disk is full or failing; the bytes are not in the log. May be retried.</summary>
    StorageUnavailable,

    /// <summary>Too much is waiting, or the process is shutting down; the bytes are not in the log. May be retried.</summary>
    Overloaded,
}
