namespace Vivace.Server.Receivers;

/// <summary>What the receivers log; ids 6150 to 6199.</summary>
internal static partial class ReceiverLog
{
    [LoggerMessage(EventId = 6150, Level = LogLevel.Error, Message = "Push to {Path} failed; the client got 500")]
    internal static partial void RequestFailed(ILogger logger, Exception exception, string path);
}
