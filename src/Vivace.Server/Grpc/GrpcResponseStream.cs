using System.Buffers;

namespace Vivace.Server.Grpc;

/// <summary>Where a server-streaming method writes its messages.</summary>
/// <param name="response">The response that carries them.</param>
internal sealed class GrpcResponseStream(HttpResponse response)
{
    /// <summary>Sends one message. The task ends when the client's flow control has room for more, so that a handler that awaits
    /// it never runs ahead of its reader by more than a window.</summary>
    /// <param name="message">The message; free again when the task ends.</param>
    /// <param name="cancellationToken">Usually <see cref="GrpcCall.CancellationToken"/>.</param>
    /// <exception cref="OperationCanceledException">The client is gone, or the deadline has passed.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!response.HasStarted)
            await GrpcResponse.StartAsync(response, cancellationToken);

        var writer = response.BodyWriter;
        GrpcFrame.WritePrefix(writer.GetSpan(GrpcFrame.PrefixBytes), message.Length);
        writer.Advance(GrpcFrame.PrefixBytes);
        writer.Write(message.Span);
        var flushed = await writer.FlushAsync(cancellationToken);
        if (flushed.IsCompleted || flushed.IsCanceled)
            throw new OperationCanceledException(response.HttpContext.RequestAborted);
    }
}
