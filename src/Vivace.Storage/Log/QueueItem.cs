namespace Vivace.Storage.Log;

/// <summary>Something waiting for the writer; a link of <see cref="LogQueue"/>, guarded by its lock.</summary>
internal abstract class QueueItem
{
    internal QueueItem? Previous { get; set; }

    internal QueueItem? Next { get; set; }

    /// <summary>True while the item waits in the queue.</summary>
    internal bool IsQueued { get; set; }
}
