using System.Diagnostics.Metrics;
using Vivace.Core;
using Vivace.Ingest;

namespace Vivace.Server.Receivers;

/// <summary>What <c>/metrics</c> says about the receivers, under Tempo's names. One per process, shared by both.</summary>
internal sealed class ReceiverMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Vivace.Receivers";

    /// <summary>The label <c>transport</c> of OTLP/gRPC.</summary>
    public const string Grpc = "grpc";

    /// <summary>The label <c>transport</c> of OTLP/HTTP.</summary>
    public const string Http = "http";

    private static readonly KeyValuePair<string, object?> Receiver = new("receiver", "tempo/otlp_receiver");
    private static readonly KeyValuePair<string, object?> TooLarge = new("reason", "request_too_large");

    private readonly Counter<long> _acceptedSpans;
    private readonly Counter<long> _refusedSpans;
    private readonly Counter<long> _discardedSpans;

    /// <summary>Creates the meter and its instruments.</summary>
    public ReceiverMetrics()
    {
        Meter = new Meter(MeterName, version: null, tags: null, scope: this);
        _acceptedSpans = Meter.CreateCounter<long>(
            "tempo_receiver_accepted_spans", "{span}", "Spans stored, by receiver and transport.");
        _refusedSpans = Meter.CreateCounter<long>(
            "tempo_receiver_refused_spans", "{span}", "Spans refused, by receiver and transport.");
        _discardedSpans = Meter.CreateCounter<long>(
            "tempo_discarded_spans_total", "{span}", "Spans refused, by reason and tenant.");
    }

    /// <summary>The meter, for listeners.</summary>
    public Meter Meter { get; }

    /// <summary>Counts what became of a push.</summary>
    public void Answered(string transport, in IngestOutcome outcome)
    {
        if (outcome.AcceptedSpans > 0)
            _acceptedSpans.Add(outcome.AcceptedSpans, Receiver, new("transport", transport));
        if (outcome.RefusedSpans > 0)
            _refusedSpans.Add(outcome.RefusedSpans, Receiver, new("transport", transport));
    }

    /// <summary>Counts a request over the size limit. Its spans are not read, so it counts as one.</summary>
    public void RequestTooLarge(string transport, TenantId tenant)
    {
        _refusedSpans.Add(1, Receiver, new("transport", transport));
        _discardedSpans.Add(1, TooLarge, new("tenant", tenant.Value));
    }

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();
}
