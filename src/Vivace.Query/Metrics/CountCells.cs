namespace Vivace.Query.Metrics;

/// <summary>Counts per series and interval; grows with the series. Whole numbers below 2^53 are exact; spans with weights add what
/// they stand for.</summary>
internal sealed class CountCells(int intervals, MemoryBudget budget)
{
    private const int Lanes = 4;

    private double[] _cells = [];
    private int[] _lanes = [];
    private int _seriesCount;

    /// <summary>The counts of one series, by interval.</summary>
    public ReadOnlySpan<double> this[int series] =>
        series < _cells.Length / intervals ? _cells.AsSpan(series * intervals, intervals) : default;

    /// <summary>Makes room.</summary>
    /// <param name="seriesCount">Series that may be counted next.</param>
    public void Reserve(int seriesCount)
    {
        _seriesCount = seriesCount;
        Cells.Reserve(ref _cells, seriesCount, intervals, budget);
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
                AddWeights(ofRun, run.Interval, weights[run.Start..run.End]);
            else if (ofRun.Length >= Lanes * _seriesCount)
                AddInLanes(ofRun, run.Interval);
            else
                AddEach(ofRun, run.Interval);
        }
    }

    /// <summary>Counts one span.</summary>
    public void Add(int series, int interval, double weight) => _cells[series * intervals + interval] += weight;

    private void AddEach(ReadOnlySpan<int> series, int interval)
    {
        var cells = _cells;
        foreach (var one in series)
            cells[one * intervals + interval]++;
    }

    private void AddWeights(ReadOnlySpan<int> series, int interval, ReadOnlySpan<double> weights)
    {
        for (var i = 0; i < series.Length; i++)
            _cells[series[i] * intervals + interval] += weights[i];
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

        AddEach(series, interval);
        for (var i = 0; i < first.Length; i++)
            _cells[i * intervals + interval] += first[i] + second[i] + third[i] + fourth[i];
    }
}

/// <summary>Arrays of cells, series after series.</summary>
internal static class Cells
{
    private const int CellBytes = 8;

    /// <summary>Grows an array in steps, so that growing costs little over all.</summary>
    public static void Reserve<T>(ref T[] cells, int seriesCount, int intervals, MemoryBudget budget, T fill = default)
        where T : unmanaged
    {
        var needed = (long)seriesCount * intervals;
        if (needed <= cells.Length)
            return;

        var grown = Math.Max(needed, Math.Min(2L * cells.Length, cells.Length + (1L << 22)));
        budget.Take((grown - cells.Length) * CellBytes);
        var filled = cells.Length;
        Array.Resize(ref cells, (int)Math.Min(grown, Array.MaxLength));
        if (!fill.Equals(default(T)))
            cells.AsSpan(filled).Fill(fill);
    }
}
