namespace Vivace.Server.Hosting;

/// <summary><c>POST /flush</c> on the query port, as Tempo's ingester has it: writes all live spans as blocks and answers 204 when they
/// are on disk. For backups, upgrades and measurements; nothing is lost without it.</summary>
internal sealed class FlushEndpoint(Func<CancellationToken, Task> flush, RequestDelegate next)
{
    private const string Path = "/flush";

    public async Task HandleAsync(HttpContext context)
    {
        if (!string.Equals(context.Request.Path.Value, Path, StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = HttpMethods.Post;
            return;
        }

        try
        {
            await flush(context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; the blocks are written all the same.
        }
    }
}
