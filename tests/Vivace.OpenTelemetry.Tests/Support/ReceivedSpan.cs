namespace Vivace.OpenTelemetry.Tests.Support;

/// <summary>What a receiver has got of one span; ids in hex.</summary>
public sealed record ReceivedSpan(
    string TraceId,
    string SpanId,
    string ParentSpanId,
    string Name,
    string Source,
    IReadOnlyDictionary<string, string> Resource);
