using System.Globalization;
using Vivace.Core;

namespace Vivace.Storage.Log;

/// <summary>What waits for the writer, in order, with the limit on it.</summary>
internal sealed class LogQueue(long maxPendingBytes)
{
    // Enough for any sensible number of concurrent senders; beyond it objects are left to the garbage collector.
    private const int MaxPooled = 4096;

    // Guards everything below and the links of all items; never held over I/O or a continuation.
    private readonly object _gate = new();
    private readonly Stack<PendingAppend> _pool = new();
    private QueueItem? _first;
    private QueueItem? _last;
    private long _pendingBytes;
    private LogWork _wanted;
    private bool _shuttingDown;
    private bool _closed;

    /// <summary>Puts an append into the queue.</summary>
    /// <param name="tenant">Whose bytes.</param>
    /// <param name="payload">The bytes; untouched when refused.</param>
    /// <param name="startTimestamp">When the append began.</param>
    /// <param name="refusal">Why it is not taken; null when it is.</param>
    /// <returns>The append; null when refused.</returns>
    public PendingAppend? TryEnqueue(
        TenantId tenant, ReadOnlyMemory<byte> payload, long startTimestamp, out LogAppendResult refusal)
    {
        refusal = default;
        lock (_gate)
        {
            if (_shuttingDown)
            {
                refusal = LogAppendResult.Overloaded("shutting down; retry later");
                return null;
            }

            if (_pendingBytes > 0 && _pendingBytes + payload.Length > maxPendingBytes)
            {
                refusal = TooMuchWaiting();
                return null;
            }

            var append = _pool.TryPop(out var pooled) ? pooled : new PendingAppend(this);
            append.Begin(tenant, payload, startTimestamp);
            _pendingBytes += payload.Length;
            Enqueue(append);
            return append;
        }
    }

    /// <summary>Puts an action behind everything in the queue.</summary>
    /// <exception cref="ObjectDisposedException">The log is closed.</exception>
    public void Post(Action action)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(WriteAheadLog));
            Enqueue(new PostedAction(action));
        }
    }

    /// <summary>Takes an append out again.</summary>
    /// <returns>False when the writer has it already.</returns>
    public bool TryRemove(PendingAppend append)
    {
        lock (_gate)
        {
            if (!append.IsQueued)
                return false;
            Unlink(append);
            _pendingBytes -= append.Payload.Length;
            return true;
        }
    }

    /// <summary>Says that bytes taken from the queue are done with.</summary>
    public void Release(long payloadBytes)
    {
        lock (_gate)
            _pendingBytes -= payloadBytes;
    }

    /// <summary>Keeps an append for another use.</summary>
    public void Return(PendingAppend append)
    {
        lock (_gate)
        {
            if (_pool.Count < MaxPooled)
                _pool.Push(append);
        }
    }

    /// <summary>Asks the writer to do something else than write.</summary>
    public void Want(LogWork work)
    {
        lock (_gate)
        {
            _wanted |= work;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Refuses appends from now on.</summary>
    public void BeginShutdown()
    {
        lock (_gate)
            _shuttingDown = true;
    }

    /// <summary>Refuses everything from now on; <see cref="Take"/> says so once the queue is empty.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _shuttingDown = true;
            _closed = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits until there is something to do, and takes as much of it as one group holds.</summary>
    /// <param name="group">An empty group, filled in order.</param>
    /// <param name="work">What else was asked for.</param>
    /// <returns>False when the queue is closed and empty.</returns>
    public bool Take(LogGroup group, out LogWork work)
    {
        lock (_gate)
        {
            while (_first is null && _wanted == LogWork.None && !_closed)
                Monitor.Wait(_gate);

            work = _wanted;
            _wanted = LogWork.None;
            while (_first is { } item && group.TryAdd(item))
                Unlink(item);
            return !(_closed && _first is null && group.IsEmpty && work == LogWork.None);
        }
    }

    private void Enqueue(QueueItem item)
    {
        item.IsQueued = true;
        item.Previous = _last;
        if (_last is null)
            _first = item;
        else
            _last.Next = item;
        _last = item;
        Monitor.Pulse(_gate);
    }

    private void Unlink(QueueItem item)
    {
        if (item.Previous is null)
            _first = item.Next;
        else
            item.Previous.Next = item.Next;
        if (item.Next is null)
            _last = item.Previous;
        else
            item.Next.Previous = item.Previous;
        item.Previous = null;
        item.Next = null;
        item.IsQueued = false;
    }

    private LogAppendResult TooMuchWaiting() => LogAppendResult.Overloaded(string.Create(
        CultureInfo.InvariantCulture,
        $"{_pendingBytes:N0} bytes wait for the write-ahead log, at most {maxPendingBytes:N0} may; retry later"));
}
