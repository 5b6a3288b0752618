namespace Vivace.Storage;

/// <summary>A trace found by its id.</summary>
/// <param name="TracesData">OTLP <c>TracesData</c>: every span once, exactly as sent; empty when the trace is not known.</param>
/// <param name="SpanCount">Its spans.</param>
/// <param name="InspectedBytes">Bytes of columns read.</param>
/// <param name="PartialReason">Set when a block could not be read: which and why.</param>
public sealed record StoredTrace(ReadOnlyMemory<byte> TracesData, int SpanCount, long InspectedBytes, string? PartialReason);
