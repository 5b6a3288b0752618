namespace Vivace.Server.Grpc;

/// <summary>How a call ended: what <c>google.rpc.Status</c> says, whether it travels in trailers or in an HTTP body.</summary>
/// <param name="Code">The canonical code.</param>
/// <param name="Message">For the client: what is wrong, where, and what to do. Empty when the call succeeded.</param>
/// <param name="RetryDelay">When the same request may be sent again (<c>google.rpc.RetryInfo</c>); null: the status says nothing
/// about it.</param>
internal readonly record struct GrpcStatus(GrpcStatusCode Code, string Message, TimeSpan? RetryDelay = null)
{
    /// <summary>Success.</summary>
    public static GrpcStatus Ok { get; } = new(GrpcStatusCode.Ok, "");

    /// <summary>True for success.</summary>
    public bool IsOk => Code == GrpcStatusCode.Ok;
}
