using System.Diagnostics;
using ReifyDb.Tracing;

namespace ReifyDb.Http;

/// <summary>The server span of an HTTP request, with OpenTelemetry's attributes for HTTP servers. Where ASP.NET Core has begun one, it is
/// that; where a filter leaves ASP.NET Core out, one of our own, so that a trace always begins with its request.</summary>
internal sealed class RequestSpan : IDisposable
{
    private const string FrameworkSource = "Microsoft.AspNetCore";

    private readonly HttpContext _context;
    private readonly Activity? _activity;
    private readonly bool _isOwn;

    private RequestSpan(HttpContext context, Activity? activity, bool isOwn)
    {
        _context = context;
        _activity = activity;
        _isOwn = isOwn;
    }

    /// <summary>Begins, or takes over what was begun.</summary>
    /// <param name="context">The request.</param>
    /// <param name="route">Its path as the server knows it, of which there are few; null for unknown paths.</param>
    public static RequestSpan Begin(HttpContext context, string? route)
    {
        var request = context.Request;
        var name = route is null ? request.Method : $"{request.Method} {route}";
        var activity = Activity.Current is { Source.Name: FrameworkSource } framework ? framework : null;
        var isOwn = activity is null;
        if (activity is null)
        {
            _ = ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var caller);
            activity = Steps.StartRoot(name, ActivityKind.Server, caller);
        }

        if (activity is { IsAllDataRequested: true })
        {
            activity.DisplayName = name;
            activity.SetTag(Attributes.HttpRequestMethod, request.Method);
            activity.SetTag(Attributes.UrlPath, request.Path.Value);
            activity.SetTag(Attributes.UrlScheme, request.Scheme);
            if (route is not null)
                activity.SetTag(Attributes.HttpRoute, route);
            if (request.Host.HasValue)
            {
                activity.SetTag(Attributes.ServerAddress, request.Host.Host);
                activity.SetTag(Attributes.ServerPort, request.Host.Port ?? context.Connection.LocalPort);
            }

            activity.SetTag(Attributes.ClientAddress, context.Connection.RemoteIpAddress?.ToString());
            activity.SetTag(Attributes.ClientPort, context.Connection.RemotePort);
            activity.SetTag(Attributes.NetworkProtocolVersion, request.Protocol["HTTP/".Length..]);
            if (request.Headers.UserAgent.Count > 0)
                activity.SetTag(Attributes.UserAgent, request.Headers.UserAgent.ToString());
        }

        return new RequestSpan(context, activity, isOwn);
    }

    public void Dispose()
    {
        if (_activity is { IsAllDataRequested: true })
        {
            var status = _context.Response.StatusCode;
            _activity.SetTag(Attributes.HttpResponseStatusCode, status);

            // By the conventions a client's mistake is no error of the server's span.
            if (status >= 500)
            {
                _activity.SetStatus(ActivityStatusCode.Error);
                _activity.SetTag(Attributes.ErrorType, status.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        if (_isOwn)
            _activity?.Dispose();
    }
}
