namespace Vivace.Ingest;

/// <summary>What one tenant may send; the resolved values of <c>overrides...ingestion</c> and <c>distributor</c>.</summary>
/// <remarks>Resolved again for every push, so that a reload takes effect at once.</remarks>
public sealed record IngestLimits
{
    /// <summary>Nothing is limited.</summary>
    public static IngestLimits None { get; } = new();

    /// <summary>Refill of the tenant's byte budget in bytes of decoded OTLP per second; -1 = no limit (default), 0 = refuse everything.</summary>
    public long RateLimitBytes { get; init; } = -1;

    /// <summary>Depth of the tenant's byte budget in bytes, and so the largest push that can pass; default 30,000,000.</summary>
    public long BurstSizeBytes { get; init; } = 30_000_000;

    /// <summary>Open traces a tenant may have; 0 = no limit (default).</summary>
    public int MaxTracesPerUser { get; init; }

    /// <summary>Longest attribute key or string value kept, in bytes of UTF-8; what is longer is cut. 0 = never cut (default).</summary>
    public int MaxAttributeBytes { get; init; }

    /// <summary>How long a refused sender is asked to wait; zero = it is not told (default 5 s).</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether refusals that may be retried say so; default true.</summary>
    public bool RetryInfoEnabled { get; init; } = true;
}
