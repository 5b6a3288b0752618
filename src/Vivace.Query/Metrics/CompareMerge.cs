using Vivace.Core;

namespace Vivace.Query.Metrics;

/// <summary>Makes the series of <c>compare()</c> of what the workers counted.</summary>
internal sealed class CompareMerge
{
    private const string SideLabel = "__meta_type";

    private readonly MetricsSource _source;
    private readonly SortedDictionary<string, MergedField> _fields = new(StringComparer.Ordinal);

    private CompareMerge(MetricsSource source) => _source = source;

    /// <summary>Makes the series of one source.</summary>
    public static List<Series> Merge(MetricsSource source, IReadOnlyList<CompareWorker> workers)
    {
        var merge = new CompareMerge(source);
        foreach (var worker in workers)
        {
            foreach (var field in worker.Fields)
                merge.Add(field);
        }

        var series = new List<Series>();
        foreach (var (key, field) in merge._fields)
        {
            merge.AddSeries(series, key, field, CompareSide.Baseline, "baseline");
            merge.AddSeries(series, key, field, CompareSide.Selection, "selection");
        }

        AddExemplars(series, workers);
        return series;
    }

    private void Add(ComparedField from)
    {
        if (!_fields.TryGetValue(from.Key, out var field))
            _fields.Add(from.Key, field = new MergedField(from.Column.Values, _source.Window.Count));
        field.Add(from);
    }

    private void AddSeries(List<Series> series, string key, MergedField field, CompareSide side, string name)
    {
        var shown = field.Top(side, (int)_source.Function.Compare!.TopN);
        if (shown.Count == 0)
            return;

        _source.Budget.Take((long)_source.Window.Count * shown.Count * sizeof(double));
        foreach (var (value, counts) in field.Counts(side, shown))
            series.Add(new Series(Labels(name, key, value), null, counts));
        series.Add(new Series(Labels(name + "_total", key, new AttributeValue.Text("nil")), null, field.Totals(side)));
    }

    /// <summary>A span is behind a series for each of its fields; it is shown at one, the total of the names.</summary>
    private static void AddExemplars(List<Series> series, IReadOnlyList<CompareWorker> workers)
    {
        var name = new AttributeValue.Text("nil");
        var totals = new[]
        {
            series.Find(one => one.Labels.Equals(Labels("baseline_total", "name", name))),
            series.Find(one => one.Labels.Equals(Labels("selection_total", "name", name))),
        };
        foreach (var (_, span) in ExemplarCollector.Unite(workers, static worker => worker.Exemplars))
            totals[span.Group]?.Exemplars.Add(new SeriesExemplar(span.Labels, double.NaN, span.StartUnixNanoseconds, span.Interval));
    }

    private static LabelSet Labels(string side, string key, AttributeValue value) =>
        new(new KeyValuePair<string, AttributeValue>(SideLabel, new AttributeValue.Text(side)), new(key, value));
}
