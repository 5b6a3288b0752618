namespace Vivace.Server.Grpc;

/// <summary>The answer to a unary call.</summary>
internal readonly struct GrpcReply
{
    private GrpcReply(GrpcStatus status, ReadOnlyMemory<byte> message)
    {
        Status = status;
        Message = message;
    }

    /// <summary>How the call ended.</summary>
    public GrpcStatus Status { get; }

    /// <summary>The response message; sent only with success.</summary>
    public ReadOnlyMemory<byte> Message { get; }

    /// <summary>Success with a response message. It is copied before the handler's buffers are returned.</summary>
    public static GrpcReply Success(ReadOnlyMemory<byte> message) => new(GrpcStatus.Ok, message);

    /// <summary>Failure.</summary>
    public static GrpcReply Failure(GrpcStatus status) => new(status, default);
}
