using System.Runtime.InteropServices;
using Vivace.Query.Metrics;

namespace Vivace.Query.Exceptions;

/// <summary>What is known of the exceptions of one group.</summary>
internal sealed class ExceptionCounts(int steps)
{
    private const int MaxSpans = 5;

    private readonly ExceptionExample[] _spans = new ExceptionExample[MaxSpans];
    private readonly Dictionary<int, long> _services = [];
    private readonly Dictionary<int, long> _operations = [];
    private int _spanCount;

    /// <summary>Rough bytes that a group takes.</summary>
    public static long BytesOf(int steps) => 2_000 + (8L * steps);

    public long Count { get; private set; }

    public ulong First { get; private set; } = ulong.MaxValue;

    public ulong Last { get; private set; }

    public long[] Trend { get; } = new long[steps];

    /// <summary>Exceptions by service.</summary>
    public IReadOnlyDictionary<int, long> Services => _services;

    /// <summary>Exceptions by name of the span.</summary>
    public IReadOnlyDictionary<int, long> Operations => _operations;

    /// <summary>The newest, each of another trace.</summary>
    public ReadOnlySpan<ExceptionExample> Spans => _spans.AsSpan(0, _spanCount);

    /// <summary>The newest as it was sent.</summary>
    public string SampleMessage { get; set; } = "";

    /// <inheritdoc cref="SampleMessage"/>
    public string? SampleStack { get; set; }

    /// <summary>Row of the newest in the row group being read; -1 when it was read before.</summary>
    public int NewestRow { get; set; } = -1;

    /// <summary>Counts an exception.</summary>
    /// <returns>True when it is the newest.</returns>
    public bool Add(in ExceptionExample exception, int step, MemoryBudget budget)
    {
        Count++;
        First = Math.Min(First, exception.Time);
        Last = Math.Max(Last, exception.Time);
        Trend[step]++;
        Increase(_services, exception.Service, 1, budget);
        Increase(_operations, exception.Name, 1, budget);
        return Show(exception);
    }

    /// <summary>Adds what a worker has counted.</summary>
    /// <param name="other">The worker's counts.</param>
    /// <param name="translate">Gives the number that a name has here.</param>
    /// <param name="budget">What may be taken.</param>
    public void Add(ExceptionCounts other, Func<int, int> translate, MemoryBudget budget)
    {
        Count += other.Count;
        First = Math.Min(First, other.First);
        Last = Math.Max(Last, other.Last);
        for (var step = 0; step < Trend.Length; step++)
            Trend[step] += other.Trend[step];
        foreach (var (service, count) in other._services)
            Increase(_services, translate(service), count, budget);
        foreach (var (operation, count) in other._operations)
            Increase(_operations, translate(operation), count, budget);
        for (var i = other._spanCount - 1; i >= 0; i--)
        {
            var span = other._spans[i];
            if (Show(span with { Service = translate(span.Service), Name = translate(span.Name) }))
                (SampleMessage, SampleStack) = (other.SampleMessage, other.SampleStack);
        }
    }

    private static void Increase(Dictionary<int, long> counts, int name, long by, MemoryBudget budget)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, name, out var isKnown);
        count += by;
        if (!isKnown)
            budget.Take(40);
    }

    /// <summary>Keeps an exception if it is among the newest; of one trace only the newest.</summary>
    private bool Show(in ExceptionExample exception)
    {
        var traceId = exception.TraceId;
        var place = 0;
        while (place < _spanCount && _spans[place].ComesBefore(exception))
        {
            if (_spans[place++].TraceId == traceId)
                return false;
        }

        if (place == MaxSpans)
            return false;

        var end = place;
        while (end < _spanCount && _spans[end].TraceId != traceId)
            end++;
        if (end == _spanCount)
        {
            end = Math.Min(_spanCount, MaxSpans - 1);
            _spanCount = end + 1;
        }

        for (var i = end; i > place; i--)
            _spans[i] = _spans[i - 1];
        _spans[place] = exception;
        return place == 0;
    }
}
