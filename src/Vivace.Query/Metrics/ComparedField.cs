namespace Vivace.Query.Metrics;

/// <summary>Counts of one field for <c>compare()</c>: by value, by side and by interval.</summary>
/// <param name="key">Canonical text of the field.</param>
/// <param name="column">Reads it.</param>
/// <param name="intervals">Intervals of the window.</param>
/// <param name="budget">What the query may take.</param>
internal sealed class ComparedField(string key, KeyColumn column, int intervals, MemoryBudget budget) : IDisposable
{
    /// <summary>Values of a field that have a cell for every interval.</summary>
    private const int DenseIds = 256;

    private readonly CountCells _cells = new(2 * intervals, budget, DenseIds); // both sides, one behind the other
    private readonly double[][] _totals = [new double[intervals], new double[intervals]];

    /// <summary>Canonical text of the field.</summary>
    public string Key => key;

    /// <summary>Reads it.</summary>
    public KeyColumn Column => column;

    /// <summary>True while a row group that has the field is visited.</summary>
    public bool IsDue { get; set; }

    /// <summary>Counts per interval and value: an id of <see cref="Column"/> with its side and interval.</summary>
    public IEnumerable<(int Id, CompareSide Side, int Interval, double Count)> Cells
    {
        get
        {
            foreach (var (id, cell, count) in _cells.Counts)
                yield return (id, (CompareSide)(cell / intervals), cell % intervals, count);
        }
    }

    /// <summary>Spans that have the field, by interval.</summary>
    public ReadOnlySpan<double> Totals(CompareSide side) => _totals[(int)side];

    /// <summary>Gives the memory back; the counts are gone.</summary>
    public void Dispose() => _cells.Dispose();

    /// <summary>Counts spans.</summary>
    /// <param name="ids">Values, 0 for none.</param>
    /// <param name="isSelected">True for spans of the selection.</param>
    /// <param name="spans">Intervals and weights of the spans.</param>
    public void Add(ReadOnlySpan<int> ids, ReadOnlySpan<bool> isSelected, SelectedSpans spans)
    {
        var spanIntervals = spans.Intervals;
        _cells.Reserve(column.Values.Count);
        for (var i = 0; i < ids.Length; i++)
        {
            if (ids[i] == 0)
                continue;
            var side = isSelected[i] ? (int)CompareSide.Selection : (int)CompareSide.Baseline;
            var weight = spans.WeightOf(i);
            _totals[side][spanIntervals[i]] += weight;
            _cells.Add(ids[i], (side * intervals) + spanIntervals[i], weight);
        }
    }
}

/// <summary>What spans are compared.</summary>
internal enum CompareSide
{
    /// <summary>The rest.</summary>
    Baseline = 0,

    /// <summary>Those that were set apart.</summary>
    Selection = 1,
}
