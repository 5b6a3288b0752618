using OpenTelemetry.Exporter;

namespace Vivace.OpenTelemetry.Export;

/// <summary>The SDK's OTLP exporter for our settings.</summary>
internal static class ExporterFactory
{
    public static OtlpTraceExporter Create(OtelSettings settings, AttemptObserver attempts)
    {
        // Each property is set: the options' constructor has read the process's environment, which here is only one source.
        var options = new OtlpExporterOptions
        {
            Endpoint = settings.RequestAddress,
            Protocol = settings.Protocol == OtlpProtocol.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf,
            TimeoutMilliseconds = (int)settings.RequestTimeout.TotalMilliseconds,

            // Headers go through the client: the options' own list is split at commas after it was decoded.
            Headers = string.Empty,
            HttpClientFactory = () => Client(settings, attempts),
        };
        return new OtlpTraceExporter(options);
    }

    /// <summary>The transport: connections are renewed now and then, so that a changed address is noticed.</summary>
    public static SocketsHttpHandler Transport() => new()
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        AllowAutoRedirect = false,
        UseCookies = false,

        // No traceparent on our own requests, and no activity for them.
        ActivityHeadersPropagator = null,
    };

    private static HttpClient Client(OtelSettings settings, AttemptObserver attempts)
    {
        var client = new HttpClient(attempts, disposeHandler: true) { Timeout = settings.RequestTimeout };
        foreach (var (name, value) in settings.Headers)
            client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);

        return client;
    }
}
