namespace Vivace.Server.Grpc;

/// <summary>How a call ended.</summary>
/// <param name="HttpContext">The request that carried the call; valid only during the callback.</param>
/// <param name="Status">The status sent, or that would have been sent to a client that is gone.</param>
/// <param name="ReachedHandler">False when the call was refused before its handler ran: message too large, not a message,
/// compression unknown, deadline passed while reading.</param>
internal readonly record struct GrpcCompletion(HttpContext HttpContext, GrpcStatus Status, bool ReachedHandler);
