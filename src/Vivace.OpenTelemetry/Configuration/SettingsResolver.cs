namespace Vivace.OpenTelemetry.Configuration;

/// <summary>Puts code before environment before default.</summary>
internal static class SettingsResolver
{
    // OpenTelemetry's default for one request; ExportTimeout bounds all attempts of a batch.
    private static readonly TimeSpan DefaultRequestTimeout = TimeSpan.FromSeconds(10);

    public static OtelSettings Resolve(OtelConfig config)
    {
        var chosen = config.Chosen;
        var environment = new EnvironmentSettings(config.Environment);

        var protocol = chosen.Protocol ?? environment.Protocol() ?? OtlpProtocol.Grpc;
        var (environmentEndpoint, asItStands) = environment.Endpoint();
        var endpoint = chosen.Endpoint ?? environmentEndpoint
            ?? (protocol == OtlpProtocol.HttpProtobuf ? OtelConfig.DefaultHttpEndpoint : OtelConfig.DefaultEndpoint);
        asItStands &= chosen.Endpoint is null;

        var exportTimeout = chosen.ExportTimeout
            ?? environment.Milliseconds("OTEL_BSP_EXPORT_TIMEOUT", environment.Text("OTEL_BSP_EXPORT_TIMEOUT"))
            ?? OtelConfig.DefaultExportTimeout;
        var (timeoutName, timeoutValue) = environment.Exporter("TIMEOUT");
        var requestTimeout = environment.Milliseconds(timeoutName, timeoutValue) ?? DefaultRequestTimeout;

        var (sampler, ratio) = Sampling(chosen, environment);
        var (batch, queue) = Sizes(chosen, environment);
        var attributes = Attributes(config, environment);
        attributes.Remove("service.name", out var attributeName);
        attributes.Remove("service.version", out var attributeVersion);

        return new OtelSettings
        {
            ServiceName = chosen.ServiceName ?? Code(config, "service.name") ?? environment.Text("OTEL_SERVICE_NAME") ?? NotEmpty(attributeName)
                ?? OtelConfig.DefaultServiceName,
            ServiceVersion = chosen.ServiceVersion ?? NotEmpty(attributeVersion) ?? EntryAssembly.Version,
            Endpoint = endpoint,
            RequestAddress = protocol == OtlpProtocol.HttpProtobuf && !asItStands ? WithTracesPath(endpoint) : endpoint,
            Protocol = protocol,
            Sampler = sampler,
            SampleRatio = ratio,
            ScheduledDelay = chosen.ScheduledDelay
                ?? environment.Milliseconds("OTEL_BSP_SCHEDULE_DELAY", environment.Text("OTEL_BSP_SCHEDULE_DELAY"))
                ?? OtelConfig.DefaultScheduledDelay,
            MaxExportBatchSize = batch,
            MaxQueueSize = queue,
            ExportTimeout = exportTimeout,
            RequestTimeout = requestTimeout < exportTimeout ? requestTimeout : exportTimeout,
            ShutdownTimeout = config.ShutdownTimeout,
            ResourceAttributes = attributes,
            Headers = Headers(config, environment),
            Disabled = environment.Flag("OTEL_SDK_DISABLED"),
            Warnings = environment.Warnings,
        };
    }

    private static (OtelSampler Sampler, double Ratio) Sampling(ChosenSettings chosen, EnvironmentSettings environment)
    {
        // Read even where code decides, so that a wrong variable is told before the day it counts.
        var sampler = environment.Sampler();
        var ratio = environment.SamplerRatio();
        return chosen.SampleRatio is { } codeRatio
            ? (OtelSampler.ParentBasedTraceIdRatio, codeRatio)
            : (sampler ?? OtelSampler.ParentBasedTraceIdRatio, ratio ?? 1.0);
    }

    private static (int Batch, int Queue) Sizes(ChosenSettings chosen, EnvironmentSettings environment)
    {
        var environmentBatch = environment.Count("OTEL_BSP_MAX_EXPORT_BATCH_SIZE");
        var environmentQueue = environment.Count("OTEL_BSP_MAX_QUEUE_SIZE");
        var batch = chosen.MaxExportBatchSize ?? environmentBatch;
        var queue = chosen.MaxQueueSize ?? environmentQueue;
        if (batch is null || queue is null)
        {
            // A default gives way to the one that was said.
            queue ??= Math.Max(OtelConfig.DefaultMaxQueueSize, batch ?? 0);
            return (batch ?? Math.Min(OtelConfig.DefaultMaxExportBatchSize, queue.Value), queue.Value);
        }

        if (batch.Value <= queue.Value)
            return (batch.Value, queue.Value);

        // Code never holds both at odds, so at least one comes from the environment, and that one gives way.
        var conflict = $"a batch of {batch} spans cannot be taken from a queue of {queue};";
        if (chosen.MaxExportBatchSize is { } codeBatch)
        {
            environment.Warnings.Add($"OTEL_BSP_MAX_QUEUE_SIZE is ignored: {conflict} the queue holds {codeBatch}");
            return (codeBatch, codeBatch);
        }

        environment.Warnings.Add($"OTEL_BSP_MAX_EXPORT_BATCH_SIZE is ignored: {conflict} batches are of {queue}");
        return (queue.Value, queue.Value);
    }

    private static Dictionary<string, string> Attributes(OtelConfig config, EnvironmentSettings environment)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in environment.ResourceAttributes())
            attributes[key] = value;
        foreach (var (key, value) in config.ResourceAttributes)
            attributes[key] = value;

        return attributes;
    }

    private static Dictionary<string, string> Headers(OtelConfig config, EnvironmentSettings environment)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in environment.Headers())
            headers[name] = value;
        foreach (var (name, value) in config.Headers)
            headers[name] = value;

        return headers;
    }

    private static string? Code(OtelConfig config, string key) => NotEmpty(config.ResourceAttributes.GetValueOrDefault(key));

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static Uri WithTracesPath(Uri endpoint)
    {
        var address = new UriBuilder(endpoint);
        if (!address.Path.EndsWith("/v1/traces", StringComparison.Ordinal))
            address.Path = address.Path.TrimEnd('/') + "/v1/traces";

        return address.Uri;
    }
}
