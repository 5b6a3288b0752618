using System.Buffers;
using System.Globalization;
using System.IO.Compression;

namespace Vivace.Server.Api;

/// <summary>Sends answers.</summary>
internal static class AnswerSender
{
    /// <summary>Below it gzip saves less than one packet and costs more than it saves. Tempo's limit, too.</summary>
    public const int MinGzipBytes = 1400;

    /// <summary>Sends an answer: compressed when the client allows and it is worth it, and without its body to HEAD.</summary>
    public static async Task SendAsync(HttpContext context, ApiAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.Headers.Vary = "Accept-Encoding";
        if (answer.RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (answer.Warning is { } warning)
            response.Headers.Warning = $"199 vivace \"{HeaderText(warning)}\"";
        if (answer.ErrorText is not null)
            response.Headers.XContentTypeOptions = "nosniff"; // it may quote what the client sent
        if (answer.ContentType is { } contentType)
            response.ContentType = contentType;

        var isHead = HttpMethods.IsHead(context.Request.Method);
        if (answer.Body.Length >= MinGzipBytes && ContentNegotiation.AllowsGzip(context.Request.Headers.AcceptEncoding))
        {
            response.Headers.ContentEncoding = "gzip";
            if (isHead)
                return;
            await using var gzip = new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
            await WriteAsync(gzip, answer.Body, context.RequestAborted);
            return;
        }

        response.ContentLength = answer.Body.Length;
        if (!isHead && !answer.Body.IsEmpty)
            await WriteAsync(response.Body, answer.Body, context.RequestAborted);
    }

    private static async Task WriteAsync(Stream output, ReadOnlySequence<byte> body, CancellationToken cancellationToken)
    {
        foreach (var piece in body)
            await output.WriteAsync(piece, cancellationToken);
    }

    private static string HeaderText(string text) => string.Concat(
        text.Take(500).Select(c => c is >= ' ' and <= '~' and not '"' and not '\\' ? c : ' '));
}
