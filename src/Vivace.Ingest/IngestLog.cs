using Microsoft.Extensions.Logging;

namespace Vivace.Ingest;

/// <summary>The log lines of this project, ids 1000 to 1999.</summary>
internal static partial class IngestLog
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Debug, Message = "Push of tenant {Tenant} refused as {Kind}: {Reason}")]
    internal static partial void Refused(ILogger logger, string tenant, IngestOutcomeKind kind, string? reason);

    [LoggerMessage(
        EventId = 1002,
        Level = LogLevel.Warning,
        Message = "Attributes of tenant {Tenant} cut to {LimitBytes} bytes: {Count} in this push (pushes between two such lines are not listed)")]
    internal static partial void AttributesCut(ILogger logger, string tenant, int limitBytes, int count);
}
