namespace Vivace.Server.Grpc;

/// <summary>What <see cref="GrpcRequestReader"/> found.</summary>
/// <param name="IsCompressed">The message is compressed by the call's <c>grpc-encoding</c>.</param>
/// <param name="Refusal">Why there is no message; null when there is one.</param>
internal readonly record struct GrpcRequest(bool IsCompressed, GrpcStatus? Refusal);
