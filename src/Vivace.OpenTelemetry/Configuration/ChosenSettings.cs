namespace Vivace.OpenTelemetry.Configuration;

/// <summary>What code has set; null where it has said nothing.</summary>
internal sealed class ChosenSettings
{
    public string? ServiceName { get; set; }

    public string? ServiceVersion { get; set; }

    public Uri? Endpoint { get; set; }

    public OtlpProtocol? Protocol { get; set; }

    public double? SampleRatio { get; set; }

    public TimeSpan? ScheduledDelay { get; set; }

    public int? MaxExportBatchSize { get; set; }

    public int? MaxQueueSize { get; set; }

    public TimeSpan? ExportTimeout { get; set; }

    public TimeSpan? ShutdownTimeout { get; set; }
}
