
namespace Vivace.Server.Metrics;

/// <summary>Log lines of the metrics.</summary>
internal static partial class MetricsLog
{
    [LoggerMessage(EventId = 6301, Level = LogLevel.Warning,
        Message = "An observable metric could not be read; the others are exposed all the same")]
    internal static partial void ObservationFailed(ILogger logger, Exception failure);

    [LoggerMessage(EventId = 6302, Level = LogLevel.Warning,
        Message = "Metric {Name} is defined as {Kind} and as {OtherKind}; the {Kind} is not exposed")]
    internal static partial void NameClash(ILogger logger, string name, MetricKind kind, MetricKind otherKind);
}
