namespace ReifyDb;

/// <summary>The log lines of the sample server, category <c>ReifyDb.Server</c>.</summary>
internal static partial class ServerLog
{
    public const string Category = "ReifyDb.Server";

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Listening: {Name} on {Address}")]
    internal static partial void Listening(ILogger logger, string name, string address);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "ReifyDb ready")]
    internal static partial void Ready(ILogger logger);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "ReifyDb stopping: no more requests, those that run have {Seconds} s")]
    internal static partial void Stopping(ILogger logger, double seconds);

    [LoggerMessage(EventId = 4, Level = LogLevel.Information, Message = "ReifyDb stopped after {Queries} queries and {Commands} commands")]
    internal static partial void Stopped(ILogger logger, long queries, long commands);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning,
        Message = "The development token \"{Token}\" is in use: whoever reaches the ports may read and write. Set REIFYDB_TOKEN to one of your own")]
    internal static partial void DevelopmentToken(ILogger logger, string token);

    [LoggerMessage(EventId = 6, Level = LogLevel.Error, Message = "A request to {Route} has failed")]
    internal static partial void RequestFailed(ILogger logger, string route, Exception exception);

    [LoggerMessage(EventId = 7, Level = LogLevel.Debug, Message = "Session {Session} of {Client} opened")]
    internal static partial void SessionOpened(ILogger logger, string session, string client);

    [LoggerMessage(EventId = 8, Level = LogLevel.Debug, Message = "Session {Session} closed: {Reason}")]
    internal static partial void SessionClosed(ILogger logger, string session, string reason);
}
