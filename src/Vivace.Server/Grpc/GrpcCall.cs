namespace Vivace.Server.Grpc;

/// <summary>One call in progress, as its handler sees it.</summary>
/// <param name="context">The HTTP/2 request that carries it.</param>
/// <param name="method">The method called.</param>
/// <param name="cancellationToken">Ends with the deadline, or when the client is gone.</param>
internal sealed class GrpcCall(HttpContext context, GrpcMethod method, CancellationToken cancellationToken)
{
    /// <summary>The request that carries the call.</summary>
    public HttpContext HttpContext { get; } = context;

    /// <summary>The method called.</summary>
    public GrpcMethod Method { get; } = method;

    /// <summary>Ends with the deadline, or when the client cancels or is gone. A handler that stops for it throws
    /// <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The request's metadata.</summary>
    public IHeaderDictionary Metadata => HttpContext.Request.Headers;
}
