using System.Net;
using Microsoft.Extensions.Primitives;
using Vivace.Server.Api;
using Vivace.Server.Configuration;

namespace Vivace.Server.Web;

/// <summary>Passes requests of Tempo's API on to another server, and its answers back as they come.</summary>
/// <remarks>Only paths of the API, only GET and POST, only headers that the API knows: what a browser sends besides, such as cookies, stays
/// here. A client that leaves ends the request to the other server.</remarks>
internal sealed class DataSourceProxy : IDisposable
{
    private const int BufferBytes = 16 * 1024;

    private static readonly string[] RequestHeaders =
        ["Accept", "Accept-Encoding", "Content-Type", TenantHeader.Name, RequestIds.Name, "traceparent", "tracestate"];

    private static readonly string[] ResponseHeaders =
        ["Content-Type", "Content-Encoding", "Content-Length", "Retry-After", "Warning", "Vary"];

    private static readonly ApiRouter Router = new("");

    private readonly DataSourceOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HttpClient _client;

    /// <summary>Creates a proxy; nothing is connected yet.</summary>
    public DataSourceProxy(DataSourceOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2), // names are looked up again
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // each wait has a limit of its own
        };
    }

    /// <summary>Passes one request on; a <see cref="RequestDelegate"/>.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var path = ApiRouter.RawPathOf(context);
        if (!IsKnown(Router.Route(path).Route))
        {
            await SendErrorAsync(context, StatusCodes.Status404NotFound, QueryApi.PageNotFound);
            return;
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, POST";
            await SendErrorAsync(context, StatusCodes.Status405MethodNotAllowed, "405 method not allowed\n");
            return;
        }

        using var limit = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.RequestAborted);
        try
        {
            using var request = Request(context, path);
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            await SendAsync(context, answer, limit, either.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException
            && !context.RequestAborted.IsCancellationRequested)
        {
            WebLog.DataSourceFailed(_logger, _options.Url, failure.Message);
            if (context.Response.HasStarted)
                context.Abort(); // a cut connection cannot be mistaken for a whole answer
            else if (limit.IsCancellationRequested)
                await SendErrorAsync(
                    context, StatusCodes.Status504GatewayTimeout,
                    $"the data source {_options.Url} did not answer within {_options.Timeout.TotalSeconds:0.###} s (vivace.web.data_source.timeout)");
            else
                await SendErrorAsync(
                    context, StatusCodes.Status502BadGateway, $"the data source {_options.Url} cannot be reached: {failure.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static bool IsKnown(ApiRoute route) => route is ApiRoute.Echo or ApiRoute.BuildInfo or ApiRoute.TraceV1 or ApiRoute.TraceV2
        or ApiRoute.Search or ApiRoute.TagNamesV1 or ApiRoute.TagNamesV2 or ApiRoute.TagValuesV1 or ApiRoute.TagValuesV2
        or ApiRoute.MetricsRange or ApiRoute.MetricsInstant;

    private HttpRequestMessage Request(HttpContext context, string path)
    {
        var request = new HttpRequestMessage(
            HttpMethods.IsPost(context.Request.Method) ? HttpMethod.Post : HttpMethod.Get,
            new Uri(_options.Url.GetLeftPart(UriPartial.Path).TrimEnd('/') + path + context.Request.QueryString.ToUriComponent()));
        if (request.Method == HttpMethod.Post)
            request.Content = new StreamContent(context.Request.Body);
        foreach (var name in RequestHeaders)
        {
            if (context.Request.Headers.TryGetValue(name, out var values))
                Set(request, name, values);
        }

        foreach (var (name, value) in _options.Headers)
            Set(request, name, value);
        return request;
    }

    private static void Set(HttpRequestMessage request, string name, StringValues values)
    {
        if (string.Equals(name, "Content-Type", StringComparison.OrdinalIgnoreCase))
        {
            request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            return;
        }

        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
    }

    private async Task SendAsync(HttpContext context, HttpResponseMessage answer, CancellationTokenSource limit, CancellationToken cancellationToken)
    {
        var response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        foreach (var name in ResponseHeaders)
        {
            if (answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values))
                response.Headers[name] = values.ToArray();
        }

        response.Headers.CacheControl = "no-store";
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[BufferBytes];
        while (true)
        {
            limit.CancelAfter(_options.Timeout);
            var count = await body.ReadAsync(buffer, cancellationToken);
            limit.CancelAfter(Timeout.InfiniteTimeSpan); // a slow reader is no fault of the data source
            if (count == 0)
                return;
            await response.Body.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }

    private static Task SendErrorAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
