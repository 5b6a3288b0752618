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

    // Most fields of many values have few spans for each: cells are kept only where there is something to count.
    private readonly Dictionary<(int Id, int Cell), long> _cells = [];
    private readonly long[][] _totals = [new long[intervals], new long[intervals]];

    /// <summary>Canonical text of the field.</summary>
    public string Key => key;

    /// <summary>Reads it.</summary>
    public KeyColumn Column => column;

    /// <summary>True while a row group that has the field is visited.</summary>
    public bool IsDue { get; set; }

    /// <summary>Counts per interval and value: an id of <see cref="Column"/> with its side and interval.</summary>
    public IEnumerable<(int Id, CompareSide Side, int Interval, long Count)> Cells => _cells.Select(cell => (
        cell.Key.Id, (CompareSide)(cell.Key.Cell / intervals), cell.Key.Cell % intervals, cell.Value));

    /// <summary>Spans that have the field, by interval.</summary>
    public ReadOnlySpan<long> Totals(CompareSide side) => _totals[(int)side];

    /// <summary>Counts spans.</summary>
    /// <param name="ids">Values, 0 for none.</param>
    /// <param name="isSelected">True for spans of the selection.</param>
    /// <param name="spanIntervals">Intervals of the spans.</param>
    public void Add(ReadOnlySpan<int> ids, ReadOnlySpan<bool> isSelected, ReadOnlySpan<int> spanIntervals)
    {
        var cells = _cells.Count;
        for (var i = 0; i < ids.Length; i++)
        {
            if (ids[i] == 0)
                continue;
            var side = isSelected[i] ? (int)CompareSide.Selection : (int)CompareSide.Baseline;
            _totals[side][spanIntervals[i]]++;
            CollectionsMarshal.GetValueRefOrAddDefault(_cells, (ids[i], side * intervals + spanIntervals[i]), out _)++;
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
