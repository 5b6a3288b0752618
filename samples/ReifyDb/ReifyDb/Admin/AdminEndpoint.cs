using System.Diagnostics;
using System.Net;
using System.Text.Json;
using ReifyDb.Auth;
using ReifyDb.Engine;
using ReifyDb.Http;
using ReifyDb.Protocol;

namespace ReifyDb.Admin;

/// <summary>The admin port: <c>/health</c>, <c>/v1/sessions</c>, <c>/v1/statistics</c>, <c>/v1/settings</c>.</summary>
internal sealed class AdminEndpoint
{
    private readonly AdminConfig _config;
    private readonly Authenticator _authenticator;
    private readonly Lifecycle _lifecycle;
    private readonly AdminPages _pages;

    public AdminEndpoint(AdminConfig config, Authenticator authenticator, Lifecycle lifecycle, AdminPages pages)
    {
        _config = config;
        _authenticator = authenticator;
        _lifecycle = lifecycle;
        _pages = pages;
    }

    public async Task HandleAsync(HttpContext context)
    {
        DoNotTrace();
        try
        {
            if (!HttpMethods.IsGet(context.Request.Method))
            {
                context.Response.Headers.Allow = "GET";
                throw new DatabaseException(ErrorCode.MethodNotAllowed, "The admin port takes GET.");
            }

            var path = context.Request.Path.Value;
            if (path == "/health")
            {
                var stops = _lifecycle.Stopping.IsCancellationRequested;
                await JsonResponse.SendAsync(context, stops ? 503 : 200, Answers.Build(json => _pages.WriteHealth(json, stops)));
                return;
            }

            Demand(context);
            Action<Utf8JsonWriter> page = path switch
            {
                "/v1/sessions" => _pages.WriteSessions,
                "/v1/statistics" => _pages.WriteStatistics,
                "/v1/settings" => _pages.WriteSettings,
                _ => throw new DatabaseException(ErrorCode.NotFound, "There are /health, /v1/sessions, /v1/statistics and /v1/settings."),
            };
            await JsonResponse.SendAsync(context, 200, Answers.Build(page));
        }
        catch (DatabaseException refused)
        {
            await JsonResponse.SendErrorAsync(context, refused);
        }
    }

    /// <summary>Health checks and dashboards ask every few seconds: their traces would bury the others.</summary>
    private static void DoNotTrace()
    {
        if (Activity.Current is { } activity)
        {
            activity.IsAllDataRequested = false;
            activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }

    private void Demand(HttpContext context)
    {
        if (!IPAddress.IsLoopback(_config.Address.Address))
            Authenticator.Demand(_authenticator.AuthenticateHeader(context.Request.Headers.Authorization), Access.Admin);
    }
}
