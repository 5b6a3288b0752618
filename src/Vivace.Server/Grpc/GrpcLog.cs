namespace Vivace.Server.Grpc;

/// <summary>What the gRPC server logs; ids 6100 to 6149.</summary>
internal static partial class GrpcLog
{
    [LoggerMessage(EventId = 6100, Level = LogLevel.Error,
        Message = "gRPC call {Path} failed; the client got INTERNAL")]
    internal static partial void CallFailed(ILogger logger, Exception exception, string path);

    [LoggerMessage(EventId = 6101, Level = LogLevel.Debug,
        Message = "gRPC call {Path} ended with {Code}: {Reason}")]
    internal static partial void CallRefused(ILogger logger, string path, GrpcStatusCode code, string reason);
}
