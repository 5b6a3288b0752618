using System.Diagnostics.Metrics;
using Vivace.Core;

namespace Vivace.Ingest;

/// <summary>What <c>/metrics</c> says about pushes. Instruments carry the names they have there, Tempo's where the meaning is
/// the same.</summary>
internal sealed class IngestMetrics : IDisposable
{
    public const string MeterName = "Vivace.Ingest";

    private readonly Counter<long> _spansReceived;
    private readonly Counter<long> _bytesReceived;
    private readonly Counter<long> _ingressBytes;
    private readonly Counter<long> _spansDiscarded;
    private readonly Counter<long> _attributesTruncated;
    private readonly Histogram<double> _pushDuration;

    /// <summary>Creates the meter and its instruments.</summary>
    /// <param name="owner">Tells the instruments of two ingestors in one process apart.</param>
    public IngestMetrics(object owner)
    {
        Meter = new Meter(MeterName, version: null, tags: null, scope: owner);
        _spansReceived = Meter.CreateCounter<long>(
            "tempo_distributor_spans_received_total", "{span}", "Spans that passed the limits, by tenant.");
        _bytesReceived = Meter.CreateCounter<long>(
            "tempo_distributor_bytes_received_total", "By", "Bytes of OTLP protobuf that passed the limits, by tenant.");
        _ingressBytes = Meter.CreateCounter<long>(
            "tempo_distributor_ingress_bytes_total", "By", "Bytes of OTLP protobuf before limits, by tenant.");
        _spansDiscarded = Meter.CreateCounter<long>(
            "tempo_discarded_spans_total", "{span}", "Spans refused, by reason and tenant.");
        _attributesTruncated = Meter.CreateCounter<long>(
            "tempo_distributor_attributes_truncated_total", "{attribute}", "Attributes cut to max_attribute_bytes, by tenant and scope.");
        _pushDuration = Meter.CreateHistogram<double>(
            "tempo_distributor_push_duration_seconds", "s", "Time from a decoded push to its answer.");
    }

    public Meter Meter { get; }

    public void Arrived(TenantId tenant, long sizeBytes) => _ingressBytes.Add(sizeBytes, Tenant(tenant));

    public void Passed(TenantId tenant, int spans, long sizeBytes)
    {
        _spansReceived.Add(spans, Tenant(tenant));
        _bytesReceived.Add(sizeBytes, Tenant(tenant));
    }

    public void Discarded(TenantId tenant, string reason, int spans)
    {
        if (spans > 0)
            _spansDiscarded.Add(spans, new("reason", reason), Tenant(tenant));
    }

    public void Truncated(TenantId tenant, TruncationCounts counts)
    {
        Add("resource", counts.Resource);
        Add("scope", counts.Scope);
        Add("span", counts.Span);
        Add("event", counts.Event);
        Add("link", counts.Link);

        void Add(string scope, int count)
        {
            if (count > 0)
                _attributesTruncated.Add(count, Tenant(tenant), new("scope", scope));
        }
    }

    public void Answered(TimeSpan duration) => _pushDuration.Record(duration.TotalSeconds);

    public void Dispose() => Meter.Dispose();

    private static KeyValuePair<string, object?> Tenant(TenantId tenant) => new("tenant", tenant.Value);
}
