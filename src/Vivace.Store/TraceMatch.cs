using Vivace.Core;
using Vivace.TraceQL.Syntax;

namespace Vivace.Store;

/// <summary>Asks which spans of one trace match a query.</summary>
/// <param name="Tenants">Whose trace; at least one.</param>
/// <param name="TraceId">Its id.</param>
/// <param name="Range">Only blocks that overlap this range need be looked at; recent data always is.</param>
/// <param name="Query">A parsed and checked search; it sees this trace alone, whole.</param>
public sealed record TraceMatchRequest(IReadOnlyList<TenantId> Tenants, TraceId TraceId, TimeRange Range, TraceQuery Query);

/// <summary>Spans of a trace that match.</summary>
/// <param name="SpanIds">Ids, big endian, in depth-first order.</param>
/// <param name="TotalSpans">Spans of the trace; 0 when it is not known.</param>
/// <param name="InspectedBytes">Bytes of columns read.</param>
/// <param name="PartialReason">Set when parts could not be read: what is missing and why.</param>
public sealed record TraceMatchResult(IReadOnlyList<ulong> SpanIds, int TotalSpans, ulong InspectedBytes, string? PartialReason);
