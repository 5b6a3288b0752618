using System.Numerics;

namespace Vivace.Query.Metrics;

/// <summary>Numbers the cells, one per series and interval, that a query counts or computes in. The first series have one for every
/// interval; of later ones only those exist that were asked for, because of very many series most have few spans.</summary>
/// <remarks>Cells of the first series are numbered 0, 1, 2 ... by series and interval; the others are the complements of 0, 1, 2 ...
/// in the order they came.</remarks>
/// <param name="intervals">Intervals of a series.</param>
/// <param name="budget">What the query may take.</param>
/// <param name="denseSeries">Series that have a cell for every interval.</param>
internal sealed class CellIndex(int intervals, MemoryBudget budget, int denseSeries)
{
    private const int EntryBytes = sizeof(long) + (2 * sizeof(int));
    private const ulong HashFactor = 0x9E3779B97F4A7C15; // 2^64 / golden ratio: neighbours land far from each other

    private long[] _keys = [];
    private int[] _slots = []; // entry + 1 by hash, 0 for none; twice as many as keys

    /// <summary>Intervals of a series.</summary>
    public int Intervals => intervals;

    /// <summary>Series that have a cell for every interval.</summary>
    public int DenseSeries => denseSeries;

    /// <summary>Cells of later series.</summary>
    public int SparseCount { get; private set; }

    /// <summary>The series and interval of a cell of a later series.</summary>
    /// <param name="entry">The complement of the cell's number.</param>
    public (int Series, int Interval) SparseCell(int entry)
    {
        var (series, interval) = Math.DivRem(_keys[entry], intervals);
        return ((int)series, (int)interval);
    }

    /// <summary>The cell of a series and interval, made when it is missing.</summary>
    /// <exception cref="Vivace.Store.QueryException">The query would take more memory than it may.</exception>
    public int CellOf(int series, int interval) =>
        series < denseSeries ? (series * intervals) + interval : ~EntryOf(((long)series * intervals) + interval);

    private int EntryOf(long key)
    {
        if (SparseCount == _keys.Length)
            Grow();
        for (var slot = SlotOf(key); ; slot = (slot + 1) & (_slots.Length - 1))
        {
            var entry = _slots[slot] - 1;
            if (entry >= 0 && _keys[entry] == key)
                return entry;
            if (entry >= 0)
                continue;
            _keys[SparseCount] = key;
            _slots[slot] = ++SparseCount;
            return SparseCount - 1;
        }
    }

    private int SlotOf(long key) => (int)(((ulong)key * HashFactor) >> (64 - BitOperations.Log2((uint)_slots.Length)));

    private void Grow()
    {
        var length = Math.Max(1024, 2 * _keys.Length);
        budget.Take((long)(length - _keys.Length) * EntryBytes);
        Array.Resize(ref _keys, length);
        _slots = new int[2 * length];
        for (var entry = 0; entry < SparseCount; entry++)
        {
            var slot = SlotOf(_keys[entry]);
            while (_slots[slot] != 0)
                slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = entry + 1;
        }
    }
}
