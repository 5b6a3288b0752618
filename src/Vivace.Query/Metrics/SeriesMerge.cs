using Vivace.Core;
using Vivace.Query.Values;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Metrics;

/// <summary>Makes series of what the workers of one source computed.</summary>
internal sealed class SeriesMerge
{
    private const double NanosecondsPerSecond = 1e9;
    private const int Unknown = -1;

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
        var groupsOf = _workers.Select(worker => GroupsOf(worker, worker.Counts.CountedSeries())).ToArray();
        if (_source.Function.By.Count == 0 && _labels.Count == 0)
            GroupOf(new LabelSet());

        var shown = Shown();
        var counts = NewSeries(shown, 0);
        for (var i = 0; i < _workers.Count; i++)
        {
            var groups = groupsOf[i];
            _workers[i].Counts.AddTo(group => counts[groups[group]]);
        }

        if (_source.Function.Kind == MetricsFunctionKind.Rate)
        {
            var seconds = _source.Window.StepNanoseconds / NanosecondsPerSecond;
            foreach (var group in shown)
                Divide(counts[group], seconds);
        }

        return Finish(counts);
    }

    private List<Series> MergeValues()
    {
        using var values = new ValueCells(_source.Function.Kind, _intervals, _source.Budget);
        foreach (var worker in _workers)
        {
            var groups = GroupsOf(worker, worker.Values.Results(unit: 1).Select(static value => value.Series));
            values.Add(worker.Values, group => groups[group]);
        }

        // Only the span's own duration is shown in seconds here; others stay nanoseconds.
        var unit = _argument!.IsSpanDuration ? NanosecondsPerSecond : 1;
        var results = NewSeries(Shown(), double.NaN);
        foreach (var (group, interval, value) in values.Results(unit))
        {
            if (results[group] is { } ofGroup)
                ofGroup[interval] = value;
        }

        return Finish(results);
    }

    private List<Series> MergeExponents()
    {
        var groups = new List<SortedList<int, double[]>>();
        foreach (var worker in _workers)
        {
            var countsOf = new double[]?[worker.Exponents.Count];
            worker.Counts.AddTo(number =>
                countsOf[number] ??= worker.Exponents[number] is { Exponent: not 0 } place ? CountsOf(groups, worker, place) : null);
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
            var counts = new double[exponents.Length];
            var values = Array.ConvertAll(shares, _ => new double[_intervals]);
            for (var interval = 0; interval < _intervals; interval++)
            {
                var total = 0.0;
                for (var i = 0; i < counts.Length; i++)
                    total += counts[i] = byExponent[i][interval];
                for (var share = 0; share < shares.Length && total > 0; share++)
                    values[share][interval] = Quantiles.Of(shares[share], exponents, counts, total) / unit;
            }

            for (var share = 0; share < shares.Length; share++)
                series.Add(new Series(_labels[group].With("p", new AttributeValue.Real(shares[share])), null, values[share]));
            var sum = 0.0;
            for (var i = 0; i < counts.Length; i++)
                sum += counts[i] = byExponent[i].Sum();
            overall.Add([.. shares.Select(share => Quantiles.Of(share, exponents, counts, sum) / unit)]);
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

    private List<Series> Finish(double[]?[] values)
    {
        var name = _source.Function.By.Count == 0 ? _source.Name : null;
        var series = new Series?[values.Length];
        for (var group = 0; group < values.Length; group++)
            series[group] = values[group] is { } shown ? new Series(_labels[group], name, shown) : null;
        var unit = _argument?.IsSpanDuration == true ? NanosecondsPerSecond : 1;
        foreach (var (group, span) in PickedSpans())
        {
            var value = span.Kind == ValueKind.Nil ? double.NaN : Value.FromNumber(span.Kind, span.Number).AsDouble / unit;
            series[group]?.Exemplars.Add(new SeriesExemplar(span.Labels, value, span.StartUnixNanoseconds, span.Interval));
        }

        return [.. series.OfType<Series>()];
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

    /// <summary>The groups of a worker among those of all; those without spans have none.</summary>
    private int[] GroupsOf(SeriesWorker worker, IEnumerable<int> used)
    {
        var groups = new int[worker.Groups.Count];
        Array.Fill(groups, Unknown);
        foreach (var group in used)
        {
            if (groups[group] == Unknown)
                groups[group] = GroupOf(worker, group);
        }

        return groups;
    }

    /// <summary>The groups that the answer shows, and one more when it has to leave out any.</summary>
    private IReadOnlyList<int> Shown()
    {
        var groups = Enumerable.Range(0, _labels.Count);
        return _labels.Count <= _source.MaxSeries
            ? [.. groups]
            : [.. groups.Order(Comparer<int>.Create((left, right) =>
                LabelSet.Compare(_labels[left].Labels, _labels[right].Labels))).Take(_source.MaxSeries + 1)];
    }

    /// <summary>Samples for the groups shown; null for the others.</summary>
    private double[]?[] NewSeries(IReadOnlyList<int> shown, double initial)
    {
        var series = new double[]?[_labels.Count];
        foreach (var group in shown)
        {
            series[group] = NewSamples();
            if (initial != 0)
                Array.Fill(series[group]!, initial);
        }

        return series;
    }

    private double[] CountsOf(List<SortedList<int, double[]>> groups, SeriesWorker worker, (int Group, int Exponent) place)
    {
        var merged = GroupOf(worker, place.Group);
        if (merged == groups.Count)
            groups.Add([]);
        if (!groups[merged].TryGetValue(place.Exponent, out var counts))
            groups[merged].Add(place.Exponent, counts = NewSamples());
        return counts;
    }

    private double[] NewSamples()
    {
        _source.Budget.Take((long)_intervals * sizeof(double));
        return new double[_intervals];
    }

    private static void Divide(Span<double> numbers, double divisor)
    {
        foreach (ref var number in numbers)
            number /= divisor;
    }
}
