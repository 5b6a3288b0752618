namespace Vivace.Server.Hosting;

/// <summary><c>/ready</c> and <c>/live</c>, answered before anything else stands.</summary>
internal static class HealthEndpoints
{
    /// <summary>Answers a health path, and passes other paths on.</summary>
    public static Task HandleAsync(HttpContext context, Readiness readiness, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (path.Equals("/live", StringComparison.Ordinal))
            return AnswerAsync(context, StatusCodes.Status200OK, "live\n");
        if (!path.Equals("/ready", StringComparison.Ordinal))
            return next(context);
        return readiness.IsReady
            ? AnswerAsync(context, StatusCodes.Status200OK, "ready\n")
            : AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, readiness.Reason + "\n");
    }

    private static Task AnswerAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(text, context.RequestAborted);
    }
}
