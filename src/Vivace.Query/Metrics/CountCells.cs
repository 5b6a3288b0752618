namespace Vivace.Query.Metrics;

/// <summary>Counts per series and interval; grows with the series. Whole numbers below 2^53 are exact; spans with weights add what
/// they stand for.</summary>
internal sealed class CountCells : IDisposable
{
    private const int DefaultDenseSeries = 1024;
    private const int Lanes = 4;

    private readonly CellIndex _index;
    private readonly CellNumbers _counts;
    private int[] _lanes = [];
    private int _seriesCount;

    /// <summary>Creates empty counts.</summary>
    /// <param name="intervals">Intervals of a series.</param>
    /// <param name="budget">What the query may take.</param>
    /// <param name="denseSeries">Series that have a cell for every interval.</param>
    public CountCells(int intervals, MemoryBudget budget, int denseSeries = DefaultDenseSeries)
    {
        _index = new CellIndex(intervals, budget, denseSeries);
        _counts = new CellNumbers(_index, budget, initial: 0);
    }

    /// <summary>Makes room.</summary>
    /// <param name="seriesCount">Series that may be counted next.</param>
    public void Reserve(int seriesCount)
    {
        _seriesCount = seriesCount;
        _counts.Reserve(seriesCount);
    }

    /// <summary>Counts one span of each series named.</summary>
    /// <param name="series">A series for each span, below what was reserved.</param>
    /// <param name="spans">The interval and weight of each span.</param>
    public void Add(ReadOnlySpan<int> series, SelectedSpans spans)
    {
        var weights = spans.Weights;
        foreach (var run in spans.Runs)
        {
            var ofRun = series[run.Start..run.End];
            if (!weights.IsEmpty)
                AddWeights(ofRun, spans.Intervals[run.Start..run.End], weights[run.Start..run.End]);
            else if (run.Interval != IntervalRun.Mixed && _seriesCount <= _index.DenseSeries && ofRun.Length >= Lanes * _seriesCount)
                AddInLanes(ofRun, run.Interval);
            else
                AddEach(ofRun, spans.Intervals[run.Start..run.End]);
        }
    }

    /// <summary>Counts one span.</summary>
    /// <param name="series">Below what was reserved.</param>
    /// <param name="interval">Its interval.</param>
    /// <param name="weight">For how many it stands.</param>
    public void Add(int series, int interval, double weight) => _counts[_index.CellOf(series, interval)] += weight;

    /// <summary>Every count that is not zero, series by series for the first ones.</summary>
    public IEnumerable<(int Series, int Interval, double Count)> Counts
    {
        get
        {
            for (var series = 0; !_counts.Dense(series).IsEmpty; series++)
            {
                for (var interval = 0; interval < _index.Intervals; interval++)
                {
                    if (_counts.Dense(series)[interval] is var count and not 0)
                        yield return (series, interval, count);
                }
            }

            for (var entry = 0; entry < _index.SparseCount; entry++)
            {
                var (series, interval) = _index.SparseCell(entry);
                yield return (series, interval, _counts[~entry]);
            }
        }
    }

    /// <summary>The series that anything was counted of, each once or more.</summary>
    public List<int> CountedSeries()
    {
        var counted = new List<int>();
        for (var series = 0; !_counts.Dense(series).IsEmpty; series++)
        {
            if (_counts.Dense(series).ContainsAnyExcept(0))
                counted.Add(series);
        }

        for (var entry = 0; entry < _index.SparseCount; entry++)
            counted.Add(_index.SparseCell(entry).Series);
        return counted;
    }

    /// <summary>Adds the counts to samples.</summary>
    /// <param name="samplesOf">The samples of a series of which anything was counted, one per interval; null leaves the series out.</param>
    public void AddTo(Func<int, double[]?> samplesOf)
    {
        for (var series = 0; !_counts.Dense(series).IsEmpty; series++)
        {
            ReadOnlySpan<double> counts = _counts.Dense(series);
            if (!counts.ContainsAnyExcept(0) || samplesOf(series) is not { } samples)
                continue;
            for (var interval = 0; interval < counts.Length; interval++)
                samples[interval] += counts[interval];
        }

        for (var entry = 0; entry < _index.SparseCount; entry++)
        {
            var (series, interval) = _index.SparseCell(entry);
            if (samplesOf(series) is { } samples)
                samples[interval] += _counts[~entry];
        }
    }

    /// <summary>Gives the memory back; the counts are gone.</summary>
    public void Dispose() => _counts.Dispose();

    private void AddEach(ReadOnlySpan<int> series, ReadOnlySpan<int> intervalOf)
    {
        var dense = _counts.AllDense;
        var intervals = _index.Intervals;
        intervalOf = intervalOf[..series.Length];
        for (var i = 0; i < series.Length; i++)
        {
            if (series[i] < _index.DenseSeries)
                dense[(series[i] * intervals) + intervalOf[i]]++;
            else
                _counts[_index.CellOf(series[i], intervalOf[i])]++;
        }
    }

    private void AddWeights(ReadOnlySpan<int> series, ReadOnlySpan<int> intervalOf, ReadOnlySpan<double> weights)
    {
        for (var i = 0; i < series.Length; i++)
            Add(series[i], intervalOf[i], weights[i]);
    }

    /// <summary>Counts in four small arrays by turns: neighbours are often of one series, and an increment has to wait for the one
    /// before it at the same place.</summary>
    private void AddInLanes(ReadOnlySpan<int> series, int interval)
    {
        if (_lanes.Length < Lanes * _seriesCount)
            _lanes = new int[Lanes * Math.Max(_seriesCount, 64)];
        var lanes = _lanes.AsSpan(0, Lanes * _seriesCount);
        lanes.Clear();
        var first = lanes[.._seriesCount];
        var second = lanes.Slice(_seriesCount, _seriesCount);
        var third = lanes.Slice(2 * _seriesCount, _seriesCount);
        var fourth = lanes.Slice(3 * _seriesCount, _seriesCount);
        for (; series.Length >= Lanes; series = series[Lanes..])
        {
            first[series[0]]++;
            second[series[1]]++;
            third[series[2]]++;
            fourth[series[3]]++;
        }

        foreach (var one in series)
            first[one]++;
        var dense = _counts.AllDense;
        for (var i = 0; i < first.Length; i++)
            dense[(i * _index.Intervals) + interval] += first[i] + second[i] + third[i] + fourth[i];
    }
}
