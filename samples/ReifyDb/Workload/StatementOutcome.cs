namespace ReifyDb.Workload;

/// <summary>What came of a statement.</summary>
/// <param name="Duration">As the client saw it.</param>
/// <param name="ErrorCode">The server's; null where it went well.</param>
/// <param name="Message">The server's.</param>
/// <param name="TraceId">Null where the trace is not kept.</param>
internal sealed record StatementOutcome(TimeSpan Duration, string? ErrorCode, string? Message, string? TraceId);
