namespace Vivace.Storage.Log;

/// <summary>A sync of the log failed: nothing more may be acknowledged.</summary>
internal sealed class LogSyncException(string path, Exception cause)
    : IOException($"Syncing '{path}' to disk failed: {cause.Message}", cause);
