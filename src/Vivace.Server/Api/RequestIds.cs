using System.Buffers;

namespace Vivace.Server.Api;

/// <summary>Names each request, so that an answer and a line of the log can be put together.</summary>
internal static class RequestIds
{
    /// <summary>The header, of requests and answers.</summary>
    public const string Name = "X-Request-Id";

    private const int MaxLength = 128;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    /// <summary>Keeps the id that a request brought when it is fit for logs and headers, and has the answer name it.</summary>
    public static void Assign(HttpContext context)
    {
        if (context.Request.Headers[Name] is [{ Length: > 0 and <= MaxLength } sent] && !sent.AsSpan().ContainsAnyExcept(Allowed))
            context.TraceIdentifier = sent;
        context.Response.Headers[Name] = context.TraceIdentifier;
    }
}
