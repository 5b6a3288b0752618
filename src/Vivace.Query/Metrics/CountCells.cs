namespace Vivace.Query.Metrics;

/// <summary>Counts per series and interval; grows with the series. Whole numbers below 2^53 are exact; spans with weights add what
/// they stand for.</summary>
internal sealed class CountCells(int intervals, MemoryBudget budget)
{
    private double[] _cells = [];

    /// <summary>The counts of one series, by interval.</summary>
    public ReadOnlySpan<double> this[int series] =>
        series < _cells.Length / intervals ? _cells.AsSpan(series * intervals, intervals) : default;

    /// <summary>Makes room.</summary>
    /// <param name="seriesCount">Series that may be counted next.</param>
    public void Reserve(int seriesCount) => Cells.Reserve(ref _cells, seriesCount, intervals, budget);

    /// <summary>Counts one span of each series named.</summary>
    /// <param name="series">A series for each span, below what was reserved.</param>
    /// <param name="spans">The interval and weight of each span.</param>
    public void Add(ReadOnlySpan<int> series, SelectedSpans spans)
    {
        var cells = _cells;
        var spanIntervals = spans.Intervals;
        var weights = spans.Weights;
        if (weights.IsEmpty)
        {
            for (var i = 0; i < series.Length; i++)
                cells[series[i] * intervals + spanIntervals[i]]++;
            return;
        }

        for (var i = 0; i < series.Length; i++)
            cells[series[i] * intervals + spanIntervals[i]] += weights[i];
    }

    /// <summary>Counts one span.</summary>
    public void Add(int series, int interval, double weight) => _cells[series * intervals + interval] += weight;
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
