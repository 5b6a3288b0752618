namespace Vivace.Server.Api;

/// <summary>Log lines of the query API.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(EventId = 6200, Level = LogLevel.Debug,
        Message = "Query {Kind} of tenant {Tenant}: status {Status} after {DurationMilliseconds} ms, {Matched} matched, {InspectedBytes} bytes inspected, range {StartUnixSeconds}..{EndUnixSeconds}, expression {Expression}")]
    internal static partial void Query(
        ILogger logger, string kind, string tenant, int status, double durationMilliseconds, int matched, ulong inspectedBytes,
        ulong startUnixSeconds, ulong endUnixSeconds, string expression);

    [LoggerMessage(EventId = 6201, Level = LogLevel.Error,
        Message = "Query {Kind} of tenant {Tenant} failed inside the server (request {RequestId})")]
    internal static partial void QueryFailed(ILogger logger, string kind, string tenant, string requestId, Exception failure);

    [LoggerMessage(EventId = 6202, Level = LogLevel.Error,
        Message = "Request to route {Route} failed inside the server (request {RequestId})")]
    internal static partial void RequestFailed(ILogger logger, string route, string requestId, Exception failure);
}
