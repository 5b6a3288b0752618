using System.Diagnostics.Metrics;

namespace Vivace.OpenTelemetry;

/// <summary>What the library says about itself, on the meter <c>Vivace.OpenTelemetry</c>.</summary>
internal sealed class OtelMetrics : IDisposable
{
    public const string MeterName = "Vivace.OpenTelemetry";

    private readonly Meter _meter;
    private readonly Counter<long> _exportedSpans;
    private readonly Counter<long> _droppedSpans;
    private readonly Counter<long> _outages;
    private long _exported;
    private long _dropped;

    /// <summary>Creates the meter and its instruments.</summary>
    /// <param name="owner">Tells the instruments of two subsystems in one process apart.</param>
    /// <param name="queued">Spans that wait for export now.</param>
    public OtelMetrics(object owner, Func<int> queued)
    {
        _meter = new Meter(MeterName, version: null, tags: null, scope: owner);
        _exportedSpans = _meter.CreateCounter<long>("vivace.otel.spans.exported", "{span}", "Spans that the endpoint has taken.");
        _droppedSpans = _meter.CreateCounter<long>(
            "vivace.otel.spans.dropped", "{span}", "Spans lost, by reason: queue_full, export_failed, shutdown.");
        _outages = _meter.CreateCounter<long>("vivace.otel.outages", "{outage}", "Times that the endpoint stopped answering.");
        _meter.CreateObservableGauge("vivace.otel.queue.size", queued, "{span}", "Finished spans that wait for export.");
    }

    public long ExportedSpans => Interlocked.Read(ref _exported);

    public long DroppedSpans => Interlocked.Read(ref _dropped);

    public void Exported(int spans)
    {
        Interlocked.Add(ref _exported, spans);
        _exportedSpans.Add(spans);
    }

    public void Dropped(int spans, string reason)
    {
        if (spans <= 0)
            return;

        Interlocked.Add(ref _dropped, spans);
        _droppedSpans.Add(spans, new KeyValuePair<string, object?>("reason", reason));
    }

    public void OutageBegan() => _outages.Add(1);

    public void Dispose() => _meter.Dispose();
}
