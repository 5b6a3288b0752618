using Vivace.Core;

namespace Vivace.Store;

/// <summary>Asks for some spans of one trace.</summary>
/// <param name="Tenants">Whose trace; at least one.</param>
/// <param name="TraceId">Its id.</param>
/// <param name="Range">Only blocks that overlap this range need be looked at; recent data always is.</param>
/// <param name="SpanIds">The spans, big endian; ids that the trace does not have are passed over.</param>
public sealed record FindSpansRequest(
    IReadOnlyList<TenantId> Tenants, TraceId TraceId, TimeRange Range, IReadOnlyCollection<ulong> SpanIds);
