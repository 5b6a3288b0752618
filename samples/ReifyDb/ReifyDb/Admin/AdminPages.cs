using System.Globalization;
using System.Text.Json;
using ReifyDb.Auth;
using ReifyDb.Engine;
using ReifyDb.WebSockets;
using Vivace.OpenTelemetry;

namespace ReifyDb.Admin;

/// <summary>What the admin port shows, as JSON.</summary>
internal sealed class AdminPages
{
    private readonly ServerSettings _settings;
    private readonly Authenticator _authenticator;
    private readonly Database _database;
    private readonly SessionTable _sessions;
    private readonly OtelTracing? _tracing;
    private readonly TimeProvider _time;
    private readonly long _started;

    public AdminPages(
        ServerSettings settings, Authenticator authenticator, Database database, SessionTable sessions, OtelTracing? tracing, TimeProvider time)
    {
        _settings = settings;
        _authenticator = authenticator;
        _database = database;
        _sessions = sessions;
        _tracing = tracing;
        _time = time;
        _started = time.GetTimestamp();
    }

    public void WriteHealth(Utf8JsonWriter json, bool stops)
    {
        json.WriteString("status", stops ? "stopping" : "ok");
        json.WriteNumber("uptime_s", Math.Round(_time.GetElapsedTime(_started).TotalSeconds, 1));
    }

    public void WriteSessions(Utf8JsonWriter json)
    {
        json.WriteStartArray("sessions");
        foreach (var session in _sessions.All)
        {
            json.WriteStartObject();
            json.WriteString("id", session.Id);
            json.WriteString("client", session.Client);
            json.WriteString("user", session.User);
            json.WriteString("since", session.Since);
            json.WriteNumber("requests", session.Requests);
            json.WriteNumber("running", session.Running);
            json.WriteNumber("subscriptions", session.Subscriptions);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("statements");
        foreach (var statement in _database.Running)
        {
            json.WriteStartObject();
            json.WriteNumber("id", statement.Id);
            json.WriteString("user", statement.Identity.Name);
            json.WriteString("sql", statement.Sql);
            json.WriteNumber("elapsed_ms", Math.Round(_time.GetElapsedTime(statement.StartedTimestamp).TotalMilliseconds, 1));
            if (statement.Span is { Recorded: true } span)
                json.WriteString("trace_id", span.TraceId.ToHexString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public void WriteStatistics(Utf8JsonWriter json)
    {
        var statistics = _database.Statistics;
        json.WriteNumber("queries", statistics.Queries);
        json.WriteNumber("commands", statistics.Commands);
        json.WriteNumber("version", _database.Version);
        json.WriteStartObject("errors");
        foreach (var (code, count) in statistics.Errors.OrderBy(static pair => pair.Key))
            json.WriteNumber(code.ToText(), count);
        json.WriteEndObject();
        WriteLatency(json, "query_ms", statistics.QueryMilliseconds);
        WriteLatency(json, "command_ms", statistics.CommandMilliseconds);
        json.WriteNumber("lock_retries", statistics.Retries);
        json.WriteNumber("plan_cache_hits", statistics.CacheHits);
        json.WriteNumber("plan_cache_misses", statistics.CacheMisses);
        json.WriteNumber("sessions", _sessions.All.Count);
        json.WriteNumber("readers_busy", _database.Readers.Busy);
        json.WriteNumber("readers", _database.Readers.Size);
        json.WriteNumber("views", _database.Flow.Views.Count);
        json.WriteNumber("subscriptions", _database.Hub.Count);
        json.WriteNumber("pushes", statistics.Pushes);
        if (_tracing is null)
            return;

        json.WriteStartObject("tracing");
        json.WriteNumber("spans_exported", _tracing.ExportedSpans);
        json.WriteNumber("spans_dropped", _tracing.DroppedSpans);
        json.WriteNumber("spans_queued", _tracing.QueuedSpans);
        json.WriteEndObject();
    }

    public void WriteSettings(Utf8JsonWriter json)
    {
        if (_settings.Http is { } http)
        {
            json.WriteStartObject("http");
            json.WriteString("address", http.Address.ToString());
            json.WriteNumber("max_body_bytes", http.MaxBodyBytes);
            json.WriteNumber("max_connections", http.MaxConnections);
            json.WriteEndObject();
        }

        if (_settings.Ws is { } ws)
        {
            json.WriteStartObject("ws");
            json.WriteString("address", ws.Address.ToString());
            json.WriteNumber("max_message_bytes", ws.MaxMessageBytes);
            json.WriteNumber("max_connections", ws.MaxConnections);
            json.WriteNumber("max_requests_per_connection", ws.MaxRequestsPerConnection);
            json.WriteNumber("max_subscriptions_per_connection", ws.MaxSubscriptionsPerConnection);
            json.WriteNumber("authentication_timeout_s", ws.AuthenticationTimeout.TotalSeconds);
            json.WriteEndObject();
        }

        json.WriteStartObject("limits");
        json.WriteNumber("statement_timeout_s", _settings.Limits.StatementTimeout.TotalSeconds);
        json.WriteNumber("max_result_rows", _settings.Limits.MaxResultRows);
        json.WriteNumber("max_statements_per_command", _settings.Limits.MaxStatementsPerCommand);
        json.WriteNumber("max_value_bytes", _settings.Limits.MaxValueBytes);
        json.WriteNumber("max_concurrent_queries", _settings.Limits.MaxConcurrentQueries);
        json.WriteNumber("shutdown_timeout_s", _settings.Limits.ShutdownTimeout.TotalSeconds);
        json.WriteEndObject();
        if (_settings.Flow is { } flow)
        {
            json.WriteStartObject("flow");
            json.WriteNumber("max_views", flow.MaxViews);
            json.WriteNumber("max_subscriptions", flow.MaxSubscriptions);
            json.WriteNumber("max_pending_changes", flow.MaxPendingChanges);
            json.WriteStartArray("views");
            foreach (var view in _database.Flow.Views)
            {
                json.WriteStartObject();
                json.WriteString("name", view.Name);
                json.WriteString("select", view.Select);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteStartArray("tokens");
        foreach (var identity in _authenticator.Identities)
        {
            json.WriteStartObject();
            json.WriteString("name", identity.Name);
            json.WriteString("access", Authenticator.Text(identity.Access));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (_tracing is not null)
            WriteTracing(json, _tracing.Settings);
    }

    private static void WriteTracing(Utf8JsonWriter json, OtelSettings settings)
    {
        json.WriteStartObject("tracing");
        json.WriteBoolean("enabled", !settings.Disabled);
        json.WriteString("service_name", settings.ServiceName);
        json.WriteString("service_version", settings.ServiceVersion);
        json.WriteString("endpoint", settings.Endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));
        json.WriteString("protocol", settings.Protocol == OtlpProtocol.Grpc ? "grpc" : "http/protobuf");
        json.WriteString("sampler", settings.Sampler.ToString());
        json.WriteNumber("sample_ratio", settings.SampleRatio);
        json.WriteNumber("scheduled_delay_s", settings.ScheduledDelay.TotalSeconds);
        json.WriteNumber("max_export_batch_size", settings.MaxExportBatchSize);
        json.WriteNumber("max_queue_size", settings.MaxQueueSize);
        json.WriteNumber("export_timeout_s", settings.ExportTimeout.TotalSeconds);
        json.WriteStartArray("headers");
        foreach (var name in settings.Headers.Keys.Order(StringComparer.OrdinalIgnoreCase))
            json.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{name}=<secret>"));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLatency(Utf8JsonWriter json, string name, Func<double, double> quantile)
    {
        json.WriteStartObject(name);
        json.WriteNumber("p50", quantile(0.5));
        json.WriteNumber("p90", quantile(0.9));
        json.WriteNumber("p99", quantile(0.99));
        json.WriteEndObject();
    }
}
