using System.Collections.Concurrent;

namespace ReifyDb.WebSockets;

/// <summary>What runs for a connection, so that its end can wait for it.</summary>
internal sealed class TaskSet
{
    private readonly ConcurrentDictionary<Task, byte> _tasks = new();

    /// <summary>Completes when all that runs now has ended, well or not.</summary>
    public Task All => Task.WhenAll(_tasks.Keys);

    public void Add(Task task)
    {
        _tasks[task] = 0;
        _ = task.ContinueWith(done => _tasks.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
