using Vivace.LoadTest.Sending;

namespace Vivace.LoadTest.Running;

/// <summary>Everything one run measured.</summary>
internal sealed record RunMeasurements
{
    public required MachineDescription Machine { get; init; }

    public required string Corpus { get; init; }

    public double StartToReadyMilliseconds { get; init; }

    /// <summary>The start of a second process on the blocks that the first one left.</summary>
    public double? StartToReadyWithDataMilliseconds { get; init; }

    /// <summary>CPU used until ready; part of <see cref="CpuSeconds"/>.</summary>
    public double StartCpuSeconds { get; init; }

    /// <summary>User and system time from the start of the process until everything was in finished blocks.</summary>
    public double? CpuSeconds { get; init; }

    public double UserCpuSeconds { get; init; }

    public double SystemCpuSeconds { get; init; }

    public SendReport? Sent { get; init; }

    /// <summary>From the last answer until everything was in finished blocks.</summary>
    public double FlushSeconds { get; init; }

    /// <summary>False when the server knows no flush and was waited for until it rested.</summary>
    public bool Flushed { get; init; }

    public long PeakResidentBytesAfterLoad { get; init; }

    public long PeakResidentBytes { get; init; }

    public long BlockBytes { get; init; }

    public long LogBytes { get; init; }

    public long Spans { get; init; }

    public IReadOnlyList<QueryMeasurement> Queries { get; init; } = [];

    /// <summary>Traces by id, asked again after the second start: what was acknowledged must still be there.</summary>
    public QueryMeasurement? AfterRestart { get; init; }

    public IReadOnlyList<string> CollectorMetrics { get; init; } = [];

    /// <summary>True when every span was taken and every answer right. A query the server says it does not support (400)
    /// is missing, not wrong.</summary>
    public bool IsRight =>
        (Sent is null or { RefusedSpans: 0, RejectedSpans: 0 })
        && Queries.All(q => q.IsRight || q.Refused?.StartsWith("HTTP 400", StringComparison.Ordinal) == true)
        && (AfterRestart is null or { IsRight: true });
}
