using System.Text;
using Vivace.Server.Grpc;

namespace Vivace.Server.Receivers;

/// <summary>Writes whole HTTP answers.</summary>
internal static class HttpAnswer
{
    /// <summary>The HTTP status that means the same as a code (operator's table of ingest limits).</summary>
    public static int StatusCodeOf(GrpcStatusCode code) => code switch
    {
        GrpcStatusCode.InvalidArgument => StatusCodes.Status400BadRequest,
        GrpcStatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        GrpcStatusCode.PermissionDenied => StatusCodes.Status403Forbidden,
        GrpcStatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        GrpcStatusCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>Answers with bytes.</summary>
    public static Task WriteAsync(HttpContext context, int statusCode, string contentType, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.StatusCode = statusCode;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        return response.BodyWriter.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>Answers with a line of text.</summary>
    public static Task TextAsync(HttpContext context, int statusCode, string text) =>
        WriteAsync(context, statusCode, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));
}
