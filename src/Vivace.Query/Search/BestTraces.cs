using Vivace.Store;

namespace Vivace.Query.Search;

/// <summary>The traces found so far that come first in an order, at most a limit.</summary>
internal sealed class BestTraces(int limit, TraceOrder order)
{
    private readonly SortedSet<TraceSummary> _traces = new(Comparer<TraceSummary>.Create(order.Compare));
    private readonly Lock _lock = new(); // guards _traces
    private ulong _threshold;

    /// <summary>Traces of a lower rank are not among the best: the limit is reached by others.</summary>
    public ulong Threshold => Volatile.Read(ref _threshold);

    /// <summary>The traces, in order.</summary>
    public List<TraceSummary> ToList()
    {
        lock (_lock)
            return [.. _traces];
    }

    /// <summary>Adds traces of one row group.</summary>
    public void Add(List<TraceSummary> traces)
    {
        lock (_lock)
        {
            foreach (var trace in traces)
                _traces.Add(trace);
            while (_traces.Count > limit)
                _traces.Remove(_traces.Max!);
            if (_traces.Count == limit)
                Volatile.Write(ref _threshold, order.Rank(_traces.Max!));
        }
    }
}
