using System.Text;
using Vivace.Server.Metrics;

namespace Vivace.Server.Api;

/// <summary><c>/ready</c>, <c>/live</c> and the pages under <c>/status</c>.</summary>
internal sealed class StatusPages(
    IReadiness readiness, IConfigurationStatus configuration, BuildDescription build, string apiPrefix)
{
    private static readonly string[] Parts = ["version", "services", "endpoints", "runtime_config", "config"];

    /// <summary>200 when the process can do its work, else 503 with the reasons.</summary>
    public ApiAnswer Ready()
    {
        var report = readiness.Report();
        if (report.IsReady)
            return ApiAnswer.Text(200, "ready\n");

        var text = new StringBuilder();
        foreach (var reason in report.Reasons)
            text.Append(reason).Append('\n');
        return ApiAnswer.Text(503, text.Length == 0 ? "not ready\n" : text.ToString());
    }

    /// <summary>200 as long as requests are answered at all.</summary>
    public static ApiAnswer Live() => ApiAnswer.Text(200, "live\n");

    /// <summary>A part of the status page, or all of it.</summary>
    /// <param name="part">Name of the part; empty for all.</param>
    /// <param name="parameters">Holds the mode of the configuration.</param>
    public ApiAnswer Status(string part, QueryParameters parameters)
    {
        ConfigurationView view;
        switch (parameters.Text("mode"))
        {
            case null:
                view = ConfigurationView.Effective;
                break;
            case "diff":
                view = ConfigurationView.Differences;
                break;
            case "defaults":
                view = ConfigurationView.Defaults;
                break;
            case var mode:
                return ApiAnswer.Text(500, $"unknown mode {QueryParameters.Quote(mode)}; it must be diff, defaults or absent");
        }

        if (part.Length > 0)
            return Render(part, view) is { } one ? ApiAnswer.Text(200, one) : ApiAnswer.Text(404, QueryApi.PageNotFound);

        var all = new StringBuilder();
        foreach (var name in Parts)
            all.Append("GET /status/").Append(name).Append('\n').Append(Render(name, view)).Append('\n');
        return ApiAnswer.Text(200, all.ToString());
    }

    private string? Render(string part, ConfigurationView view) => part switch
    {
        "version" => Version(),
        "services" => Services(),
        "endpoints" => Endpoints(),
        "config" => configuration.RenderConfiguration(view),
        "config/notices" => configuration.RenderNotices(),
        "runtime_config" => configuration.RenderRuntimeConfiguration(view),
        _ => null,
    };

    private string Version() =>
        $"vivace {build.Version}\ncompatible with Tempo {build.CompatibleTempoVersion}\n"
        + $"revision {Known(build.Revision)}\nbranch {Known(build.Branch)}\nbuilt {Known(build.BuildDate)}\nruntime {build.Runtime}\n";

    private string Services()
    {
        var services = readiness.Report().Services;
        var width = services.Count == 0 ? 0 : services.Max(service => service.Name.Length);
        var text = new StringBuilder();
        foreach (var service in services)
            text.Append(service.Name.PadRight(width)).Append("  ").Append(service.State).Append('\n');
        return text.ToString();
    }

    private string Endpoints()
    {
        string[] api =
        [
            "/api/echo", "/api/status/buildinfo", "/api/search", "/api/search/tags", "/api/v2/search/tags",
            "/api/search/tag/{name}/values", "/api/v2/search/tag/{name}/values", "/api/traces/{traceID}",
            "/api/v2/traces/{traceID}", "/api/metrics/query_range", "/api/metrics/query",
        ];
        string[] operation = ["/ready", "/live", "/metrics", "/status", "/status/config/notices"];
        return string.Concat(api.Select(path => $"GET {apiPrefix}{path}\n")
            .Concat(operation.Concat(Parts.Select(part => "/status/" + part)).Select(path => $"GET {path}\n")));
    }

    private static string Known(string text) => text.Length == 0 ? "unknown" : text;
}
