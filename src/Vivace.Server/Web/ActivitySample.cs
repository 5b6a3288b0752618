namespace Vivace.Server.Web;

/// <summary>What was counted since the start, at one moment.</summary>
/// <param name="Timestamp">The moment, as <see cref="TimeProvider.GetTimestamp"/> has it.</param>
/// <param name="Spans">Spans taken.</param>
/// <param name="Bytes">Their bytes of OTLP.</param>
/// <param name="Queries">Queries ended.</param>
/// <param name="MemoryBytes">Memory of the process.</param>
internal readonly record struct ActivitySample(long Timestamp, double Spans, double Bytes, double Queries, long MemoryBytes);

/// <summary>What a server did in one step of its history.</summary>
/// <param name="SpansPerSecond">Spans taken.</param>
/// <param name="QueriesPerSecond">Queries ended.</param>
/// <param name="MemoryBytes">Memory of the process: at the end of a step, or its average over several.</param>
internal readonly record struct ActivityStep(double SpansPerSecond, double QueriesPerSecond, double MemoryBytes);
