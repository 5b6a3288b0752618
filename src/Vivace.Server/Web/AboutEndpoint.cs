using System.Net;
using Vivace.Core;
using Vivace.Server.Api;
using Vivace.Server.Configuration;
using Vivace.Server.Hosting;
using Vivace.Server.Metrics;

namespace Vivace.Server.Web;

/// <summary><c>/api/vivace/about</c>: what this server is, where it takes spans, and what it can do for a page.</summary>
internal sealed class AboutEndpoint(
    VivaceOptions options, BuildDescription build, Func<IReadOnlyList<Listener>> listeners, Func<IReadOnlyCollection<TenantId>> tenants)
{
    private const int MaxTenants = 1_000;

    private static readonly string[] Features = ["complete", "validate", "search", "skeleton", "spans", "match", "links", "servicegraph", "structure", "exceptions", "metrics-stream", "queries", "storage", "storage-attributes", "settings", "status"];

    /// <summary>Answers for this server's own data.</summary>
    public ApiAnswer Answer() => Answer(null);

    /// <summary>Answers for a page that shows another server's data: that server's extras are not known.</summary>
    public ApiAnswer AnswerForDataSource() => Answer(options.Web.DataSource);

    private ApiAnswer Answer(DataSourceOptions? dataSource)
    {
        var buffer = new PooledBuffer();
        var json = new TempoJsonWriter(buffer);
        json.BeginObject();
        Text(json, "product"u8, "Vivace");
        Text(json, "version"u8, build.Version);
        Text(json, "access"u8, "open"); // there is no authentication yet
        json.Name("multitenancy"u8);
        json.Boolean(options.MultitenancyEnabled);
        json.Name("tenants"u8);
        json.BeginArray();
        if (options.MultitenancyEnabled && dataSource is null)
        {
            foreach (var tenant in tenants().Select(static tenant => tenant.Value).Order(StringComparer.Ordinal).Take(MaxTenants))
                json.String(tenant);
        }

        json.EndArray();
        json.Name("dataSource"u8);
        if (dataSource is null)
        {
            json.Null();
        }
        else
        {
            json.BeginObject();
            Text(json, "url"u8, dataSource.Url.ToString().TrimEnd('/'));
            json.EndObject();
        }

        WriteReceivers(json);
        json.Name("features"u8);
        json.BeginArray();
        foreach (var feature in dataSource is null ? Features : [])
            json.String(feature);
        json.EndArray();
        WriteLimits(json, dataSource is null);
        json.EndObject();
        return ApiAnswer.Json(buffer);
    }

    private void WriteReceivers(TempoJsonWriter json)
    {
        json.Name("receivers"u8);
        json.BeginArray();
        foreach (var listener in listeners().Where(static one => one.Role is ListenerRole.OtlpGrpc or ListenerRole.OtlpHttp))
        {
            var isGrpc = listener.Role == ListenerRole.OtlpGrpc;
            json.BeginObject();
            Text(json, "protocol"u8, isGrpc ? "grpc" : "http");
            Text(json, "host"u8, listener.Endpoint.Host.Length == 0 ? "0.0.0.0" : listener.Endpoint.Host);
            json.Name("port"u8);
            json.Number((uint)((listener.BoundTo.FirstOrDefault() as IPEndPoint)?.Port ?? listener.Endpoint.Port));
            json.Name("tls"u8);
            json.Boolean(listener.Tls is not null);
            if (!isGrpc)
                Text(json, "path"u8, options.Receivers.First(receiver => receiver.Endpoint == listener.Endpoint).TracesUrlPath);
            json.EndObject();
        }

        json.EndArray();
    }

    private void WriteLimits(TempoJsonWriter json, bool areOwn)
    {
        json.Name("limits"u8);
        json.BeginObject();
        if (areOwn)
        {
            // A limit that is off is left out.
            Limit(json, "searchMaxLimit"u8, options.Query.MaxResultLimit);
            Limit(json, "searchMaxRangeSeconds"u8, options.Query.MaxSearchDuration.TotalSeconds);
            Limit(json, "metricsMaxRangeSeconds"u8, options.Query.MaxMetricsDuration.TotalSeconds);
            Limit(json, "retentionSeconds"u8, options.Storage.BlockRetention.TotalSeconds);
        }

        json.EndObject();
    }

    private static void Limit(TempoJsonWriter json, ReadOnlySpan<byte> name, double value)
    {
        if (value <= 0)
            return;
        json.Name(name);
        json.Number((uint)Math.Min(value, uint.MaxValue));
    }

    private static void Text(TempoJsonWriter json, ReadOnlySpan<byte> name, string value)
    {
        json.Name(name);
        json.String(value);
    }
}
