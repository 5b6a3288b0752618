using Vivace.Query.Durations;
using Vivace.Query.Metrics;

namespace Vivace.Query.ServiceGraph;

/// <summary>What nodes serve: how many requests, how many failed, how long they took; by number of the node.</summary>
internal sealed class RequestCounts(MemoryBudget budget)
{
    private long[] _counts = [];
    private long[] _errors = [];
    private int _known;

    /// <summary>How long the requests took.</summary>
    public DurationHistograms Durations { get; } = new();

    /// <summary>Makes room for nodes.</summary>
    public void Reserve(int count)
    {
        if (count <= _known)
            return;
        budget.Take((long)(count - _known) * DurationHistograms.BytesEach);
        if (count > _counts.Length)
        {
            Array.Resize(ref _counts, Math.Max(count, 2 * _counts.Length));
            Array.Resize(ref _errors, _counts.Length);
        }

        Durations.Reserve(count);
        _known = count;
    }

    /// <summary>Requests of a node.</summary>
    public long CountOf(int node) => _counts[node];

    /// <summary>Those that failed.</summary>
    public long ErrorsOf(int node) => _errors[node];

    /// <summary>Counts a request.</summary>
    public void Add(int node, long durationNanoseconds, bool failed)
    {
        _counts[node]++;
        if (failed)
            _errors[node]++;
        Durations.Add(node, durationNanoseconds);
    }

    /// <summary>Adds what others have counted.</summary>
    /// <param name="node">Takes the counts.</param>
    /// <param name="count">Requests.</param>
    /// <param name="errors">Those that failed.</param>
    public void Add(int node, long count, long errors)
    {
        _counts[node] += count;
        _errors[node] += errors;
    }
}
