using Vivace.Ingest;
using Vivace.Query.Scheduling;
using Vivace.Server.Api;
using Vivace.Storage;

namespace Vivace.Server.Configuration;

/// <summary>Everything the server does by setting, read from defaults, file and flags before a port opens. Keys are named in
/// docs/configuration.md.</summary>
internal sealed record VivaceOptions
{
    /// <summary>Whether every request must name its tenant (<c>multitenancy_enabled</c>).</summary>
    public bool MultitenancyEnabled { get; init; }

    /// <summary>Ports of the query API and how the process stops.</summary>
    public required ServerOptions Server { get; init; }

    /// <summary>The OTLP listeners; at least one.</summary>
    public required IReadOnlyList<OtlpListenerOptions> Receivers { get; init; }

    /// <summary>The local engine.</summary>
    public required StorageOptions Storage { get; init; }

    /// <summary>Limits of every tenant (<c>distributor</c>, <c>overrides.defaults.ingestion</c>).</summary>
    public required IngestLimits Ingest { get; init; }

    /// <summary>Limits of queries (<c>query_frontend</c>, <c>querier</c>, <c>overrides.defaults.read</c>).</summary>
    public required QueryApiOptions Query { get; init; }

    /// <summary>What queries may cost (<c>querier.max_concurrent_queries</c>, <c>vivace.query</c>).</summary>
    public required QueryLimits QueryLimits { get; init; }

    /// <summary>The web page (<c>vivace.web</c>).</summary>
    public required WebOptions Web { get; init; }

    /// <summary>What is written to the log.</summary>
    public required LoggingOptions Logging { get; init; }
}
