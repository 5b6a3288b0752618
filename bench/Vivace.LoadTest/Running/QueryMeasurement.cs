namespace Vivace.LoadTest.Running;

/// <summary>What came of one query.</summary>
internal sealed record QueryMeasurement
{
    public required string Name { get; init; }

    /// <summary>Milliseconds of p50 to reach.</summary>
    public required double Goal { get; init; }

    public int Calls { get; init; }

    public double P50Milliseconds { get; init; }

    public double P99Milliseconds { get; init; }

    public int AnswerBytes { get; init; }

    /// <summary>How much the checked answer held, and how much it had to.</summary>
    public int Found { get; init; }

    public int Expected { get; init; }

    /// <summary>Why there are no times: the server does not answer this query.</summary>
    public string? Refused { get; init; }

    public bool IsRight => Refused is null && Found == Expected;
}
