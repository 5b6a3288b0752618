using Vivace.Core;
using Vivace.Store;

namespace Vivace.Query.Search;

/// <summary>The newest traces found so far, at most a limit. Equal starts are ordered by id, so that the same store gives
/// the same answer.</summary>
internal sealed class NewestTraces(int limit)
{
    private readonly SortedSet<TraceSummary> _traces = new(Comparer<TraceSummary>.Create(static (left, right) =>
        Compare(left.StartUnixNanoseconds, left.TraceId, right.StartUnixNanoseconds, right.TraceId)));
    private readonly Lock _lock = new(); // guards _traces
    private ulong _threshold;

    /// <summary>Traces that start before this are not among the newest: the limit is reached by later ones.</summary>
    public ulong Threshold => Volatile.Read(ref _threshold);

    /// <summary>The traces, newest first.</summary>
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
                Volatile.Write(ref _threshold, _traces.Max!.StartUnixNanoseconds);
        }
    }

    /// <summary>Below zero when the left trace goes first.</summary>
    public static int Compare(ulong leftStart, TraceId leftId, ulong rightStart, TraceId rightId)
    {
        var order = rightStart.CompareTo(leftStart);
        return order != 0 ? order : leftId.CompareTo(rightId);
    }
}
