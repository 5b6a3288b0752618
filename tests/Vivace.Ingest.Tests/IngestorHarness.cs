using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Vivace.Core;
using Vivace.Testing;

namespace Vivace.Ingest.Tests;

/// <summary>An ingestor over a recording store, with time and limits in the test's hand and its counters read.</summary>
internal sealed class IngestorHarness : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, double> _counters = [];

    public IngestorHarness(IngestLimits? limits = null)
    {
        Limits = limits ?? IngestLimits.None;
        Ingestor = new Ingestor(Store, _ => Limits, Time, NullLogger<Ingestor>.Instance);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, Ingestor.Metrics.Meter))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Count(instrument, 1, tags));
        _listener.Start();
    }

    public RecordingStore Store { get; } = new();

    public ManualTime Time { get; } = new();

    public IngestLimits Limits { get; set; }

    public Ingestor Ingestor { get; }

    public ValueTask<IngestOutcome> PushAsync(byte[] request, string tenant = "shop") =>
        Ingestor.IngestAsync(Tenant(tenant), request, CancellationToken.None);

    /// <summary>A counter by name and labels in order of their names, such as <c>x_total{reason=a,tenant=b}</c>; histograms count.</summary>
    public double Counter(string series) => _counters.GetValueOrDefault(series);

    public static TenantId Tenant(string name) => TenantId.TryParse(name, out var tenant, out var error)
        ? tenant
        : throw new ArgumentException(error);

    public void Dispose()
    {
        _listener.Dispose();
        Ingestor.Dispose();
    }

    private void Count(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = string.Join(',', tags.ToArray().OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}={t.Value}"));
        var series = labels.Length == 0 ? instrument.Name : $"{instrument.Name}{{{labels}}}";
        _counters[series] = _counters.GetValueOrDefault(series) + value;
    }
}
