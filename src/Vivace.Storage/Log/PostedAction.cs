namespace Vivace.Storage.Log;

/// <summary>An action that waits for its turn between two records.</summary>
internal sealed class PostedAction(Action action) : QueueItem
{
    /// <summary>What to do on the apply thread.</summary>
    public Action Action => action;
}
