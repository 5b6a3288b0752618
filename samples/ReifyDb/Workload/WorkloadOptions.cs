namespace ReifyDb.Workload;

/// <summary>What the workload is to do.</summary>
internal sealed record WorkloadOptions
{
    /// <summary>The server's HTTP port.</summary>
    public required Uri Http { get; init; }

    /// <summary>The server's WebSocket port; null to subscribe to nothing.</summary>
    public required Uri? Ws { get; init; }

    public required string Token { get; init; }

    /// <summary>Statements a second, of all clients together.</summary>
    public required double Rate { get; init; }

    public required int Clients { get; init; }

    /// <summary>Null runs until it is stopped.</summary>
    public required TimeSpan? Duration { get; init; }

    /// <summary>The share of statements that are slow on purpose, 0 to 1.</summary>
    public required double SlowShare { get; init; }

    /// <summary>The share of statements that are wrong on purpose, 0 to 1.</summary>
    public required double ErrorShare { get; init; }

    public required int Seed { get; init; }

    /// <summary>How long to wait for a server that is not there yet.</summary>
    public required TimeSpan Patience { get; init; }
}
