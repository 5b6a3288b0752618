using Microsoft.Extensions.Logging;

namespace Vivace.OpenTelemetry;

/// <summary>The log lines of this library, ids 7000 to 7999, category <c>Vivace.OpenTelemetry</c>.</summary>
internal static partial class OtelLog
{
    public const string Category = "Vivace.OpenTelemetry";

    [LoggerMessage(EventId = 7001, Level = LogLevel.Information,
        Message = "OpenTelemetry subsystem started service={Service} endpoint={Endpoint}")]
    internal static partial void Started(ILogger logger, string service, string endpoint);

    [LoggerMessage(EventId = 7002, Level = LogLevel.Information, Message = "OpenTelemetry subsystem disabled by OTEL_SDK_DISABLED")]
    internal static partial void Disabled(ILogger logger);

    [LoggerMessage(EventId = 7003, Level = LogLevel.Warning, Message = "{Reason}")]
    internal static partial void VariableIgnored(ILogger logger, string reason);

    [LoggerMessage(EventId = 7004, Level = LogLevel.Warning,
        Message = "OpenTelemetry endpoint {Endpoint} does not take spans: {Reason}. Up to {QueueSize} spans wait, further ones are dropped and counted; said again when it answers")]
    internal static partial void OutageBegan(ILogger logger, string endpoint, string reason, int queueSize);

    [LoggerMessage(EventId = 7005, Level = LogLevel.Information,
        Message = "OpenTelemetry endpoint {Endpoint} takes spans again after {OutageSeconds:F1} s; {DroppedSpans} spans were dropped in that time")]
    internal static partial void OutageEnded(ILogger logger, string endpoint, double outageSeconds, long droppedSpans);

    [LoggerMessage(EventId = 7006, Level = LogLevel.Information,
        Message = "OpenTelemetry subsystem stopped: {ExportedSpans} spans exported, {DroppedSpans} dropped")]
    internal static partial void Stopped(ILogger logger, long exportedSpans, long droppedSpans);
}
