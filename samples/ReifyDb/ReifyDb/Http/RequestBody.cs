using System.Globalization;
using ReifyDb.Engine;

namespace ReifyDb.Http;

/// <summary>Reads a request's body, up to a limit.</summary>
internal static class RequestBody
{
    /// <summary>Reads all of it.</summary>
    /// <exception cref="DatabaseException">It is larger, or of another content type than JSON.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, int mostBytes)
    {
        if (!context.Request.HasJsonContentType())
            throw new DatabaseException(ErrorCode.UnsupportedMediaType, "The content type must be application/json.");
        if (context.Request.ContentLength > mostBytes)
            throw TooLarge(mostBytes);

        using var body = new MemoryStream((int)(context.Request.ContentLength ?? 0));
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            if (body.Length + read > mostBytes)
                throw TooLarge(mostBytes);
            body.Write(chunk, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static DatabaseException TooLarge(int mostBytes) => new(
        ErrorCode.TooLarge, string.Create(CultureInfo.InvariantCulture, $"The body is larger than {mostBytes:N0} bytes; send less or raise WithMaxBodyBytes."));
}
