using Vivace.Core;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Metrics;

/// <summary>Arithmetic between series, or series and numbers.</summary>
internal static class SeriesMath
{
    /// <summary>Applies an operator to every value and exemplar of series and a number.</summary>
    public static List<Series> Apply(BinaryOperator arithmetic, List<Series> series, double number, bool numberIsLeft)
    {
        foreach (var one in series)
        {
            var values = one.Values;
            for (var i = 0; i < values.Length; i++)
                values[i] = Compute(values[i]);
            for (var i = 0; i < one.Exemplars.Count; i++)
                one.Exemplars[i] = one.Exemplars[i] with { Value = Compute(one.Exemplars[i].Value) };
        }

        return series;

        double Compute(double value) => numberIsLeft
            ? SeriesMath.Compute(arithmetic, number, value)
            : SeriesMath.Compute(arithmetic, value, number);
    }

    /// <summary>Joins series on equal labels; a single series without labels goes with each of the other side.</summary>
    public static List<Series> Apply(BinaryOperator arithmetic, List<Series> left, List<Series> right)
    {
        if (left is [{ Labels.Labels.Length: 0 }] && right is not [{ Labels.Labels.Length: 0 }])
            return right.ConvertAll(one => Join(arithmetic, left[0], one));
        if (right is [{ Labels.Labels.Length: 0 }] && left is not [{ Labels.Labels.Length: 0 }])
            return left.ConvertAll(one => Join(arithmetic, one, right[0]));

        var partners = new Dictionary<LabelSet, Series>();
        foreach (var one in right)
            partners.TryAdd(one.Labels.Sorted(), one);
        var joined = new List<Series>();
        foreach (var one in left)
        {
            if (partners.TryGetValue(one.Labels.Sorted(), out var partner))
                joined.Add(Join(arithmetic, one, partner));
        }

        return joined;
    }

    private static Series Join(BinaryOperator arithmetic, Series left, Series right)
    {
        var values = new double[left.Values.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = Compute(arithmetic, left.Values[i], right.Values[i]);

        var labels = new List<KeyValuePair<string, AttributeValue>>(left.Labels.Labels);
        foreach (var label in right.Labels.Labels)
        {
            if (!labels.Exists(other => other.Key == label.Key))
                labels.Add(label);
        }

        var name = left.Name is null || right.Name is null
            ? null
            : $"({left.Name} {BinaryOperators.Text(arithmetic)} {right.Name})";
        return new Series(new LabelSet([.. labels]), name, values)
        {
            // What a span adds to either side is not its share of the result: the sample's value is taken.
            Exemplars = [.. left.Exemplars.Concat(right.Exemplars).Select(static exemplar => exemplar with { Value = double.NaN })],
        };
    }

    private static double Compute(BinaryOperator arithmetic, double left, double right) => arithmetic switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        BinaryOperator.Divide => right == 0 ? double.NaN : left / right,
        _ => double.NaN,
    };
}
