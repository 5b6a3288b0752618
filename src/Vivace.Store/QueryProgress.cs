namespace Vivace.Store;

/// <summary>Carries results of a query that still runs from the store to whoever asked. The asker says when it wants one; until
/// then it costs the store a look at a flag after each piece of work.</summary>
/// <remarks>Thread safe. A store that has no results to show before the end leaves it alone.</remarks>
/// <typeparam name="T">The result of the query.</typeparam>
public sealed class QueryProgress<T>
    where T : class
{
    private readonly Lock _lock = new(); // guards the two fields below
    private T? _latest;
    private TaskCompletionSource? _next;
    private int _isWanted;

    /// <summary>The result reported last; null before the first. What it lacks may still be found.</summary>
    public T? Latest
    {
        get
        {
            lock (_lock)
                return _latest;
        }
    }

    /// <summary>For the asker: wants the result so far.</summary>
    /// <returns>Ends when it is there; never, when the query ends before.</returns>
    public Task NextAsync()
    {
        lock (_lock)
        {
            _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _isWanted, 1);
            return _next.Task;
        }
    }

    /// <summary>For the store: true when the result so far is wanted. Only one caller hears so; it reports.</summary>
    public bool TryBeginReport() => Volatile.Read(ref _isWanted) != 0 && Interlocked.Exchange(ref _isWanted, 0) != 0;

    /// <summary>For the store: gives the result so far. Its caller may go on to change what the result was made of, but not the result.</summary>
    public void Report(T soFar)
    {
        TaskCompletionSource? next;
        lock (_lock)
        {
            _latest = soFar;
            next = _next;
            _next = null;
        }

        next?.SetResult();
    }
}
