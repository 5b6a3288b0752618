namespace Vivace.Server.Metrics;

/// <summary>How a family is exposed.</summary>
internal enum MetricKind
{
    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Counts by bucket, with sum and count.</summary>
    Histogram,
}
