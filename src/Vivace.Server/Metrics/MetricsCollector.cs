using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Vivace.Server.Metrics;

/// <summary>Collects what the process measures and exposes it to Prometheus. Listens to the meters whose name starts
/// with <c>Vivace.</c> and to the runtime's own.</summary>
/// <remarks>A measurement costs a lock-free lookup of its series and an atomic addition. Only a scrape and a new series
/// take a lock.</remarks>
public sealed class MetricsCollector : IDisposable
{
    /// <summary>Tenants that have series of their own; all others share the label value <c>__overflow__</c>.</summary>
    public const int MaxTenants = 1000;

    private const string DroppedName = "vivace_metrics_measurements_dropped_total";

    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly TenantLabelLimit _tenants = new(MaxTenants);
    private readonly MeterListener _listener = new();
    private readonly Lock _scrapeGate = new(); // one scrape at a time: observations carry its number
    private readonly ILogger _logger;
    private int _scrape;

    /// <summary>Starts listening to Vivace's and the runtime's meters.</summary>
    /// <param name="logger">Told when an observable instrument fails.</param>
    public MetricsCollector(ILogger<MetricsCollector> logger)
        : this(static meter => meter.Name.StartsWith("Vivace.", StringComparison.Ordinal) || meter.Name == "System.Runtime", logger)
    {
    }

    /// <summary>Starts listening to chosen meters.</summary>
    internal MetricsCollector(Func<Meter, bool> listensTo, ILogger logger)
    {
        _logger = logger;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (listensTo(instrument.Meter) && FamilyOf(instrument) is { } family)
                listener.EnableMeasurementEvents(instrument, new Target(this, family, IsReplaced(instrument), instrument.IsObservable));
        };
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, state) => ((Target)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, state) => ((Target)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((Target)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((Target)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => ((Target)state!).Record((double)value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((Target)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, state) => ((Target)state!).Record((double)value, tags));
        _listener.Start();
    }

    /// <summary>Writes everything in Prometheus' text format or in OpenMetrics.</summary>
    /// <param name="destination">Takes the UTF-8 text.</param>
    /// <param name="openMetrics">True for OpenMetrics 1.0, false for the text format 0.0.4.</param>
    public void Write(IBufferWriter<byte> destination, bool openMetrics)
    {
        lock (_scrapeGate)
        {
            _scrape++;
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException failure)
            {
                // One broken instrument must not hide all others.
                MetricsLog.ObservationFailed(_logger, failure);
            }

            var text = new PrometheusText(destination, openMetrics);
            long dropped = 0;
            foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
            {
                dropped += family.Dropped;
                text.Write(family, _scrape);
            }

            text.WriteCounter(DroppedName, "Measurements dropped because their metric has too many series.", dropped);
            text.End();
        }
    }

    /// <summary>The sum of a counter over all its series.</summary>
    /// <param name="name">Its name as exposed.</param>
    internal double Total(string name) =>
        _families.TryGetValue(name, out var family) ? family.Snapshot().Sum(static series => series.Value) : 0;

    /// <summary>The sums of a counter by the values of one label, ordered by them.</summary>
    /// <param name="name">Its name as exposed.</param>
    /// <param name="label">The label; series without it are left out.</param>
    internal IReadOnlyList<KeyValuePair<string, double>> TotalsBy(string name, string label)
    {
        var totals = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var series in _families.TryGetValue(name, out var family) ? family.Snapshot() : [])
        {
            if (PrometheusLabels.Find(series.Labels, label) is { } value)
                totals[value] = totals.GetValueOrDefault(value) + series.Value;
        }

        return [.. totals];
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private MetricFamily? FamilyOf(Instrument instrument)
    {
        if (MetricFamily.For(instrument, _tenants) is not { } created)
            return null;

        // Several instruments of one name (two stores, two listeners) add up in one family.
        var family = _families.GetOrAdd(created.Name, created);
        if (family.Kind == created.Kind)
            return family;

        MetricsLog.NameClash(_logger, created.Name, created.Kind, family.Kind);
        return null;
    }

    private static bool IsReplaced(Instrument instrument) =>
        instrument.IsObservable || instrument.GetType().GetGenericTypeDefinition() == typeof(Gauge<>);

    /// <summary>Where an instrument's measurements go.</summary>
    private sealed class Target(MetricsCollector collector, MetricFamily family, bool replaces, bool observable)
    {
        public void Record(long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (replaces)
                family.Set(value, tags, observable ? collector._scrape : PrometheusText.AlwaysShown);
            else
                family.Add(value, tags);
        }

        public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (replaces)
                family.Set(value, tags, observable ? collector._scrape : PrometheusText.AlwaysShown);
            else
                family.Add(value, tags);
        }
    }
}
