using System.Collections.Concurrent;

namespace Vivace.Query.Search;

/// <summary>Workers of one query: as many as row groups are visited at the same time, each used by one thread at a time.</summary>
/// <param name="create">Makes one.</param>
internal sealed class WorkerPool<TWorker>(Func<TWorker> create)
{
    private readonly ConcurrentBag<TWorker> _workers = [];

    /// <summary>All that were made; complete between visits.</summary>
    public IReadOnlyCollection<TWorker> All => _workers;

    /// <summary>Lets a worker work. What it has counted before it fails stays.</summary>
    public void Use<TState>(TState state, Action<TWorker, TState> work)
    {
        if (!_workers.TryTake(out var worker))
            worker = create();
        try
        {
            work(worker, state);
        }
        finally
        {
            _workers.Add(worker);
        }
    }
}
