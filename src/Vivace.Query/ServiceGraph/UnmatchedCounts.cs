using System.Runtime.InteropServices;
using Vivace.Core;
using Vivace.Query.Metrics;
using Vivace.Store;

namespace Vivace.Query.ServiceGraph;

/// <summary>Spans that make no edge, counted by cause, each cause with its newest span.</summary>
internal sealed class UnmatchedCounts(MemoryBudget budget)
{
    private const int BytesEach = 150;

    private readonly Dictionary<UnmatchedKey, UnmatchedCount> _counts = [];

    /// <summary>What was counted.</summary>
    public IReadOnlyDictionary<UnmatchedKey, UnmatchedCount> All => _counts;

    /// <summary>Adds a count.</summary>
    public void Add(UnmatchedKey key, UnmatchedCount added)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out var isKnown);
        count = isKnown ? count.With(added) : added;
        if (!isKnown)
            budget.Take(BytesEach);
    }
}

/// <summary>What is counted together.</summary>
/// <param name="IsServer">The side.</param>
/// <param name="Cause">Why there is no edge.</param>
/// <param name="Service">The span's node, or <see cref="ResourceNodes.None"/>.</param>
/// <param name="Peer">Name of where it went; 0 when the span does not say.</param>
internal readonly record struct UnmatchedKey(bool IsServer, UnmatchedCause Cause, int Service, int Peer);

/// <summary>How many, and one of them.</summary>
/// <param name="Count">Spans.</param>
/// <param name="Start">Start of the one.</param>
/// <param name="TraceId">Its trace.</param>
/// <param name="SpanId">Its id.</param>
internal readonly record struct UnmatchedCount(long Count, ulong Start, TraceId TraceId, ulong SpanId)
{
    /// <summary>Both together.</summary>
    public UnmatchedCount With(UnmatchedCount other) =>
        (other.IsNewerThan(this) ? other : this) with { Count = Count + other.Count };

    /// <summary>True when this span is shown rather than another: the later one; of two at the same time, the lesser id.</summary>
    private bool IsNewerThan(UnmatchedCount other)
    {
        if (Start != other.Start)
            return Start > other.Start;
        var order = TraceId.CompareTo(other.TraceId);
        return order != 0 ? order < 0 : SpanId < other.SpanId;
    }
}
