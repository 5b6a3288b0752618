using Vivace.Otlp.Wire;
using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary>Answers to metrics queries as Tempo's protobuf messages, as they are streamed.</summary>
/// <remarks>The JSON twin is <see cref="MetricsJson"/>; keep both in step.</remarks>
internal static class MetricsProto
{
    private const int Series = 1;

    /// <summary>Writes one <c>TimeSeries</c> of a <c>QueryRangeResponse</c>.</summary>
    /// <param name="proto">Takes the message.</param>
    /// <param name="series">The series.</param>
    /// <param name="window">The intervals of its values.</param>
    public static void WriteSeries(ProtoWriter proto, MetricSeries series, MetricsWindow window)
    {
        var mark = proto.BeginMessage(Series);
        TempoProto.WriteAttributes(proto, 1, series.Labels);
        for (var interval = 0; interval < series.Values.Count; interval++)
        {
            if (double.IsNaN(series.Values[interval]))
                continue;
            var sample = proto.BeginMessage(2);
            Double(proto, 1, series.Values[interval]);
            proto.WriteVarint(2, window.EdgeOf(interval) / 1_000_000);
            proto.EndMessage(sample);
        }

        foreach (var exemplar in series.Exemplars)
        {
            var one = proto.BeginMessage(4);
            TempoProto.WriteAttributes(proto, 1, exemplar.Labels);
            Double(proto, 2, exemplar.Value);
            proto.WriteVarint(3, exemplar.StartUnixNanoseconds / 1_000_000);
            proto.EndMessage(one);
        }

        proto.EndMessage(mark);
    }

    /// <summary>Writes one <c>InstantSeries</c> of a <c>QueryInstantResponse</c>.</summary>
    /// <param name="proto">Takes the message.</param>
    /// <param name="series">The series, of a window of one interval.</param>
    public static void WriteInstantSeries(ProtoWriter proto, MetricSeries series)
    {
        var mark = proto.BeginMessage(Series);
        TempoProto.WriteAttributes(proto, 1, series.Labels);
        Double(proto, 2, series.Values[0]);
        proto.EndMessage(mark);
    }

    private static void Double(ProtoWriter proto, int field, double value)
    {
        if (value != 0)
            proto.WriteDouble(field, value);
    }
}
