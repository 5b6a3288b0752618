namespace Vivace.OpenTelemetry;

/// <summary>Settings in force, from code, environment and defaults. Immutable.</summary>
public sealed class OtelSettings
{
    internal OtelSettings()
    {
    }

    /// <summary><c>service.name</c>.</summary>
    public required string ServiceName { get; init; }

    /// <summary><c>service.version</c>.</summary>
    public required string ServiceVersion { get; init; }

    /// <summary>Where spans are sent, as configured.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The wire protocol.</summary>
    public required OtlpProtocol Protocol { get; init; }

    /// <summary>Who decides whether a trace is kept.</summary>
    public required OtelSampler Sampler { get; init; }

    /// <summary>0 to 1; used by the two samplers with a ratio.</summary>
    public required double SampleRatio { get; init; }

    /// <summary>The longest that a finished span waits for its batch to fill.</summary>
    public required TimeSpan ScheduledDelay { get; init; }

    /// <summary>Spans in one request, not above <see cref="MaxQueueSize"/>.</summary>
    public required int MaxExportBatchSize { get; init; }

    /// <summary>Finished spans that wait for export.</summary>
    public required int MaxQueueSize { get; init; }

    /// <summary>The longest one batch is tried, all attempts together.</summary>
    public required TimeSpan ExportTimeout { get; init; }

    /// <summary>The longest one request may take: <c>OTEL_EXPORTER_OTLP_TIMEOUT</c>, else 10 s, and never more than
    /// <see cref="ExportTimeout"/>.</summary>
    public required TimeSpan RequestTimeout { get; init; }

    /// <summary>The longest that stopping waits for the last spans.</summary>
    public required TimeSpan ShutdownTimeout { get; init; }

    /// <summary>Further attributes of the resource.</summary>
    public required IReadOnlyDictionary<string, string> ResourceAttributes { get; init; }

    /// <summary>Headers of every request. They may hold secrets.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>True where <c>OTEL_SDK_DISABLED</c> is <c>true</c>: nothing is recorded or sent.</summary>
    public required bool Disabled { get; init; }

    /// <summary>Variables that were ignored, each with the reason. Logged once at the start.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The address that requests go to.</summary>
    internal Uri RequestAddress { get; init; } = OtelConfig.DefaultEndpoint;
}
