using System.Runtime.InteropServices;

namespace Vivace.Query.Metrics;

/// <summary>Counts of one field for <c>compare()</c>: by value, by side and by interval.</summary>
/// <param name="key">Canonical text of the field.</param>
/// <param name="column">Reads it.</param>
/// <param name="intervals">Intervals of the window.</param>
/// <param name="budget">What the query may take.</param>
internal sealed class ComparedField(string key, KeyColumn column, int intervals, MemoryBudget budget)
{
    /// <summary>Rough size of an entry of a dictionary with its slot.</summary>
    private const int CellBytes = 32;

    /// <summary>Values of a field that have a cell for every interval.</summary>
    private const int DenseIds = 256;

    // Of a field with many values most have few spans: beyond the first values cells are kept only where there is
    // something to count.
    private readonly Dictionary<(int Id, int Cell), double> _cells = [];
    private readonly CountCells _dense = new(2 * intervals, budget);
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
            for (var id = 1; id < Math.Min(column.Values.Count, DenseIds); id++)
            {
                for (var cell = 0; cell < _dense[id].Length; cell++)
                {
                    if (_dense[id][cell] is var count and not 0)
                        yield return (id, (CompareSide)(cell / intervals), cell % intervals, count);
                }
            }

            foreach (var ((id, cell), count) in _cells)
                yield return (id, (CompareSide)(cell / intervals), cell % intervals, count);
        }
    }

    /// <summary>Spans that have the field, by interval.</summary>
    public ReadOnlySpan<double> Totals(CompareSide side) => _totals[(int)side];

    /// <summary>Counts spans.</summary>
    /// <param name="ids">Values, 0 for none.</param>
    /// <param name="isSelected">True for spans of the selection.</param>
    /// <param name="spans">Intervals and weights of the spans.</param>
    public void Add(ReadOnlySpan<int> ids, ReadOnlySpan<bool> isSelected, SelectedSpans spans)
    {
        var spanIntervals = spans.Intervals;
        var cells = _cells.Count;
        _dense.Reserve(Math.Min(column.Values.Count, DenseIds));
        for (var i = 0; i < ids.Length; i++)
        {
            if (ids[i] == 0)
                continue;
            var side = isSelected[i] ? (int)CompareSide.Selection : (int)CompareSide.Baseline;
            var weight = spans.WeightOf(i);
            _totals[side][spanIntervals[i]] += weight;
            var cell = side * intervals + spanIntervals[i];
            if (ids[i] < DenseIds)
                _dense.Add(ids[i], cell, weight);
            else
                CollectionsMarshal.GetValueRefOrAddDefault(_cells, (ids[i], cell), out _) += weight;
        }

        if (_cells.Count > cells)
            budget.Take((long)(_cells.Count - cells) * CellBytes);
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
