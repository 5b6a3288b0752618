using System.Security.Cryptography;
using System.Text;
using Vivace.Server.Api;

namespace Vivace.Server.Web;

/// <summary>Everything on the page's port: the API below <c>/api</c>, the files of the page, and the page's document at the page's own
/// addresses. Everything else is 404.</summary>
/// <param name="files">The built page.</param>
/// <param name="api">Answers what begins with <c>/api/</c>.</param>
internal sealed class PageHandler(PageFiles files, RequestDelegate api)
{
    private const int NonceBytes = 18;

    private const string NotBuilt =
        """
        This server was built without its web page. The API on its other ports works.

        To get the page, install Node.js 20 with npm and build again: dotnet build src/Vivace.Server
        (without -p:BuildWeb=false). To have no page, set vivace.web.enabled: false.

        """;

    /// <summary>Answers one request; a <see cref="RequestDelegate"/>.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        RequestIds.Assign(context);
        PageHeaders.Set(context.Response.Headers);
        var path = ApiRouter.RawPathOf(context);
        if (path.StartsWith("/api/", StringComparison.Ordinal))
            await api(context);
        else if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            await RefuseMethodAsync(context);
        else if (files.Find(path) is { } file)
            await SendFileAsync(context, file);
        else if (PageRoutes.IsRoute(path))
            await SendDocumentAsync(context, path);
        else
            await SendTextAsync(context, StatusCodes.Status404NotFound, QueryApi.PageNotFound);
    }

    private async Task SendDocumentAsync(HttpContext context, string path)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
        if (files.FindDocument(path, nonce) is not { } html)
        {
            await SendTextAsync(context, StatusCodes.Status404NotFound, NotBuilt);
            return;
        }

        var response = context.Response;
        response.Headers.ContentSecurityPolicy = PageHeaders.ContentSecurityPolicy(nonce);
        response.Headers.CacheControl = "no-store"; // the nonce is for this answer alone
        response.ContentType = "text/html; charset=utf-8";
        await SendBodyAsync(context, Encoding.UTF8.GetBytes(html));
    }

    private static async Task SendFileAsync(HttpContext context, PageFile file)
    {
        var response = context.Response;
        response.Headers.ContentSecurityPolicy = PageHeaders.FilePolicy;
        response.Headers.CacheControl = file.IsImmutable ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers.Vary = "Accept-Encoding";
        var (encoding, body) = Choose(file, context.Request.Headers.AcceptEncoding);
        var tag = $"\"{file.Tag}{(encoding.Length == 0 ? "" : "-" + encoding)}\"";
        response.Headers.ETag = tag;
        if (IsKnown(context.Request.Headers.IfNoneMatch.ToString(), tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (encoding.Length > 0)
            response.Headers.ContentEncoding = encoding;
        response.ContentType = file.ContentType;
        await SendBodyAsync(context, body);
    }

    private static (string Encoding, ReadOnlyMemory<byte> Body) Choose(PageFile file, string? acceptEncoding)
    {
        if (file.Brotli is { } brotli && ContentNegotiation.Allows(acceptEncoding, "br"))
            return ("br", brotli);
        if (file.Gzip is { } gzip && ContentNegotiation.Allows(acceptEncoding, "gzip"))
            return ("gzip", gzip);
        return ("", file.Content);
    }

    private static bool IsKnown(string ifNoneMatch, string tag)
    {
        foreach (var part in ifNoneMatch.AsSpan().Split(','))
        {
            var known = ifNoneMatch.AsSpan()[part].Trim();
            if (known is "*" || known.SequenceEqual(tag) || (known.StartsWith("W/") && known[2..].SequenceEqual(tag)))
                return true;
        }

        return false;
    }

    private static Task RefuseMethodAsync(HttpContext context)
    {
        context.Response.Headers.Allow = "GET, HEAD";
        return SendTextAsync(context, StatusCodes.Status405MethodNotAllowed, "405 method not allowed\n");
    }

    private static Task SendTextAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return SendBodyAsync(context, Encoding.UTF8.GetBytes(text));
    }

    private static async Task SendBodyAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
