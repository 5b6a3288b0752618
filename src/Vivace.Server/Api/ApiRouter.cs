using Microsoft.AspNetCore.Http.Features;

namespace Vivace.Server.Api;

/// <summary>Takes paths apart. Works on the path as sent, because tag names may hold encoded slashes.</summary>
internal sealed class ApiRouter
{
    private const string ValuesEnd = "/values";
    private const string VivaceTraces = "/api/vivace/traces/";

    private static readonly RoutedPath NotFound = new(ApiRoute.NotFound, "other");

    private readonly string _apiPrefix;

    /// <summary>Creates a router.</summary>
    /// <param name="apiPrefix">Stands before <c>/api</c>; may be empty.</param>
    public ApiRouter(string apiPrefix) => _apiPrefix = apiPrefix;

    /// <summary>The path of a request as it was sent: percent-encoded, without query and without the host's base.</summary>
    public static string RawPathOf(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        if (!path.StartsWith('/'))
        {
            // Absolute form, "GET http://host/path": proxies send it; and hosts other than Kestrel that keep no target.
            var scheme = path.IndexOf("://", StringComparison.Ordinal);
            var slash = scheme < 0 ? -1 : path.IndexOf('/', scheme + 3);
            path = slash < 0 ? context.Request.PathBase + context.Request.Path.ToUriComponent() : path[slash..];
        }

        var pathBase = context.Request.PathBase;
        return pathBase.HasValue && path.StartsWith(pathBase.Value, StringComparison.OrdinalIgnoreCase)
            ? path[pathBase.Value.Length..]
            : path;
    }

    /// <summary>The path with runs of slashes made one.</summary>
    /// <returns>Null when there is nothing to change.</returns>
    public static string? WithoutDoubledSlashes(string path)
    {
        if (!path.Contains("//", StringComparison.Ordinal))
            return null;

        var clean = new System.Text.StringBuilder(path.Length);
        foreach (var c in path)
        {
            if (c != '/' || clean.Length == 0 || clean[^1] != '/')
                clean.Append(c);
        }

        return clean.ToString();
    }

    /// <summary>Finds the route of a path.</summary>
    /// <param name="path">Percent-encoded, without doubled slashes.</param>
    public RoutedPath Route(string path)
    {
        switch (path)
        {
            case "/ready":
                return new(ApiRoute.Ready, "ready");
            case "/live":
                return new(ApiRoute.Live, "live");
            case "/metrics":
                return new(ApiRoute.Metrics, "metrics");
            case "/status":
                return new(ApiRoute.Status, "status");
        }

        if (path.StartsWith("/status/", StringComparison.Ordinal))
            return new(ApiRoute.Status, "status", path["/status/".Length..]);
        if (!path.StartsWith(_apiPrefix, StringComparison.Ordinal))
            return NotFound;

        var rest = path[_apiPrefix.Length..];
        return rest switch
        {
            "/api/echo" => new(ApiRoute.Echo, "api_echo"),
            "/api/status/buildinfo" => new(ApiRoute.BuildInfo, "api_status_buildinfo"),
            "/api/search" => new(ApiRoute.Search, "api_search"),
            "/api/search/tags" => new(ApiRoute.TagNamesV1, "api_search_tags"),
            "/api/v2/search/tags" => new(ApiRoute.TagNamesV2, "api_v2_search_tags"),
            "/api/metrics/query_range" => new(ApiRoute.MetricsRange, "api_metrics_query_range"),
            "/api/metrics/query" => new(ApiRoute.MetricsInstant, "api_metrics_query"),
            "/api/vivace/complete" => new(ApiRoute.Complete, "api_vivace_complete"),
            "/api/vivace/metrics" => new(ApiRoute.MetricsLines, "api_vivace_metrics"),
            "/api/vivace/search" => new(ApiRoute.SearchLines, "api_vivace_search"),
            "/api/vivace/service-graph" => new(ApiRoute.ServiceGraph, "api_vivace_service_graph"),
            "/api/vivace/structure" => new(ApiRoute.Structure, "api_vivace_structure"),
            "/api/vivace/exceptions" => new(ApiRoute.Exceptions, "api_vivace_exceptions"),
            "/api/vivace/validate" => new(ApiRoute.Validate, "api_vivace_validate"),
            _ when Between(rest, VivaceTraces, "/skeleton") is { } id && IsOnePart(id) =>
                new(ApiRoute.Skeleton, "api_vivace_traces_traceid_skeleton", Uri.UnescapeDataString(id)),
            _ when Between(rest, VivaceTraces, "/spans") is { } id && IsOnePart(id) =>
                new(ApiRoute.Spans, "api_vivace_traces_traceid_spans", Uri.UnescapeDataString(id)),
            _ when Between(rest, VivaceTraces, "/match") is { } id && IsOnePart(id) =>
                new(ApiRoute.Match, "api_vivace_traces_traceid_match", Uri.UnescapeDataString(id)),
            _ when Between(rest, VivaceTraces, "/links") is { } id && IsOnePart(id) =>
                new(ApiRoute.Links, "api_vivace_traces_traceid_links", Uri.UnescapeDataString(id)),
            _ when Between(rest, "/api/traces/", "") is { } id && IsOnePart(id) =>
                new(ApiRoute.TraceV1, "api_traces_traceid", Uri.UnescapeDataString(id)),
            _ when Between(rest, "/api/v2/traces/", "") is { } id && IsOnePart(id)
                && id != "diff" => new(ApiRoute.TraceV2, "api_v2_traces_traceid", Uri.UnescapeDataString(id)),
            _ when Between(rest, "/api/search/tag/", ValuesEnd) is { } name =>
                new(ApiRoute.TagValuesV1, "api_search_tag_tagname_values", Uri.UnescapeDataString(name)),
            _ when Between(rest, "/api/v2/search/tag/", ValuesEnd) is { } name =>
                new(ApiRoute.TagValuesV2, "api_v2_search_tag_tagname_values", Uri.UnescapeDataString(name)),
            _ => NotFound,
        };
    }

    private static bool IsOnePart(string text) => !text.Contains('/', StringComparison.Ordinal);

    private static string? Between(string path, string start, string end) =>
        path.Length > start.Length + end.Length
        && path.StartsWith(start, StringComparison.Ordinal) && path.EndsWith(end, StringComparison.Ordinal)
            ? path[start.Length..^end.Length]
            : null;
}
