using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Vivace.Server.Grpc;

/// <summary>Reads the one message that unary and server-streaming calls send.</summary>
internal static class GrpcRequestReader
{
    private static readonly GrpcStatus SeveralMessages = new(
        GrpcStatusCode.Unimplemented, "the method takes one request message; more bytes followed the first");

    private static readonly GrpcStatus NoMessage = new(
        GrpcStatusCode.Unimplemented, "the method takes one request message; none was sent");

    private static readonly GrpcStatus HalfPrefix = new(
        GrpcStatusCode.InvalidArgument, "the request ends inside the five bytes that start a frame");

    /// <summary>Reads frames until the client has finished sending.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="message">Receives the message as sent, still compressed if it was.</param>
    /// <param name="limit">Largest message taken. It is checked against the announced length, before anything is read.</param>
    /// <param name="cancellationToken">The call's deadline or end.</param>
    /// <returns>Whether the message is compressed, or why there is none.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<GrpcRequest> ReadAsync(
        PipeReader body, PooledBuffer message, GrpcMessageLimit limit, CancellationToken cancellationToken)
    {
        var compressed = false;
        long missing = -1; // bytes of the message yet to come; negative before the prefix
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            var received = read.Buffer;
            if (missing < 0 && GrpcFrame.TryReadPrefix(received, out var flag, out var messageBytes))
            {
                if (flag > 1)
                    return Refuse(body, received.End, BadFlag(flag));
                if (messageBytes > limit.Bytes)
                    return Refuse(body, received.End, limit.Exceeded(messageBytes));
                compressed = flag == 1;
                missing = messageBytes;
                message.Expect(missing);
                received = received.Slice(GrpcFrame.PrefixBytes);
            }

            if (missing >= 0)
            {
                if (received.Length > missing)
                {
                    return Refuse(body, received.End, SeveralMessages);
                }

                message.Append(received);
                missing -= received.Length;
                received = received.Slice(received.End);
            }

            if (read.IsCompleted)
            {
                var status = missing switch
                {
                    0 => (GrpcStatus?)null,
                    > 0 => EndedEarly(message, missing),
                    _ => received.IsEmpty ? NoMessage : HalfPrefix,
                };
                body.AdvanceTo(received.End);
                return new GrpcRequest(compressed, status);
            }

            body.AdvanceTo(received.Start, received.End);
        }
    }

    private static GrpcStatus EndedEarly(PooledBuffer message, long missing) =>
        new(GrpcStatusCode.InvalidArgument, string.Create(
            CultureInfo.InvariantCulture,
            $"the request ends after {message.Length} of the {message.Length + missing} bytes its frame announces"));

    private static GrpcStatus BadFlag(byte flag) => new(GrpcStatusCode.Internal, string.Create(
        CultureInfo.InvariantCulture, $"the request's frame starts with byte {flag}; it must be 0 or 1"));

    private static GrpcRequest Refuse(PipeReader body, SequencePosition end, GrpcStatus status)
    {
        body.AdvanceTo(end);
        return new GrpcRequest(false, status);
    }
}
