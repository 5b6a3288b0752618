using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Vivace.Server.Grpc;

/// <summary>The rules that a request must follow before it is a gRPC call, and the words for those that do not.</summary>
internal static class GrpcProtocol
{
    private const int LongestQuote = 200;

    /// <summary>Answers requests that are not gRPC in HTTP's own terms.</summary>
    /// <returns>True when the request was answered.</returns>
    public static bool RefuseOtherProtocols(HttpContext context)
    {
        var request = context.Request;
        if (!IsGrpc(request.ContentType))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return true;
        }

        if (!HttpMethods.IsPost(request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = HttpMethods.Post;
            return true;
        }

        if (!HttpProtocol.IsHttp2(request.Protocol))
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            context.Response.Headers[HeaderNames.Upgrade] = "h2c";
            return true;
        }

        return false;
    }

    /// <summary>Whether a content type is gRPC with protobuf messages: <c>application/grpc</c>, with or without
    /// <c>+proto</c> and parameters. gRPC-Web and other message formats are not.</summary>
    public static bool IsGrpc(string? contentType)
    {
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        if (end >= 0)
            type = type[..end].TrimEnd();
        return type.Equals("application/grpc", StringComparison.OrdinalIgnoreCase)
            || type.Equals("application/grpc+proto", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads <c>grpc-encoding</c>.</summary>
    /// <param name="encoding">The header.</param>
    /// <param name="gzip">True when messages with the compressed flag are gzip.</param>
    /// <returns>False for a compression that is not supported.</returns>
    public static bool TryReadEncoding(StringValues encoding, out bool gzip)
    {
        gzip = encoding == "gzip";
        return gzip || encoding == "identity";
    }

    /// <summary>Decompresses a message.</summary>
    /// <param name="received">As sent.</param>
    /// <param name="unpacked">Receives the message.</param>
    /// <param name="gzip">Whether the call announced gzip.</param>
    /// <param name="limit">Largest message taken.</param>
    /// <returns>Why it cannot be had; null when it was.</returns>
    public static GrpcStatus? Unpack(PooledBuffer received, PooledBuffer unpacked, bool gzip, GrpcMessageLimit limit)
    {
        if (!gzip)
        {
            return new GrpcStatus(
                GrpcStatusCode.Internal, "the message is flagged as compressed, but grpc-encoding names no compression");
        }

        return Gunzip.Run(received, unpacked, limit.Bytes) switch
        {
            GunzipOutcome.Done => null,
            GunzipOutcome.TooLarge => limit.ExceededUnpacked(received.Length),
            _ => new GrpcStatus(GrpcStatusCode.InvalidArgument, "the message is not whole gzip, though grpc-encoding says so"),
        };
    }

    /// <summary>The answer to a compression that is not supported; the header that lists the others goes with the code.</summary>
    public static GrpcStatus UnknownEncoding(StringValues encoding) => new(
        GrpcStatusCode.Unimplemented,
        $"grpc-encoding {Quote(encoding.ToString())} is not supported; use {GrpcResponse.AcceptedEncodings}");

    /// <summary>The answer to a deadline that cannot be read.</summary>
    public static GrpcStatus BadTimeout(StringValues timeout) => new(
        GrpcStatusCode.InvalidArgument,
        $"grpc-timeout {Quote(timeout.ToString())} is not 1 to 8 digits followed by one of H M S m u n");

    /// <summary>Quotes what a client sent, cut to a length that cannot flood a log.</summary>
    public static string Quote(string text) =>
        text.Length <= LongestQuote ? $"\"{text}\"" : $"\"{text.AsSpan(0, LongestQuote)}...\"";
}
