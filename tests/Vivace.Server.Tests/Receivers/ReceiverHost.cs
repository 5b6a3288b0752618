using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Vivace.Ingest;
using Vivace.Server.Grpc;
using Vivace.Server.Receivers;

namespace Vivace.Server.Tests.Receivers;

/// <summary>Both receivers on ports of their own, over one ingestor and a recording store.</summary>
internal sealed class ReceiverHost : IAsyncDisposable
{
    private readonly Ingestor _ingestor;
    private readonly ReceiverMetrics _metrics = new();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counted = new();
    private KestrelHost _grpc = null!;
    private KestrelHost _http = null!;

    private ReceiverHost(IngestLimits limits)
    {
        _ingestor = new Ingestor(Store, _ => limits, TimeProvider.System, NullLogger<Ingestor>.Instance);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, _metrics))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) =>
        {
            var key = instrument.Name;
            foreach (var (name, value) in tags)
                key += $" {name}={value}";
            _counted.AddOrUpdate(key, count, (_, sum) => sum + count);
        });
        _listener.Start();
    }

    public RecordingStore Store { get; } = new();

    public Uri GrpcAddress => _grpc.Address;

    public Uri HttpAddress => _http.Address;

    public static async Task<ReceiverHost> StartAsync(ReceiverOptions? options = null, IngestLimits? limits = null)
    {
        options ??= new ReceiverOptions();
        var host = new ReceiverHost(limits ?? IngestLimits.None);
        var grpc = new OtlpGrpcReceiver(host._ingestor, options, host._metrics);
        var health = new HealthService([OtlpGrpcReceiver.ServiceName]);
        var http = new OtlpHttpReceiver(host._ingestor, options, host._metrics, NullLogger<OtlpHttpReceiver>.Instance);
        host._grpc = await KestrelHost.StartGrpcAsync([grpc.Export, .. health.Methods]);
        host._http = await KestrelHost.StartAsync(http.HandleAsync, HttpProtocols.Http1AndHttp2);
        return host;
    }

    /// <summary>What a counter with these labels has counted.</summary>
    /// <param name="key">Name and labels: <c>name a=x b=y</c>.</param>
    public long Counted(string key) => _counted.GetValueOrDefault(key);

    public async ValueTask DisposeAsync()
    {
        await _http.DisposeAsync();
        await _grpc.DisposeAsync();
        _listener.Dispose();
        _metrics.Dispose();
        _ingestor.Dispose();
    }
}
