using Vivace.Core;

namespace Vivace.Query.Scheduling;

/// <summary>Lets a bounded number of pieces of work run at the same time. Who waits is let in by turns: tenants in turn, and a tenant's
/// queries in turn, so that neither a tenant with many queries nor a query with many row groups keeps the others out.</summary>
/// <remarks>Thread safe. Entering without waiting takes one lock and allocates nothing.</remarks>
internal sealed class FairGate
{
    private readonly Lock _lock = new(); // guards the fields below
    private readonly Turns<TenantId, Turns<object, LinkedList<Waiter>>> _waiting = new();
    private int _free;
    private int _waiterCount;

    /// <summary>Creates a gate.</summary>
    /// <param name="capacity">How many may be inside; at least one.</param>
    public FairGate(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Capacity = capacity;
        _free = capacity;
    }

    /// <summary>How many may be inside.</summary>
    public int Capacity { get; }

    /// <summary>How many wait.</summary>
    public int WaiterCount
    {
        get
        {
            lock (_lock)
                return _waiterCount;
        }
    }

    /// <summary>Waits for a place. Whoever was let in calls <see cref="Leave"/> once.</summary>
    /// <param name="tenant">Whose work it is.</param>
    /// <param name="query">The query it belongs to: any object that no other query has.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask EnterAsync(TenantId tenant, object query, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled(cancellationToken);
        Waiter waiter;
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return ValueTask.CompletedTask;
            }

            var queries = _waiting.GetOrAdd(tenant, static () => new Turns<object, LinkedList<Waiter>>());
            var line = queries.GetOrAdd(query, static () => new LinkedList<Waiter>());
            waiter = new Waiter(this, tenant, query);
            waiter.Node = line.AddLast(waiter);
            _waiterCount++;
        }

        waiter.CancelWith(cancellationToken);
        return new ValueTask(waiter.Task);
    }

    /// <summary>Makes room for the next in turn.</summary>
    public void Leave()
    {
        Waiter? next;
        lock (_lock)
        {
            next = TakeNext();
            if (next is null)
                _free++;
        }

        next?.LetIn();
    }

    private Waiter? TakeNext()
    {
        if (_waiterCount == 0)
            return null;
        var (tenant, queries) = _waiting.Next();
        var (query, line) = queries.Next();
        var waiter = line.First!.Value;
        line.RemoveFirst();
        Tidy(tenant, queries, query, line);
        _waiterCount--;
        waiter.Node = null;
        return waiter;
    }

    private void Tidy(TenantId tenant, Turns<object, LinkedList<Waiter>> queries, object query, LinkedList<Waiter> line)
    {
        if (line.Count == 0)
            queries.Remove(query);
        if (queries.Count == 0)
            _waiting.Remove(tenant);
    }

    private bool TryRemove(Waiter waiter)
    {
        lock (_lock)
        {
            if (waiter.Node is null)
                return false; // let in meanwhile
            var queries = _waiting.GetOrAdd(waiter.Tenant, static () => new Turns<object, LinkedList<Waiter>>());
            var line = queries.GetOrAdd(waiter.Query, static () => new LinkedList<Waiter>());
            line.Remove(waiter.Node);
            waiter.Node = null;
            Tidy(waiter.Tenant, queries, waiter.Query, line);
            _waiterCount--;
            return true;
        }
    }

    /// <summary>One that waits.</summary>
    private sealed class Waiter(FairGate gate, TenantId tenant, object query)
    {
        private readonly TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private CancellationTokenRegistration _cancellation;

        public TenantId Tenant { get; } = tenant;

        public object Query { get; } = query;

        /// <summary>Its place in line; null once it was let in or has given up.</summary>
        public LinkedListNode<Waiter>? Node { get; set; }

        public Task Task => _source.Task;

        public void CancelWith(CancellationToken cancellationToken)
        {
            _cancellation = cancellationToken.UnsafeRegister(
                static (state, token) =>
                {
                    var waiter = (Waiter)state!;
                    if (waiter._gate.TryRemove(waiter))
                        waiter._source.TrySetCanceled(token);
                },
                this);
            if (Task.IsCompleted)
                _cancellation.Dispose();
        }

        public void LetIn()
        {
            _source.TrySetResult();
            _cancellation.Dispose();
        }

        private readonly FairGate _gate = gate;
    }

    /// <summary>Entries that take turns: the next is the one after the last.</summary>
    private sealed class Turns<TKey, TValue>
        where TKey : notnull
    {
        private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _byKey = [];
        private readonly LinkedList<(TKey Key, TValue Value)> _order = new();

        public int Count => _byKey.Count;

        public TValue GetOrAdd(TKey key, Func<TValue> create)
        {
            if (!_byKey.TryGetValue(key, out var node))
                _byKey.Add(key, node = _order.AddLast((key, create())));
            return node.Value.Value;
        }

        /// <summary>The entry whose turn it is; it goes to the end.</summary>
        public (TKey Key, TValue Value) Next()
        {
            var node = _order.First!;
            _order.RemoveFirst();
            _order.AddLast(node);
            return node.Value;
        }

        public void Remove(TKey key)
        {
            if (_byKey.Remove(key, out var node))
                _order.Remove(node);
        }
    }
}
