using Vivace.Query.Durations;
using Vivace.Query.Metrics;
using Vivace.Store;

namespace Vivace.Query.ServiceGraph;

/// <summary>The edges that were met, numbered, with what went over them.</summary>
internal sealed class EdgeCounts(MemoryBudget budget)
{
    private const int BytesEach = 100 + (2 * DurationHistograms.BytesEach);

    private readonly Dictionary<EdgeKey, int> _numbers = [];
    private readonly List<EdgeKey> _keys = [];
    private long[] _counts = new long[16];
    private long[] _errors = new long[16];
    private EdgeKey _lastKey = new(-1, -1, default);
    private int _last = -1;

    /// <summary>Edges met.</summary>
    public int Count => _keys.Count;

    /// <summary>An edge by its number.</summary>
    public EdgeKey this[int edge] => _keys[edge];

    /// <summary>How long requests took for the client.</summary>
    public DurationHistograms ClientDurations { get; } = new();

    /// <summary>How long requests took for the server.</summary>
    public DurationHistograms ServerDurations { get; } = new();

    /// <summary>Requests over an edge.</summary>
    public long CountOf(int edge) => _counts[edge];

    /// <summary>Those that failed.</summary>
    public long ErrorsOf(int edge) => _errors[edge];

    /// <summary>Counts a request.</summary>
    public void Add(EdgeKey key, long clientNanoseconds, long serverNanoseconds, bool failed)
    {
        var edge = GetOrAdd(key);
        _counts[edge]++;
        if (failed)
            _errors[edge]++;
        ClientDurations.Add(edge, clientNanoseconds);
        ServerDurations.Add(edge, serverNanoseconds);
    }

    /// <summary>Adds what went over an edge elsewhere.</summary>
    /// <param name="key">The edge.</param>
    /// <param name="others">Where it was counted.</param>
    /// <param name="other">Its number there.</param>
    public void Add(EdgeKey key, EdgeCounts others, int other)
    {
        var edge = GetOrAdd(key);
        _counts[edge] += others._counts[other];
        _errors[edge] += others._errors[other];
        ClientDurations.Add(edge, others.ClientDurations, other);
        ServerDurations.Add(edge, others.ServerDurations, other);
    }

    private int GetOrAdd(EdgeKey key)
    {
        if (key == _lastKey)
            return _last;
        if (!_numbers.TryGetValue(key, out var edge))
            edge = Add(key);
        _lastKey = key;
        return _last = edge;
    }

    private int Add(EdgeKey key)
    {
        budget.Take(BytesEach);
        var edge = _keys.Count;
        _numbers.Add(key, edge);
        _keys.Add(key);
        if (edge == _counts.Length)
        {
            Array.Resize(ref _counts, 2 * edge);
            Array.Resize(ref _errors, 2 * edge);
        }

        ClientDurations.Reserve(edge + 1);
        ServerDurations.Reserve(edge + 1);
        return edge;
    }
}

/// <summary>What makes an edge.</summary>
/// <param name="Client">Number of the calling node.</param>
/// <param name="Server">Number of the node called.</param>
/// <param name="Connection">How they are connected.</param>
internal readonly record struct EdgeKey(int Client, int Server, ServiceGraphConnection Connection);
