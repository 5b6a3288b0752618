using Vivace.Core;
using Vivace.Query.Values;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Metrics;

/// <summary>Makes series of what the workers of one source computed.</summary>
internal sealed class SeriesMerge
{
    private const double NanosecondsPerSecond = 1e9;

    private readonly MetricsSource _source;
    private readonly IReadOnlyList<SeriesWorker> _workers;
    private readonly Dictionary<LabelSet, int> _groups = [];
    private readonly List<LabelSet> _labels = [];
    private readonly NumberColumn? _argument;
    private readonly int _intervals;

    private SeriesMerge(MetricsSource source, IReadOnlyList<SeriesWorker> workers)
    {
        _source = source;
        _workers = workers;
        _intervals = source.Window.Count;
        if (source.Function.Argument is { } argument)
            _argument = new NumberColumn(argument, source.Plan.Patterns);
    }

    /// <summary>Makes the series of one source.</summary>
    public static List<Series> Merge(MetricsSource source, IReadOnlyList<SeriesWorker> workers)
    {
        var merge = new SeriesMerge(source, workers);
        return source.Function.Kind switch
        {
            MetricsFunctionKind.Rate or MetricsFunctionKind.CountOverTime => merge.MergeCounts(),
            MetricsFunctionKind.QuantileOverTime or MetricsFunctionKind.HistogramOverTime => merge.MergeExponents(),
            _ => merge.MergeValues(),
        };
    }

    private List<Series> MergeCounts()
    {
        var counts = new List<double[]>();
        foreach (var worker in _workers)
        {
            for (var group = 0; group < worker.Groups.Count; group++)
            {
                if (worker.Counts[group] is var from && from.ContainsAnyExcept(0))
                    Add(from, At(counts, GroupOf(worker, group)));
            }
        }

        if (_source.Function.By.Count == 0 && counts.Count == 0)
            At(counts, GroupOf(new LabelSet()));

        var seconds = _source.Function.Kind == MetricsFunctionKind.Rate
            ? _source.Window.StepNanoseconds / NanosecondsPerSecond
            : 1;
        var series = counts.ConvertAll(count => Array.ConvertAll(count, number => number / seconds));
        return Finish(series);
    }

    private List<Series> MergeValues()
    {
        var values = new ValueCells(_source.Function.Kind, _intervals, _source.Budget);
        foreach (var worker in _workers)
        {
            for (var group = 0; group < worker.Groups.Count; group++)
            {
                if (!worker.Values.HasAny(group))
                    continue;
                var merged = GroupOf(worker, group);
                values.Reserve(_labels.Count);
                values.Add(merged, worker.Values, group);
            }
        }

        // Only the span's own duration is shown in seconds here; others stay nanoseconds.
        var unit = _argument!.IsSpanDuration ? NanosecondsPerSecond : 1;
        return Finish([.. _labels.Select((_, group) => values.Results(group, unit))]);
    }

    private List<Series> MergeExponents()
    {
        var groups = new List<SortedList<int, double[]>>();
        foreach (var worker in _workers)
        {
            for (var number = 0; number < worker.Exponents.Count; number++)
            {
                var (group, exponent) = worker.Exponents[number];
                var merged = GroupOf(worker, group);
                if (merged == groups.Count)
                    groups.Add([]);
                if (!groups[merged].TryGetValue(exponent, out var counts))
                    groups[merged].Add(exponent, counts = NewCounts());
                Add(worker.Counts[number], counts);
            }
        }

        var unit = _argument!.IsDuration ? NanosecondsPerSecond : 1;
        return _source.Function.Kind == MetricsFunctionKind.HistogramOverTime
            ? ToHistograms(groups, unit)
            : ToQuantiles(groups, unit);
    }

    private List<Series> ToHistograms(List<SortedList<int, double[]>> groups, double unit)
    {
        var series = new List<Series>();
        var byExponent = new Dictionary<(int Group, int Exponent), Series>();
        for (var group = 0; group < groups.Count; group++)
        {
            foreach (var (exponent, counts) in groups[group])
            {
                var labels = _labels[group].With("__bucket", new AttributeValue.Real(Math.Pow(2, exponent) / unit));
                var one = new Series(labels, null, counts);
                byExponent.Add((group, exponent), one);
                series.Add(one);
            }
        }

        foreach (var (group, span) in PickedSpans())
        {
            if (byExponent.TryGetValue((group, SeriesWorker.ExponentOf(span.Kind, span.Number)), out var one))
                one.Exemplars.Add(new SeriesExemplar(span.Labels, double.NaN, span.StartUnixNanoseconds, span.Interval));
        }

        return series;
    }

    private List<Series> ToQuantiles(List<SortedList<int, double[]>> groups, double unit)
    {
        var series = new List<Series>();
        var shares = _source.Function.Quantiles.Distinct().ToArray();
        var overall = new List<double[]>();
        for (var group = 0; group < groups.Count; group++)
        {
            int[] exponents = [.. groups[group].Keys];
            double[][] byExponent = [.. groups[group].Values];
            var counts = new (int Exponent, double Count)[exponents.Length];
            var values = Array.ConvertAll(shares, _ => new double[_intervals]);
            for (var interval = 0; interval < _intervals; interval++)
            {
                for (var i = 0; i < counts.Length; i++)
                    counts[i] = (exponents[i], byExponent[i][interval]);
                for (var share = 0; share < shares.Length; share++)
                    values[share][interval] = Quantiles.Of(shares[share], counts) / unit;
            }

            for (var share = 0; share < shares.Length; share++)
                series.Add(new Series(_labels[group].With("p", new AttributeValue.Real(shares[share])), null, values[share]));
            for (var i = 0; i < counts.Length; i++)
                counts[i] = (exponents[i], byExponent[i].Sum());
            overall.Add([.. shares.Select(share => Quantiles.Of(share, counts) / unit)]);
        }

        foreach (var (group, span) in PickedSpans())
        {
            // Among several quantiles the closest one has it.
            var value = Value.FromNumber(span.Kind, span.Number).AsDouble / unit;
            var closest = 0;
            for (var i = 1; i < shares.Length; i++)
            {
                if (Math.Abs(overall[group][i] - value) < Math.Abs(overall[group][closest] - value))
                    closest = i;
            }

            series[group * shares.Length + closest].Exemplars.Add(
                new SeriesExemplar(span.Labels, value, span.StartUnixNanoseconds, span.Interval));
        }

        return series;
    }

    private List<Series> Finish(List<double[]> values)
    {
        var name = _source.Function.By.Count == 0 ? _source.Name : null;
        var series = values.Select((value, group) => new Series(_labels[group], name, value)).ToList();
        var unit = _argument?.IsSpanDuration == true ? NanosecondsPerSecond : 1;
        foreach (var (group, span) in PickedSpans())
        {
            var value = span.Kind == ValueKind.Nil ? double.NaN : Value.FromNumber(span.Kind, span.Number).AsDouble / unit;
            series[group].Exemplars.Add(new SeriesExemplar(span.Labels, value, span.StartUnixNanoseconds, span.Interval));
        }

        return series;
    }

    private IEnumerable<(int Group, PickedSpan Span)> PickedSpans()
    {
        foreach (var (worker, span) in ExemplarCollector.Unite(_workers, static worker => worker.Exemplars))
        {
            if (_groups.TryGetValue(new LabelSet(worker.Groups.Labels(span.Group)), out var group))
                yield return (group, span);
        }
    }

    private int GroupOf(SeriesWorker worker, int group) => GroupOf(new LabelSet(worker.Groups.Labels(group)));

    private int GroupOf(LabelSet labels)
    {
        if (_groups.TryGetValue(labels, out var group))
            return group;
        _labels.Add(labels);
        _groups.Add(labels, _labels.Count - 1);
        return _labels.Count - 1;
    }

    private double[] At(List<double[]> counts, int group)
    {
        if (group == counts.Count)
            counts.Add(NewCounts());
        return counts[group];
    }

    private double[] NewCounts()
    {
        _source.Budget.Take((long)_intervals * sizeof(double));
        return new double[_intervals];
    }

    private static void Add(ReadOnlySpan<double> from, double[] to)
    {
        for (var i = 0; i < from.Length; i++)
            to[i] += from[i];
    }
}
