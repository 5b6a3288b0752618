using Vivace.Server.Api;
using Vivace.Server.Metrics;

namespace Vivace.Server.Web;

/// <summary>Endpoints that tell about this server itself rather than about traces; everything else goes on.</summary>
internal sealed class OwnEndpoints
{
    private readonly Dictionary<string, (string Label, Func<HttpContext, ValueTask<ApiAnswer>> Answer)> _endpoints = new(StringComparer.Ordinal);
    private readonly List<(string Start, string Label, Func<HttpContext, string, ValueTask<ApiAnswer>> Answer)> _below = [];
    private readonly RequestMetrics _requests;
    private readonly TimeProvider _time;

    /// <summary>Creates an empty table.</summary>
    public OwnEndpoints(RequestMetrics requests, TimeProvider time)
    {
        _requests = requests;
        _time = time;
    }

    /// <summary>Adds an endpoint.</summary>
    /// <param name="path">Begins with <c>/api/</c>.</param>
    /// <param name="label">Name of the route in metrics.</param>
    /// <param name="answer">Answers it.</param>
    public void Add(string path, string label, Func<HttpContext, ValueTask<ApiAnswer>> answer) => _endpoints.Add(path, (label, answer));

    /// <summary>Adds an endpoint for all paths that begin alike.</summary>
    /// <param name="start">Begins with <c>/api/</c> and ends with a slash.</param>
    /// <param name="label">Name of the route in metrics.</param>
    /// <param name="answer">Answers it; gets what follows, percent-decoded.</param>
    public void AddBelow(string start, string label, Func<HttpContext, string, ValueTask<ApiAnswer>> answer) => _below.Add((start, label, answer));

    /// <summary>A handler that answers these paths below a prefix and passes all others on.</summary>
    public RequestDelegate Before(string prefix, RequestDelegate next) => context =>
    {
        var path = ApiRouter.RawPathOf(context);
        if (!path.StartsWith(prefix, StringComparison.Ordinal))
            return next(context);
        path = path[prefix.Length..];
        if (_endpoints.TryGetValue(path, out var endpoint))
            return AnswerAsync(context, endpoint.Label, endpoint.Answer);
        foreach (var (start, label, answer) in _below)
        {
            if (path.StartsWith(start, StringComparison.Ordinal))
                return AnswerAsync(context, label, asked => answer(asked, Uri.UnescapeDataString(path[start.Length..])));
        }

        return next(context);
    };

    private async Task AnswerAsync(HttpContext context, string label, Func<HttpContext, ValueTask<ApiAnswer>> endpoint)
    {
        var started = _time.GetTimestamp();
        RequestIds.Assign(context);
        using var answer = await endpoint(context);
        context.Response.Headers.CacheControl = "no-store";
        await AnswerSender.SendAsync(context, answer);
        _requests.Record(context.Request.Method, label, context.Response.StatusCode, _time.GetElapsedTime(started));
    }
}
