using Vivace.Core;
using Vivace.Query.Filters;
using Vivace.Query.Scheduling;
using Vivace.Storage;
using Vivace.Storage.RowGroups;
using Vivace.Store;

namespace Vivace.Query.Search;

/// <summary>Passes over the row groups of a snapshot: newest first, several at a time, damage set aside, costs counted.</summary>
internal sealed class RowGroupRun
{
    private readonly StorageSnapshot _snapshot;
    private readonly TimeRange _range;
    private readonly QueryTurn? _turn; // null: at once and without limits
    private readonly QueryCost? _cost;
    private readonly Lock _lock = new(); // guards the four fields below
    private int _inspectedTraces;
    private long _inspectedSpans;
    private long _inspectedBytes;
    private string? _damage;
    private readonly bool[] _isDone; // by row group; written once each
    private int _next = -1;
    private int _done;

    /// <summary>Prepares a pass.</summary>
    /// <param name="snapshot">What is stored; disposed by its owner.</param>
    /// <param name="range">Row groups without a span in this range are passed over.</param>
    public RowGroupRun(StorageSnapshot snapshot, TimeRange range)
    {
        _snapshot = snapshot;
        _turn = (snapshot as QuerySnapshot)?.Turn;
        _range = range;
        _cost = QueryCost.Current;
        _isDone = new bool[snapshot.RowGroups.Count];
    }

    /// <summary>Called after each row group by the worker that visited it or passed it over.</summary>
    public Action? Progressed { get; init; }

    /// <summary>Latest start of a trace that row groups not yet done may still hold; 0 when all are done. Whatever was found before
    /// this is asked for, in row groups done, is complete after it.</summary>
    public ulong LatestStartLeft
    {
        get
        {
            var latest = 0UL;
            var groups = _snapshot.RowGroups;
            for (var i = 0; i < groups.Count; i++)
            {
                if (!Volatile.Read(ref _isDone[i]))
                    latest = Math.Max(latest, groups[i].MaxStart);
            }

            return latest;
        }
    }

    /// <summary>What could not be read; null when all could.</summary>
    public string? PartialReason => (_snapshot.PartialReason, _damage) switch
    {
        (null, var damage) => damage,
        (var missing, null) => missing,
        var (missing, damage) => $"{missing}; {damage}",
    };

    /// <summary>What it took so far.</summary>
    public QueryMetrics Metrics
    {
        get
        {
            lock (_lock)
            {
                var groups = _snapshot.RowGroups.Count;
                return new QueryMetrics(
                    _inspectedTraces,
                    (ulong)_inspectedSpans,
                    (ulong)_inspectedBytes,
                    _snapshot.BlockCount,
                    (ulong)_snapshot.BlockBytes,
                    Volatile.Read(ref _done),
                    groups);
            }
        }
    }

    /// <summary>Visits the row groups.</summary>
    /// <param name="isNeeded">Asked for each before it is opened; false passes it over.</param>
    /// <param name="visit">Called with each opened row group, on several threads at a time, each with a scan of its own. What it
    /// adds to its result before it fails on a damaged block is kept.</param>
    /// <param name="cancellationToken">Stops before the next row group, and within one: see <see cref="Checkpoint"/>.</param>
    /// <exception cref="QueryException">Evaluation failed.</exception>
    public async Task VisitAsync(
        Func<RowGroupHandle, bool> isNeeded, Action<RowGroupScan> visit, CancellationToken cancellationToken)
    {
        var groups = _snapshot.RowGroups;
        var workers = Math.Min(Environment.ProcessorCount, groups.Count);
        if (workers == 0)
            return;

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tasks = new Task[workers];
        for (var i = 0; i < workers; i++)
            tasks[i] = Task.Run(() => WorkAsync(groups, isNeeded, visit, stop), stop.Token);
        try
        {
            await Task.WhenAll(tasks);
            cancellationToken.ThrowIfCancellationRequested(); // nobody waits for the result any more
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A worker failed and stopped the others; its own exception is the answer.
            foreach (var task in tasks)
            {
                if (task.IsFaulted)
                    await task;
            }

            throw;
        }
    }

    private async Task WorkAsync(
        IReadOnlyList<RowGroupHandle> groups,
        Func<RowGroupHandle, bool> isNeeded,
        Action<RowGroupScan> visit,
        CancellationTokenSource stop)
    {
        var pool = new BitmapPool();
        try
        {
            for (var index = Interlocked.Increment(ref _next); index < groups.Count; index = Interlocked.Increment(ref _next))
            {
                stop.Token.ThrowIfCancellationRequested();
                var handle = groups[index];
                if (_range.Overlaps(handle.MinStart, Math.Max(handle.MinStart, handle.MaxEnd)) && isNeeded(handle))
                    await VisitInTurnAsync(handle, visit, pool, stop.Token);
                Volatile.Write(ref _isDone[index], true);
                Interlocked.Increment(ref _done);
                Progressed?.Invoke();
            }
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private async ValueTask VisitInTurnAsync(
        RowGroupHandle handle, Action<RowGroupScan> visit, BitmapPool pool, CancellationToken cancellationToken)
    {
        if (_turn is null)
        {
            Visit(handle, visit, pool, cancellationToken);
            return;
        }

        await _turn.EnterRowGroupAsync(cancellationToken);
        try
        {
            Visit(handle, visit, pool, cancellationToken);
        }
        finally
        {
            _turn.LeaveRowGroup();
        }
    }

    private void Visit(
        RowGroupHandle handle, Action<RowGroupScan> visit, BitmapPool pool, CancellationToken cancellationToken)
    {
        try
        {
            var bytesRead = 0L;
            using var rows = handle.Open();
            try
            {
                using var scan = new RowGroupScan(rows, pool, cancellationToken);
                visit(scan);
            }
            finally
            {
                lock (_lock)
                {
                    _inspectedTraces += rows.TraceCount - rows.ExcludedTraces.Length;
                    _inspectedSpans += rows.RowCount;
                    _inspectedBytes += rows.BytesRead;
                }

                bytesRead = rows.BytesRead;
                _cost?.Add(bytesRead, rows.RowCount);
            }

            _turn?.CountBytes(bytesRead);
        }
        catch (BlockCorruptedException damage)
        {
            handle.ReportDamage(damage);
            lock (_lock)
                _damage = _damage is null ? damage.Message : $"{_damage}; {damage.Message}";
        }
    }
}
