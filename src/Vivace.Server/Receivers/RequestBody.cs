using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Vivace.Server.Grpc;

namespace Vivace.Server.Receivers;

/// <summary>Reads an HTTP body into one buffer.</summary>
internal static class RequestBody
{
    /// <summary>Reads to the end of the body, or until it is larger than allowed.</summary>
    /// <param name="body">The body.</param>
    /// <param name="contentLength">What the client announced; null when it did not.</param>
    /// <param name="received">Receives the bytes as sent.</param>
    /// <param name="limitBytes">Largest body taken.</param>
    /// <param name="cancellationToken">Ends when the client is gone.</param>
    /// <returns>False when the body is larger than the limit; it is then not read further.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<bool> TryReadAsync(
        PipeReader body, long? contentLength, PooledBuffer received, int limitBytes, CancellationToken cancellationToken)
    {
        if (contentLength > limitBytes)
            return false;

        received.Expect(contentLength ?? 0);
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            var bytes = read.Buffer;
            var fits = bytes.Length <= limitBytes - received.Length;
            if (fits)
                received.Append(bytes);
            body.AdvanceTo(bytes.End);
            if (!fits || read.IsCompleted)
                return fits;
        }
    }
}
