using System.Buffers;
using ReifyDb.Engine;
using ReifyDb.Protocol;

namespace ReifyDb.Http;

/// <summary>Answers of the HTTP ports.</summary>
internal static class JsonResponse
{
    public static async Task SendAsync(HttpContext context, int status, ArrayBufferWriter<byte> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.WrittenCount;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }

    public static Task SendErrorAsync(HttpContext context, DatabaseException error)
    {
        switch (error.Code)
        {
            case ErrorCode.Unauthenticated:
                context.Response.Headers.WWWAuthenticate = "Bearer";
                break;
            case ErrorCode.Busy or ErrorCode.TooMany:
                context.Response.Headers.RetryAfter = "1";
                break;
            case ErrorCode.ShuttingDown:
                context.Response.Headers.RetryAfter = "5";
                context.Response.Headers.Connection = "close";
                break;
            case ErrorCode.TooLarge:
                context.Response.Headers.Connection = "close"; // the rest of the body is not read
                break;
        }

        return SendAsync(context, error.Code.ToStatus(), Answers.Build(json => Answers.WriteError(json, error)));
    }
}
