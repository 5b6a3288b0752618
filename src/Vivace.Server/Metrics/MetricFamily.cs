using System.Diagnostics.Metrics;

namespace Vivace.Server.Metrics;

/// <summary>All series of one name.</summary>
internal sealed class MetricFamily
{
    private readonly SeriesTable _series;
    private long _dropped;

    private MetricFamily(string name, string help, MetricKind kind, double[]? bounds, TenantLabelLimit tenants)
    {
        Name = name;
        Help = help;
        Kind = kind;
        Bounds = bounds;
        _series = new SeriesTable(tenants, bounds);
    }

    /// <summary>Name as exposed.</summary>
    public string Name { get; }

    /// <summary>One line of explanation; may be empty.</summary>
    public string Help { get; }

    /// <summary>How it is exposed.</summary>
    public MetricKind Kind { get; }

    /// <summary>Bucket bounds of a histogram.</summary>
    public double[]? Bounds { get; }

    /// <summary>Measurements dropped because there are too many series.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Creates the family of an instrument.</summary>
    /// <returns>Null for a kind of instrument that is not known.</returns>
    public static MetricFamily? For(Instrument instrument, TenantLabelLimit tenants)
    {
        if (KindOf(instrument) is not { } kind)
            return null;

        var name = PrometheusName.OfInstrument(instrument.Name, instrument.Unit, kind);
        var bounds = kind == MetricKind.Histogram ? HistogramBounds.For(instrument) : null;
        return new MetricFamily(name, instrument.Description ?? "", kind, bounds, tenants);
    }

    /// <summary>Records a measurement of a counter or up-down counter, or an observation of a histogram.</summary>
    public void Add(long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_series.Get(tags) is not { } series)
            Interlocked.Increment(ref _dropped);
        else if (Bounds is null)
            series.Add(value);
        else
            series.Observe(value);
    }

    /// <inheritdoc cref="Add(long, ReadOnlySpan{KeyValuePair{string, object}})"/>
    public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_series.Get(tags) is not { } series)
            Interlocked.Increment(ref _dropped);
        else if (Bounds is null)
            series.Add(value);
        else
            series.Observe(value);
    }

    /// <summary>Replaces a value; for gauges and everything observable.</summary>
    /// <param name="value">The new value.</param>
    /// <param name="tags">Its labels.</param>
    /// <param name="scrape">Number of the present scrape.</param>
    public void Set(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, int scrape)
    {
        if (_series.Get(tags) is not { } series)
        {
            Interlocked.Increment(ref _dropped);
            return;
        }

        series.Set(value);
        series.MarkObserved(scrape);
    }

    /// <summary>All series, ordered by their labels so that two scrapes read alike.</summary>
    public MetricSeries[] Snapshot()
    {
        var series = _series.Snapshot();
        Array.Sort(series, (left, right) => left.Labels.AsSpan().SequenceCompareTo(right.Labels));
        return series;
    }

    /// <summary>How an instrument is exposed; null when it is of an unknown kind.</summary>
    public static MetricKind? KindOf(Instrument instrument)
    {
        var type = instrument.GetType();
        if (!type.IsGenericType)
            return null;

        var definition = type.GetGenericTypeDefinition();
        if (definition == typeof(Counter<>) || definition == typeof(ObservableCounter<>))
            return MetricKind.Counter;
        if (definition == typeof(Histogram<>))
            return MetricKind.Histogram;
        if (definition == typeof(UpDownCounter<>) || definition == typeof(ObservableUpDownCounter<>)
            || definition == typeof(Gauge<>) || definition == typeof(ObservableGauge<>))
            return MetricKind.Gauge;
        return null;
    }
}
