namespace Vivace.Query.Metrics;

/// <summary>One number for each cell of a <see cref="CellIndex"/>.</summary>
/// <param name="index">The cells.</param>
/// <param name="budget">What the query may take.</param>
/// <param name="initial">What a cell holds at first.</param>
internal sealed class CellNumbers(CellIndex index, MemoryBudget budget, double initial)
{
    private double[] _dense = [];
    private double[] _sparse = [];

    /// <summary>Makes room for series; to be called before their cells are asked for.</summary>
    public void Reserve(int seriesCount) =>
        Grow(ref _dense, Math.Min(seriesCount, index.DenseSeries) * index.Intervals);

    /// <summary>The numbers of one of the first series, by interval; empty for others.</summary>
    public Span<double> Dense(int series)
    {
        var first = (long)series * index.Intervals;
        return first < _dense.Length && series < index.DenseSeries ? _dense.AsSpan((int)first, index.Intervals) : default;
    }

    /// <summary>The numbers of the first series, series after series.</summary>
    public Span<double> AllDense => _dense;

    /// <summary>The number of a cell.</summary>
    public ref double this[int cell]
    {
        get
        {
            if (cell >= 0)
                return ref _dense[cell];
            if (~cell >= _sparse.Length)
                Grow(ref _sparse, ~cell + 1);
            return ref _sparse[~cell];
        }
    }

    private void Grow(ref double[] numbers, int needed)
    {
        var before = numbers.Length;
        if (needed <= before)
            return;

        // In steps, so that growing costs little over all; to whole series, so that each is there or not.
        var length = (int)Math.Min(Math.Max(needed, 2L * before), Math.Max(needed, before + (1L << 22)));
        length = (length + index.Intervals - 1) / index.Intervals * index.Intervals;
        budget.Take((long)(length - before) * sizeof(double));
        Array.Resize(ref numbers, length);
        if (initial != 0)
            numbers.AsSpan(before).Fill(initial);
    }
}
