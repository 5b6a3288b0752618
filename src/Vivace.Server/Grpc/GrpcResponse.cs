using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http.Features;

namespace Vivace.Server.Grpc;

/// <summary>Writes what ends a call: the response message and the status, in trailers, or in the headers when there is no
/// message ("Trailers-Only").</summary>
internal static class GrpcResponse
{
    /// <summary>Content type of every answer.</summary>
    public const string ContentType = "application/grpc";

    /// <summary>The compressions a request may use, for <c>grpc-accept-encoding</c>.</summary>
    public const string AcceptedEncodings = "identity,gzip";

    /// <summary>Longest message sent in a header, in characters before encoding. Clients and proxies commonly limit all
    /// headers to 8 KiB, and percent encoding triples the worst case.</summary>
    private const int LongestMessage = 1024;

    /// <summary>Sends the headers of an answer with messages.</summary>
    public static Task StartAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.ContentType = ContentType;
        return response.StartAsync(cancellationToken);
    }

    /// <summary>Answers a unary call with success.</summary>
    public static async ValueTask WriteAsync(
        HttpResponse response, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await StartAsync(response, cancellationToken);
        var writer = response.BodyWriter;
        GrpcFrame.WritePrefix(writer.GetSpan(GrpcFrame.PrefixBytes), message.Length);
        writer.Advance(GrpcFrame.PrefixBytes);
        writer.Write(message.Span); // Kestrel sends it together with the trailers when the handler returns.
        WriteStatus(response, GrpcStatus.Ok);
    }

    /// <summary>Ends the call. Nothing may be written after it.</summary>
    public static void WriteStatus(HttpResponse response, in GrpcStatus status)
    {
        var headers = Destination(response);
        headers["grpc-status"] = ((int)status.Code).ToString(CultureInfo.InvariantCulture);
        if (status.Message.Length > 0)
            headers["grpc-message"] = PercentEncoding.Encode(Shorten(status.Message));
        if (status.RetryDelay is not null)
            headers["grpc-status-details-bin"] = Details(status);
        if (status.Code == GrpcStatusCode.Unimplemented)
            headers["grpc-accept-encoding"] = AcceptedEncodings;
    }

    private static IHeaderDictionary Destination(HttpResponse response)
    {
        if (response.HasStarted)
            return response.HttpContext.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;

        response.ContentType = ContentType;
        return response.Headers;
    }

    /// <summary>Binary metadata is base64 without padding; receivers take both.</summary>
    private static string Details(in GrpcStatus status) =>
        Convert.ToBase64String(GrpcStatusDetails.ToProtobuf(status with { Message = Shorten(status.Message) })).TrimEnd('=');

    private static string Shorten(string message)
    {
        if (message.Length <= LongestMessage)
            return message;

        var end = char.IsHighSurrogate(message[LongestMessage - 1]) ? LongestMessage - 1 : LongestMessage;
        return string.Concat(message.AsSpan(0, end), "...");
    }
}
