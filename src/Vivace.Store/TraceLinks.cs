using Vivace.Core;

namespace Vivace.Store;

/// <summary>Asks for spans of other traces that have links into one trace.</summary>
/// <param name="Tenants">Whose spans; at least one.</param>
/// <param name="TraceId">The trace linked to.</param>
/// <param name="Range">Spans that overlap it.</param>
/// <param name="Limit">Most links; at least 1.</param>
public sealed record TraceLinksRequest(IReadOnlyList<TenantId> Tenants, TraceId TraceId, TimeRange Range, int Limit);

/// <summary>Links found, newest span first.</summary>
/// <param name="Links">At most the limit.</param>
/// <param name="Truncated">True when the limit cut the list.</param>
/// <param name="Metrics">What it took.</param>
/// <param name="PartialReason">Set when parts could not be read: what is missing and why.</param>
public sealed record TraceLinksResult(
    IReadOnlyList<LinkingSpan> Links, bool Truncated, QueryMetrics Metrics, string? PartialReason);

/// <summary>A span with a link.</summary>
/// <param name="TraceId">Its trace.</param>
/// <param name="SpanId">Its id, big endian.</param>
/// <param name="ServiceName">Its service; empty without one.</param>
/// <param name="Name">Its name.</param>
/// <param name="StartUnixNanoseconds">Its start.</param>
/// <param name="LinkedSpanId">The span linked to, big endian; 0 when the link names none.</param>
public sealed record LinkingSpan(
    TraceId TraceId, ulong SpanId, string ServiceName, string Name, ulong StartUnixNanoseconds, ulong LinkedSpanId);
