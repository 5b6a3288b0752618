using Vivace.Server.Api;
using Vivace.Server.Configuration;
using Vivace.Server.Metrics;

namespace Vivace.Server.Web;

/// <summary><c>/api/vivace/settings</c>: the configuration in force, with defaults marked and secrets masked, and how often its limits
/// were met.</summary>
internal sealed class SettingsEndpoint(Settings settings, LimitHits hits, MetricsCollector metrics)
{
    // Limits of ingest, by the reason under which their refusals are counted.
    private static readonly Dictionary<string, string> ReasonOf = new(StringComparer.Ordinal)
    {
        ["overrides.defaults.ingestion.rate_limit_bytes"] = "rate_limited",
        ["vivace.ingest.max_pending_bytes"] = "overloaded",
        ["vivace.disk.min_free_bytes"] = "storage_unavailable",
    };

    private readonly ShownSetting[] _settings = [.. SettingsList.Of(settings)];

    /// <summary>Answers.</summary>
    public ApiAnswer Answer()
    {
        var refused = metrics.TotalsBy("tempo_discarded_spans_total", "reason").ToDictionary(StringComparer.Ordinal);
        var buffer = new PooledBuffer();
        var json = new TempoJsonWriter(buffer);
        json.BeginObject();
        json.Name("settings"u8);
        json.BeginArray();
        foreach (var setting in _settings)
        {
            json.BeginObject();
            json.Name("name"u8);
            json.String(setting.Name);
            json.Name("value"u8);
            json.StringOrNull(setting.Value);
            json.Name("default"u8);
            json.StringOrNull(setting.Default);
            json.Name("isDefault"u8);
            json.Boolean(setting.IsDefault);
            json.Name("secret"u8);
            json.Boolean(setting.IsSecret);
            json.Name("inForce"u8);
            json.Boolean(setting.IsInForce);
            json.Name("description"u8);
            json.String(setting.Description);
            json.Name("limit"u8);
            json.Boolean(setting.IsLimit);
            json.Name("hits"u8);
            json.Integer(HitsOf(setting.Name, refused));
            json.EndObject();
        }

        json.EndArray();
        json.EndObject();
        return ApiAnswer.Json(buffer);
    }

    private long HitsOf(string name, Dictionary<string, double> refused) =>
        hits.CountOf(name) + (ReasonOf.TryGetValue(name, out var reason) ? (long)refused.GetValueOrDefault(reason) : 0);
}
