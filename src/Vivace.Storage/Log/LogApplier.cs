using Microsoft.Extensions.Logging;

namespace Vivace.Storage.Log;

/// <summary>The apply thread: hands durable groups to the follower, answers their senders, runs posted actions in between.</summary>
internal sealed class LogApplier : IDisposable
{
    // One being applied, one being written, and some slack so that neither side waits for a hiccup of the other.
    private const int GroupCount = 4;

    private readonly ILogFollower _follower;
    private readonly LogQueue _queue;
    private readonly LogMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    // Guards the three fields below; never held while applying.
    private readonly object _gate = new();
    private readonly Stack<LogGroup> _free = new();
    private readonly Queue<LogGroup> _ready = new();
    private bool _closed;

    private ulong _lastAppliedSequence;

    /// <summary>Creates the thread's state; <see cref="Run"/> is the thread.</summary>
    public LogApplier(
        ILogFollower follower,
        LogQueue queue,
        long maxGroupBytes,
        ulong lastAppliedSequence,
        LogMetrics metrics,
        TimeProvider time,
        ILogger logger)
    {
        _follower = follower;
        _queue = queue;
        _lastAppliedSequence = lastAppliedSequence;
        _metrics = metrics;
        _time = time;
        _logger = logger;
        for (var i = 0; i < GroupCount; i++)
            _free.Push(new LogGroup(maxGroupBytes));
    }

    /// <summary>The number of the last record the follower has applied.</summary>
    public ulong LastAppliedSequence => Volatile.Read(ref _lastAppliedSequence);

    /// <summary>Waits for an empty group.</summary>
    public LogGroup Rent()
    {
        lock (_gate)
        {
            while (_free.Count == 0)
                Monitor.Wait(_gate);
            return _free.Pop();
        }
    }

    /// <summary>Gives a group back unused.</summary>
    public void Return(LogGroup group)
    {
        group.Clear();
        lock (_gate)
        {
            _free.Push(group);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Passes a durable group on; groups are applied in the order of these calls.</summary>
    public void Enqueue(LogGroup group)
    {
        lock (_gate)
        {
            _ready.Enqueue(group);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Says that no more groups come.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The thread: returns when no more groups come and all are applied.</summary>
    public void Run()
    {
        while (Next() is { } group)
        {
            var from = 0;
            foreach (var (position, action) in group.Actions)
            {
                Apply(group, from, position);
                from = position;
                RunAction(action);
            }

            Apply(group, from, group.Count);
            Return(group);
        }
    }

    private LogGroup? Next()
    {
        lock (_gate)
        {
            while (_ready.Count == 0 && !_closed)
                Monitor.Wait(_gate);
            return _ready.TryDequeue(out var group) ? group : null;
        }
    }

    private void Apply(LogGroup group, int from, int to)
    {
        if (from == to)
            return;

        var entries = group.Entries[from..to];
        string? problem = null;
        try
        {
            _follower.Apply(entries);
        }
        catch (Exception exception)
        {
            StorageLog.LogApplyFailed(_logger, entries[0].Sequence, entries[^1].Sequence, exception);
            problem = "the spans were logged but could not be made available; retry later";
        }

        Volatile.Write(ref _lastAppliedSequence, entries[^1].Sequence);
        Answer(group, from, to, problem);
    }

    private void Answer(LogGroup group, int from, int to, string? problem)
    {
        var bytes = 0L;
        foreach (ref readonly var entry in group.Entries[from..to])
            bytes += entry.Payload.Length;
        _queue.Release(bytes);

        var appends = group.Appends;
        for (var i = from; i < to; i++)
        {
            if (problem is null)
                _metrics.Appended(_time.GetElapsedTime(appends[i].StartTimestamp));
            appends[i].Complete(problem is null
                ? LogAppendResult.Accepted(group.Entries[i].Sequence)
                : LogAppendResult.Unavailable(problem));
        }
    }

    private void RunAction(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            StorageLog.LogPostedActionFailed(_logger, exception);
        }
    }
}
