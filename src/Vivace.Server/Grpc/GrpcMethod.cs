namespace Vivace.Server.Grpc;

/// <summary>Answers a unary call.</summary>
/// <param name="call">The call: metadata, deadline.</param>
/// <param name="request">The request message, decompressed; valid until the returned task ends.</param>
internal delegate ValueTask<GrpcReply> GrpcUnaryHandler(GrpcCall call, ReadOnlyMemory<byte> request);

/// <summary>Answers a server-streaming call.</summary>
/// <param name="call">The call: metadata, deadline.</param>
/// <param name="request">The request message, decompressed; valid until the returned task ends.</param>
/// <param name="responses">Where response messages go, in order.</param>
/// <returns>How the call ended; sent after the last message.</returns>
internal delegate ValueTask<GrpcStatus> GrpcStreamingHandler(
    GrpcCall call, ReadOnlyMemory<byte> request, GrpcResponseStream responses);

/// <summary>One method that <see cref="GrpcDispatcher"/> serves.</summary>
internal sealed class GrpcMethod
{
    private GrpcMethod(string service, string name, GrpcMessageLimit requestLimit)
    {
        Service = service;
        Name = name;
        RequestLimit = requestLimit;
    }

    /// <summary>Full name of the service, with its package.</summary>
    public string Service { get; }

    /// <summary>Name of the method.</summary>
    public string Name { get; }

    /// <summary>The path of its requests, <c>/service/method</c>.</summary>
    public string Path => $"/{Service}/{Name}";

    /// <summary>Largest request message taken.</summary>
    public GrpcMessageLimit RequestLimit { get; }

    /// <summary>The handler of a unary method; null for a streaming one.</summary>
    public GrpcUnaryHandler? UnaryHandler { get; private init; }

    /// <summary>The handler of a server-streaming method; null for a unary one.</summary>
    public GrpcStreamingHandler? StreamingHandler { get; private init; }

    /// <summary>Called once per call with how it ended, also when the client no longer hears it.</summary>
    public Action<GrpcCompletion>? Completed { get; private init; }

    /// <summary>A method with one request and one response.</summary>
    public static GrpcMethod Unary(
        string service,
        string name,
        GrpcMessageLimit requestLimit,
        GrpcUnaryHandler handler,
        Action<GrpcCompletion>? completed = null) =>
        new(service, name, requestLimit) { UnaryHandler = handler, Completed = completed };

    /// <summary>A method with one request and any number of responses.</summary>
    public static GrpcMethod ServerStreaming(
        string service,
        string name,
        GrpcMessageLimit requestLimit,
        GrpcStreamingHandler handler,
        Action<GrpcCompletion>? completed = null) =>
        new(service, name, requestLimit) { StreamingHandler = handler, Completed = completed };
}
