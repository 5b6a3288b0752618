using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary>Answers to metrics queries in the shapes of <see cref="TempoJson"/>.</summary>
/// <remarks>The protobuf twin is <see cref="MetricsProto"/>; keep both in step.</remarks>
internal static class MetricsJson
{
    /// <summary>Writes <c>QueryRangeResponse</c>.</summary>
    /// <param name="json">Takes the text.</param>
    /// <param name="result">The series.</param>
    /// <param name="window">The intervals of their values.</param>
    /// <param name="partialReason">Set when the answer is incomplete.</param>
    public static void WriteRange(
        TempoJsonWriter json, MetricsResult result, MetricsWindow window, string? partialReason)
    {
        json.BeginObject();
        WriteRangeSeries(json, result.Series, window);
        Finish(json, result, partialReason);
    }

    /// <summary>Writes the member <c>series</c> of a range.</summary>
    public static void WriteRangeSeries(TempoJsonWriter json, IReadOnlyList<MetricSeries> found, MetricsWindow window)
    {
        json.Name("series"u8);
        json.BeginArray();
        using var times = new SampleTimes(window);
        foreach (var series in found)
        {
            json.BeginObject();
            TempoJson.WriteAttributes(json, "labels"u8, series.Labels);
            WriteSamples(json, series.Values, times);
            WriteExemplars(json, series.Exemplars);
            json.EndObject();
        }

        json.EndArray();
    }

    /// <summary>Writes <c>QueryInstantResponse</c>: the only value of each series.</summary>
    /// <param name="json">Takes the text.</param>
    /// <param name="result">The series, of a window of one interval.</param>
    /// <param name="partialReason">Set when the answer is incomplete.</param>
    public static void WriteInstant(TempoJsonWriter json, MetricsResult result, string? partialReason)
    {
        json.BeginObject();
        json.Name("series"u8);
        json.BeginArray();
        foreach (var series in result.Series)
        {
            json.BeginObject();
            TempoJson.WriteAttributes(json, "labels"u8, series.Labels);
            WriteDouble(json, series.Values[0]);
            json.EndObject();
        }

        json.EndArray();
        Finish(json, result, partialReason);
    }

    private static void Finish(TempoJsonWriter json, MetricsResult result, string? partialReason)
    {
        json.Name("metrics"u8);
        TempoJson.WriteSearchMetrics(json, result.Metrics);
        TempoJson.WritePartial(json, partialReason);
        json.EndObject();
    }

    private static void WriteSamples(TempoJsonWriter json, IReadOnlyList<double> values, SampleTimes times)
    {
        json.Name("samples"u8);
        json.BeginArray();
        for (var interval = 0; interval < values.Count; interval++)
        {
            var value = values[interval];
            if (double.IsNaN(value))
                continue;
            if (double.IsFinite(value) && value != 0 && times.Begun(interval) is { IsEmpty: false } begun)
            {
                json.Completed(begun, "\"value\":"u8, value);
                continue;
            }

            json.BeginObject();
            WriteTime(json, times.EdgeOf(interval));
            WriteDouble(json, value);
            json.EndObject();
        }

        json.EndArray();
    }

    private static void WriteExemplars(TempoJsonWriter json, IReadOnlyList<MetricExemplar> exemplars)
    {
        if (exemplars.Count == 0)
            return;

        json.Name("exemplars"u8);
        json.BeginArray();
        foreach (var exemplar in exemplars)
        {
            json.BeginObject();
            TempoJson.WriteAttributes(json, "labels"u8, exemplar.Labels);
            WriteDouble(json, exemplar.Value);
            WriteTime(json, exemplar.StartUnixNanoseconds);
            json.EndObject();
        }

        json.EndArray();
    }

    private static void WriteTime(TempoJsonWriter json, ulong unixNanoseconds) =>
        TempoJson.WriteLong(json, "timestampMs"u8, unixNanoseconds / SampleTimes.NanosecondsPerMillisecond);

    private static void WriteDouble(TempoJsonWriter json, double value)
    {
        if (value == 0)
            return;
        json.Name("value"u8);
        json.Double(value);
    }
}
