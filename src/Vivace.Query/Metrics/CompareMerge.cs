using Vivace.Core;

namespace Vivace.Query.Metrics;

/// <summary>Makes the series of <c>compare()</c> of what the workers counted.</summary>
internal sealed class CompareMerge
{
    private const string SideLabel = "__meta_type";

    private readonly MetricsSource _source;
    private readonly SortedDictionary<string, Field> _fields = new(StringComparer.Ordinal);

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
            _fields.Add(from.Key, field = new Field(_source.Window.Count));
        foreach (var side in Enum.GetValues<CompareSide>())
        {
            var totals = from.Totals(side);
            for (var i = 0; i < totals.Length; i++)
                field.Totals[(int)side][i] += totals[i];
        }

        var values = new AttributeValue[from.Column.Values.Count];
        foreach (var (id, side, interval, count) in from.Cells)
        {
            var value = values[id] ??= from.Column.Values.Label(id)!;
            var byValue = field.Values[(int)side];
            if (!byValue.TryGetValue(value, out var cells))
                byValue.Add(value, cells = []);
            cells[interval] = cells.GetValueOrDefault(interval) + count;
        }
    }

    private void AddSeries(List<Series> series, string key, Field field, CompareSide side, string name)
    {
        var byValue = field.Values[(int)side];
        if (byValue.Count == 0)
            return;

        var shown = byValue
            .Select(static pair => (pair.Key, Cells: pair.Value, Total: pair.Value.Values.Sum()))
            .OrderByDescending(static one => one.Total)
            .ThenBy(static one => LabelSet.Text(one.Key), StringComparer.Ordinal)
            .Take((int)_source.Function.Compare!.TopN);
        foreach (var (value, cells, _) in shown)
        {
            _source.Budget.Take((long)_source.Window.Count * sizeof(double));
            var values = new double[_source.Window.Count];
            foreach (var (interval, count) in cells)
                values[interval] = count;
            series.Add(new Series(Labels(name, key, value), null, values));
        }

        var total = Array.ConvertAll(field.Totals[(int)side], static count => (double)count);
        series.Add(new Series(Labels(name + "_total", key, new AttributeValue.Text("nil")), null, total));
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

    private sealed class Field(int intervals)
    {
        public long[][] Totals { get; } = [new long[intervals], new long[intervals]];

        public Dictionary<AttributeValue, Dictionary<int, long>>[] Values { get; } = [[], []];
    }
}
