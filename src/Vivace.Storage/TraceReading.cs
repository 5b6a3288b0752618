namespace Vivace.Storage;

/// <summary>What was read of one trace.</summary>
/// <param name="Value">What the reader made of it; null when the trace is not known.</param>
/// <param name="InspectedBytes">Bytes of columns read.</param>
/// <param name="PartialReason">Set when a block could not be read: which and why.</param>
public sealed record TraceReading<T>(T? Value, long InspectedBytes, string? PartialReason)
    where T : class;
