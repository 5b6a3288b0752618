using Vivace.Core;
using Vivace.TraceQL.Syntax;

namespace Vivace.Store;

/// <summary>Asks for traces that match a query.</summary>
/// <param name="Tenant">Whose traces.</param>
/// <param name="Query">A parsed and checked query.</param>
/// <param name="Range">A trace qualifies when one of its spans that match overlaps this range.</param>
/// <param name="Limit">Most traces to return; at least 1.</param>
/// <param name="SpansPerSpanset">Most spans to list per spanset; the count of matches is always complete. 0 lists all.</param>
public sealed record SearchRequest(
    TenantId Tenant, TraceQuery Query, TimeRange Range, int Limit, int SpansPerSpanset)
{
    /// <summary>Which traces are returned when more match than the limit allows, and in which order; newest first unless said.</summary>
    public TraceOrder Order { get; init; }

    /// <summary>Takes traces found while the search runs; null when nobody waits for them.</summary>
    public QueryProgress<SearchResult>? Progress { get; init; }
}

/// <summary>Traces found.</summary>
/// <param name="Traces">In the order asked for; at most the limit.</param>
/// <param name="Metrics">What it took.</param>
/// <param name="PartialReason">Set when parts could not be read: what is missing and why.</param>
public sealed record SearchResult(
    IReadOnlyList<TraceSummary> Traces, QueryMetrics Metrics, string? PartialReason)
{
    /// <summary>Traces that start after this, Unix nanoseconds, are all known: what the search still finds starts no later. 0 when it
    /// is done.</summary>
    public ulong CompleteAfterUnixNanoseconds { get; init; }
}

/// <summary>One trace found, with the spans that matched.</summary>
/// <param name="TraceId">Its id.</param>
/// <param name="RootServiceName">Service of the root span; null without a root or without a name.</param>
/// <param name="RootTraceName">Name of the root span; null without a root.</param>
/// <param name="StartUnixNanoseconds">Earliest start of its spans.</param>
/// <param name="DurationNanoseconds">Latest end less earliest start.</param>
/// <param name="ServiceStats">All spans of the trace by service name.</param>
/// <param name="Spansets">The spansets that matched; empty for the legacy search.</param>
public sealed record TraceSummary(
    TraceId TraceId,
    string? RootServiceName,
    string? RootTraceName,
    ulong StartUnixNanoseconds,
    ulong DurationNanoseconds,
    IReadOnlyDictionary<string, ServiceStats> ServiceStats,
    IReadOnlyList<Spanset> Spansets)
{
    /// <summary>All spans of the trace.</summary>
    public long SpanCount => ServiceStats.Values.Sum(static stats => (long)stats.SpanCount);

    /// <summary>Those with status error.</summary>
    public long ErrorCount => ServiceStats.Values.Sum(static stats => (long)stats.ErrorCount);
}

/// <summary>Spans of one service in one trace.</summary>
/// <param name="SpanCount">All of them.</param>
/// <param name="ErrorCount">Those with status error.</param>
public readonly record struct ServiceStats(int SpanCount, int ErrorCount);

/// <summary>Spans of one trace that matched together.</summary>
/// <param name="Spans">At most the requested number of them.</param>
/// <param name="Matched">All of them.</param>
/// <param name="Attributes">Group keys and aggregates, in pipeline order.</param>
public sealed record Spanset(
    IReadOnlyList<MatchedSpan> Spans, int Matched, IReadOnlyList<KeyValuePair<string, AttributeValue>> Attributes);

/// <summary>One span that matched.</summary>
/// <param name="SpanId">Its id, big endian.</param>
/// <param name="Name">Its name, when the query mentions or selects it; null otherwise.</param>
/// <param name="StartUnixNanoseconds">Its start.</param>
/// <param name="DurationNanoseconds">End less start; 0 when the end lies before the start.</param>
/// <param name="Attributes">The fields that the query mentions or selects and the span has; keys without scope.</param>
public sealed record MatchedSpan(
    ulong SpanId,
    string? Name,
    ulong StartUnixNanoseconds,
    ulong DurationNanoseconds,
    IReadOnlyList<KeyValuePair<string, AttributeValue>> Attributes);

/// <summary>What a query took; true numbers, shown by clients as progress and cost.</summary>
/// <param name="InspectedTraces">Traces looked at.</param>
/// <param name="InspectedSpans">Spans looked at.</param>
/// <param name="InspectedBytes">Bytes of columns read.</param>
/// <param name="TotalBlocks">Blocks in the range.</param>
/// <param name="TotalBlockBytes">Their size.</param>
/// <param name="CompletedJobs">Row groups evaluated or pruned.</param>
/// <param name="TotalJobs">Row groups in the range.</param>
public sealed record QueryMetrics(
    int InspectedTraces,
    ulong InspectedSpans,
    ulong InspectedBytes,
    int TotalBlocks,
    ulong TotalBlockBytes,
    int CompletedJobs,
    int TotalJobs);
