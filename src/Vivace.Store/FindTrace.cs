using Vivace.Core;

namespace Vivace.Store;

/// <summary>Asks for one trace.</summary>
/// <param name="Tenant">Whose trace.</param>
/// <param name="TraceId">Its id.</param>
/// <param name="Range">Only blocks that overlap this range need be looked at; recent data always is.</param>
public sealed record FindTraceRequest(TenantId Tenant, TraceId TraceId, TimeRange Range)
{
    /// <summary>Which of its spans; null for all.</summary>
    public TraceSpanFilter? Filter { get; init; }
}

/// <summary>One trace as OTLP.</summary>
/// <param name="TracesData">OTLP <c>TracesData</c> in protobuf (repeated <c>ResourceSpans</c> in field 1): every span of the trace once,
/// exactly as sent. Empty when the trace is not known.</param>
/// <param name="SpanCount">Spans in it; 0 when the trace is not known.</param>
/// <param name="InspectedBytes">Bytes read to find it.</param>
/// <param name="PartialReason">Set when parts could not be read: what is missing and why.</param>
public sealed record FindTraceResult(
    ReadOnlyMemory<byte> TracesData, int SpanCount, ulong InspectedBytes, string? PartialReason)
{
    /// <summary>Spans of the trace that the request's filter left out.</summary>
    public int FilteredSpanCount { get; init; }
}
