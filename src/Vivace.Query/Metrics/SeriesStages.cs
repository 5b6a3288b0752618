using Vivace.Query.Values;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Metrics;

/// <summary>Second stages over series.</summary>
internal static class SeriesStages
{
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>Applies stages in order.</summary>
    public static List<Series> Apply(List<Series> series, IReadOnlyList<SeriesStage> stages)
    {
        foreach (var stage in stages)
        {
            if (stage is RankStage rank)
                Rank(series, rank);
            else if (stage is ThresholdStage threshold)
                Filter(series, threshold);
            series.RemoveAll(static one => !one.HasSamples);
        }

        return series;
    }

    /// <summary>A constant as values compare with it; durations in seconds.</summary>
    public static double NumberOf(Literal literal) => literal switch
    {
        Literal.Integer integer => integer.Value,
        Literal.Real real => real.Value,
        Literal.Duration duration => duration.Nanoseconds / NanosecondsPerSecond,
        _ => double.NaN,
    };

    /// <summary>Keeps the largest (or smallest) values of each interval.</summary>
    private static void Rank(List<Series> series, RankStage rank)
    {
        if (series.Count <= rank.Count)
            return;

        // Of equal values topk prefers the labels that come first, bottomk those that come last.
        var order = series.Order(Comparer<Series>.Create(
            static (left, right) => LabelSet.Compare(left.AllLabels, right.AllLabels))).ToArray();
        if (!rank.Largest)
            Array.Reverse(order);
        var indexes = new int[order.Length];
        for (var interval = 0; interval < order[0].Values.Length; interval++)
        {
            var count = 0;
            for (var i = 0; i < order.Length; i++)
            {
                if (!double.IsNaN(order[i].Values[interval]))
                    indexes[count++] = i;
            }

            if (count <= rank.Count)
                continue;
            Array.Sort(indexes, 0, count, Comparer<int>.Create((left, right) =>
            {
                var byValue = rank.Largest
                    ? order[right].Values[interval].CompareTo(order[left].Values[interval])
                    : order[left].Values[interval].CompareTo(order[right].Values[interval]);
                return byValue != 0 ? byValue : left.CompareTo(right);
            }));
            for (var i = (int)rank.Count; i < count; i++)
                order[indexes[i]].Values[interval] = double.NaN;
        }
    }

    /// <summary>Keeps the values, and the exemplars, that compare so with a constant.</summary>
    private static void Filter(List<Series> series, ThresholdStage threshold)
    {
        var constant = NumberOf(threshold.Threshold);
        foreach (var one in series)
        {
            var values = one.Values;
            for (var i = 0; i < values.Length; i++)
            {
                if (!Holds(threshold.Operator, values[i], constant))
                    values[i] = double.NaN;
            }

            one.Exemplars.RemoveAll(exemplar => !Holds(threshold.Operator, exemplar.Value, constant));
        }
    }

    private static bool Holds(BinaryOperator comparison, double value, double constant) =>
        !double.IsNaN(value) && ValueOperations.Compare(comparison, Value.FromReal(value), Value.FromReal(constant));
}
