using System.Diagnostics.Metrics;

namespace Vivace.Server.Metrics;

/// <summary>Bucket bounds of histograms.</summary>
internal static class HistogramBounds
{
    /// <summary>Seconds of a request: the bounds Tempo's dashboards and alerts were written for, 5 ms to 100 s.</summary>
    public static readonly double[] RequestSeconds =
        [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100];

    /// <summary>Seconds of an operation on the disk: from 100 us, a cached write, to 10 s, a broken disk.</summary>
    private static readonly double[] OperationSeconds =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>Bytes: powers of four from 1 KiB to 1 GiB.</summary>
    private static readonly double[] Bytes =
        [1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20, 1 << 22, 1 << 24, 1 << 26, 1 << 28, 1 << 30];

    /// <summary>Anything that is counted.</summary>
    private static readonly double[] Counts =
        [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 100_000, 1_000_000];

    /// <summary>The instrument's own advice, or bounds that suit its unit.</summary>
    public static double[] For(Instrument instrument) => Advice(instrument) ?? instrument.Unit switch
    {
        "s" => OperationSeconds,
        "By" => Bytes,
        _ => Counts,
    };

    private static double[]? Advice(Instrument instrument)
    {
        var bounds = instrument switch
        {
            Histogram<double> { Advice.HistogramBucketBoundaries: { } b } => b.ToArray(),
            Histogram<float> { Advice.HistogramBucketBoundaries: { } b } => [.. b.Select(v => (double)v)],
            Histogram<long> { Advice.HistogramBucketBoundaries: { } b } => [.. b.Select(v => (double)v)],
            Histogram<int> { Advice.HistogramBucketBoundaries: { } b } => [.. b.Select(v => (double)v)],
            _ => null,
        };
        return bounds is { Length: > 0 } ? bounds : null;
    }
}
