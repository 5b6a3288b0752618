using System.Globalization;
using Vivace.Core;
using Vivace.Query.Values;
using Vivace.Store;
using Vivace.TraceQL.Printing;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Tests.Metrics;

/// <summary>The rules for metrics (traceql.md, chapter 9) over decoded spans, one span and one interval at a time, written for
/// plainness.</summary>
internal sealed class ReferenceMetrics(IReadOnlyList<ReferenceTrace> traces, MetricsWindow window)
{
    public List<ReferenceSeries> Evaluate(MetricsExpression expression) => expression switch
    {
        MetricsPipeline pipeline => Apply(pipeline.Stages, First(pipeline)),
        MetricsOperation { Right: MetricsConstant right } operation => Apply(
            operation.Stages, Map(Evaluate(operation.Left), value => Compute(operation.Operator, value, Number(right.Value)))),
        MetricsOperation { Left: MetricsConstant left } operation => Apply(
            operation.Stages, Map(Evaluate(operation.Right), value => Compute(operation.Operator, Number(left.Value), value))),
        MetricsOperation operation => Apply(
            operation.Stages, Join(operation.Operator, Evaluate(operation.Left), Evaluate(operation.Right))),
        _ => throw new InvalidOperationException(),
    };

    private List<ReferenceSeries> First(MetricsPipeline pipeline)
    {
        var function = pipeline.Function;
        var groups = new Dictionary<string, (List<(string Key, object Value)> Labels, List<object?>[] Values)>();
        foreach (var trace in traces)
        {
            foreach (var span in SpansetAgreementTests.Select(pipeline.Pipeline, trace))
            {
                var start = span.Span.StartTimeUnixNano;
                var interval = Enumerable.Range(0, window.Count)
                    .FirstOrDefault(i => start > window.EdgeOf(i) - window.StepNanoseconds && start <= window.EdgeOf(i), -1);
                if (interval < 0)
                    continue;

                var value = function.Argument is null ? null : new ReferenceEvaluator(trace).Read(function.Argument, span);
                var labels = Labels(function.By, trace, span);
                var key = string.Join(';', labels.Select(label => $"{label.Key}={label.Value.GetType().Name} {Text(label.Value)}"));
                if (!groups.TryGetValue(key, out var group))
                    groups.Add(key, group = (labels, [.. Enumerable.Range(0, window.Count).Select(_ => new List<object?>())]));
                group.Values[interval].Add(value);
            }
        }

        if (groups.Count == 0 && function.By.Count == 0)
            groups.Add("", ([], [.. Enumerable.Range(0, window.Count).Select(_ => new List<object?>())]));
        return [.. groups.Values.SelectMany(group => Series(function, group.Labels, group.Values)).Where(IsVisible)];
    }

    private IEnumerable<ReferenceSeries> Series(
        MetricsFunction function, List<(string Key, object Value)> labels, List<object?>[] values)
    {
        var seconds = window.StepNanoseconds / 1e9;
        var isDuration = function.Argument is IntrinsicExpression
        {
            Intrinsic: Intrinsic.Duration or Intrinsic.TraceDuration or Intrinsic.EventTimeSinceStart,
        };
        var name = function.By.Count > 0 ? null : function.Kind switch
        {
            MetricsFunctionKind.Rate => "rate",
            MetricsFunctionKind.CountOverTime => "count_over_time",
            MetricsFunctionKind.MinOverTime => "min_over_time",
            MetricsFunctionKind.MaxOverTime => "max_over_time",
            MetricsFunctionKind.AvgOverTime => "avg_over_time",
            MetricsFunctionKind.SumOverTime => "sum_over_time",
            _ => null,
        };
        var unit = function.Argument is IntrinsicExpression { Intrinsic: Intrinsic.Duration } ? 1e9 : 1;
        var powers = values.Select(one => one.Select(Power).OfType<double>().ToList()).ToArray();
        var bucketUnit = isDuration ? 1e9 : 1;
        switch (function.Kind)
        {
            case MetricsFunctionKind.CountOverTime:
                return [new(name, labels, [.. values.Select(one => (double)one.Count)])];
            case MetricsFunctionKind.Rate:
                return [new(name, labels, [.. values.Select(one => one.Count / seconds)])];
            case MetricsFunctionKind.HistogramOverTime:
                return powers.SelectMany(power => power).Distinct().Select(power => new ReferenceSeries(
                    null, [.. labels, ("__bucket", power / bucketUnit)], [.. powers.Select(one => (double)one.Count(p => p == power))]));
            case MetricsFunctionKind.QuantileOverTime:
                return powers.All(one => one.Count == 0)
                    ? []
                    : function.Quantiles.Distinct().Select(q => new ReferenceSeries(
                        null, [.. labels, ("p", q)], [.. powers.Select(one => Quantile(one, q) / bucketUnit)]));
            default:
                return
                [
                    new(name, labels, [.. values.Select(one => one.Select(Number).OfType<double>().ToList()).Select(numbers =>
                        numbers.Count == 0 ? double.NaN : function.Kind switch
                        {
                            MetricsFunctionKind.MinOverTime => numbers.Min(),
                            MetricsFunctionKind.MaxOverTime => numbers.Max(),
                            MetricsFunctionKind.SumOverTime => numbers.Sum(),
                            _ => numbers.Average(),
                        } / unit)]),
                ];
        }
    }

    private static double? Number(object? value) => value switch
    {
        long number => number,
        ReferenceEvaluator.Nanoseconds number => number.Count,
        double number when !double.IsNaN(number) => number,
        _ => null,
    };

    private static double? Power(object? value)
    {
        var number = value switch { long one => one, ReferenceEvaluator.Nanoseconds one => one.Count, _ => 0 };
        if (number < 2)
            return null;
        var power = 2.0;
        for (var exact = (UInt128)2; exact < (ulong)number; exact *= 2)
            power *= 2;
        return power;
    }

    private static double Quantile(List<double> powers, double q)
    {
        if (powers.Count == 0)
            return 0;
        var k = Math.Max(1, Math.Ceiling(q * powers.Count));
        var consumed = 0;
        double? former = null;
        foreach (var bucket in powers.GroupBy(power => power).OrderBy(group => group.Key))
        {
            if (consumed + bucket.Count() > k)
            {
                var lower = Math.Log2(former ?? bucket.Key / 2);
                return Math.Pow(2, lower + (Math.Log2(bucket.Key) - lower) * (k - consumed) / bucket.Count());
            }

            consumed += bucket.Count();
            former = bucket.Key;
            if (consumed == k)
                return bucket.Key;
        }

        throw new InvalidOperationException();
    }

    private static List<(string Key, object Value)> Labels(
        IReadOnlyList<FieldExpression> by, ReferenceTrace trace, StoredSpan span)
    {
        var labels = new List<(string Key, object Value)>();
        foreach (var field in by)
        {
            var key = TraceQLPrinter.Print(field);
            if (Label(new ReferenceEvaluator(trace).Read(field, span)) is { } value && !labels.Exists(label => label.Key == key))
                labels.Add((key, value));
        }

        if (labels.Count == 0 && by.Count > 0)
            labels.Add((TraceQLPrinter.Print(by[0]), "nil"));
        return labels;
    }

    private static object? Label(object? value) => value switch
    {
        SpanStatus status => Enum.IsDefined(status) ? status.ToString().ToLowerInvariant() : $"status({(int)status})",
        SpanKind kind => Enum.IsDefined(kind) ? kind.ToString().ToLowerInvariant() : $"kind({(int)kind})",
        ReferenceEvaluator.Nanoseconds duration => ValueText.Duration(duration.Count),
        List<object?> list => $"[{string.Join(',', list.Select(Element))}]",
        double number => number == 0 ? 0.0 : number,
        _ => value,
    };

    private static string Element(object? element) => element switch
    {
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        double number => ValueText.Real(number),
        _ => Text(element!),
    };

    public static string Text(object value) => value switch
    {
        bool truth => truth ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static List<ReferenceSeries> Apply(IReadOnlyList<SeriesStage> stages, List<ReferenceSeries> series)
    {
        foreach (var stage in stages)
        {
            series = stage switch
            {
                ThresholdStage threshold => Map(series, value => Holds(threshold, value) ? value : double.NaN),
                RankStage rank when series.Count > rank.Count => Rank(rank, series),
                _ => series,
            };
            series = [.. series.Where(IsVisible)];
        }

        return series;
    }

    private static bool Holds(ThresholdStage threshold, double value)
    {
        var constant = Number(threshold.Threshold);
        return threshold.Operator switch
        {
            BinaryOperator.Equal => value == constant,
            BinaryOperator.NotEqual => !double.IsNaN(value) && value != constant,
            BinaryOperator.Less => value < constant,
            BinaryOperator.LessOrEqual => value <= constant,
            BinaryOperator.Greater => value > constant,
            _ => value >= constant,
        };
    }

    private static List<ReferenceSeries> Rank(RankStage rank, List<ReferenceSeries> series)
    {
        var ordered = series.OrderBy(one => one.All.Count).ThenBy(one => one.Order, StringComparer.Ordinal).ToList();
        if (!rank.Largest)
            ordered.Reverse();
        var kept = Enumerable.Range(0, series[0].Values.Length).Select(i => ordered
            .Where(one => !double.IsNaN(one.Values[i]))
            .OrderBy(one => rank.Largest ? -one.Values[i] : one.Values[i])
            .Take((int)rank.Count).ToHashSet()).ToList();
        return series.ConvertAll(one => one with
        {
            Values = [.. one.Values.Select((value, i) => kept[i].Contains(one) ? value : double.NaN)],
        });
    }

    private static List<ReferenceSeries> Map(List<ReferenceSeries> series, Func<double, double> change) =>
        series.ConvertAll(one => one with { Values = [.. one.Values.Select(change)] });

    private static List<ReferenceSeries> Join(
        BinaryOperator arithmetic, List<ReferenceSeries> left, List<ReferenceSeries> right)
    {
        var one = left is [{ Labels.Count: 0 }];
        var other = right is [{ Labels.Count: 0 }];
        var joined = from l in left
                     from r in right
                     where one || other || l.Joined == r.Joined
                     select new ReferenceSeries(
                         l.Name is null || r.Name is null ? null : $"({l.Name} {BinaryOperators.Text(arithmetic)} {r.Name})",
                         [.. l.Labels, .. r.Labels.Where(label => !l.Labels.Exists(has => has.Key == label.Key))],
                         [.. l.Values.Zip(r.Values, (a, b) => Compute(arithmetic, a, b))]);
        return [.. joined];
    }

    private static double Compute(BinaryOperator arithmetic, double left, double right) => arithmetic switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        _ => right == 0 ? double.NaN : left / right,
    };

    private static double Number(Literal literal) => literal switch
    {
        Literal.Integer number => number.Value,
        Literal.Real number => number.Value,
        Literal.Duration duration => duration.Nanoseconds / 1e9,
        _ => throw new InvalidOperationException(),
    };

    public static bool IsVisible(ReferenceSeries series) => series.Values.Any(value => !double.IsNaN(value));
}

/// <summary>A series as the reference has it.</summary>
internal sealed record ReferenceSeries(string? Name, List<(string Key, object Value)> Labels, double[] Values)
{
    public List<(string Key, object Value)> All => Name is null ? Labels : [("__name__", Name), .. Labels];

    /// <summary>All labels with their types, as one text.</summary>
    public string Text => string.Join("; ", All.Select(label => $"{label.Key}={label.Value.GetType().Name}:{ReferenceMetrics.Text(label.Value)}"));

    /// <summary>The labels in the order of series; no label of the tests has a character below 2.</summary>
    public string Order => string.Join('\u0001', All.Select(label => $"{label.Key}\u0001{ReferenceMetrics.Text(label.Value)}"));

    public string Joined => string.Join(
        "; ", Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value.GetType().Name}:{ReferenceMetrics.Text(label.Value)}"));
}
