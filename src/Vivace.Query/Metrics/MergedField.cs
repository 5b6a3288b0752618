using Vivace.Core;
using Vivace.Query.Values;

namespace Vivace.Query.Metrics;

/// <summary>What the workers of <c>compare()</c> counted for one field. Values are numbered, not named: a field may have hundreds of
/// thousands of them, of which an answer shows a few.</summary>
/// <param name="values">The values of the first worker, to which those of the others are added.</param>
/// <param name="intervals">Intervals of the window.</param>
internal sealed class MergedField(DistinctValues values, int intervals)
{
    private readonly List<(ComparedField Field, int[]? Ids)> _parts = [];
    private readonly double[][] _totals = [new double[intervals], new double[intervals]];
    private readonly double[][] _sums = [[], []]; // by side and value

    /// <summary>Adds what one worker counted.</summary>
    public void Add(ComparedField from)
    {
        for (var side = 0; side < _totals.Length; side++)
        {
            var totals = from.Totals((CompareSide)side);
            for (var i = 0; i < totals.Length; i++)
                _totals[side][i] += totals[i];
        }

        var ids = from.Column.Values == values ? null : new int[from.Column.Values.Count];
        _parts.Add((from, ids));
        foreach (var (id, side, _, count) in from.Cells)
        {
            var merged = id;
            if (ids is not null)
                merged = ids[id] != 0 ? ids[id] : ids[id] = values.IdOf(from.Column.Values[id]);
            ref var sums = ref _sums[(int)side];
            if (merged >= sums.Length)
                Array.Resize(ref sums, Math.Max(values.Count, 2 * sums.Length));
            sums[merged] += count;
        }
    }

    /// <summary>Spans that have the field, by interval.</summary>
    public double[] Totals(CompareSide side) => _totals[(int)side];

    /// <summary>The values that most spans of a side have, most first, alike ones by their text.</summary>
    public List<int> Top(CompareSide side, int count)
    {
        var sums = _sums[(int)side];
        var top = new List<int>();
        var order = Comparer<int>.Create((left, right) =>
            sums[left] != sums[right] ? sums[right].CompareTo(sums[left]) : CompareTexts(left, right));
        for (var id = 1; id < sums.Length; id++)
        {
            if (sums[id] == 0 || (top.Count == count && order.Compare(id, top[^1]) > 0))
                continue;
            var place = top.BinarySearch(id, order);
            top.Insert(place < 0 ? ~place : place, id);
            if (top.Count > count)
                top.RemoveAt(count);
        }

        return top;
    }

    /// <summary>Counts by interval of some values, in their order.</summary>
    public IEnumerable<(AttributeValue Value, double[] Counts)> Counts(CompareSide side, List<int> shown)
    {
        var placeOf = new Dictionary<int, int>();
        for (var i = 0; i < shown.Count; i++)
            placeOf.Add(shown[i], i);
        var counts = Array.ConvertAll(new double[shown.Count][], _ => new double[intervals]);
        foreach (var (field, ids) in _parts)
        {
            foreach (var (id, cellSide, interval, count) in field.Cells)
            {
                if (cellSide == side && placeOf.TryGetValue(ids is null ? id : ids[id], out var place))
                    counts[place][interval] += count;
            }
        }

        return shown.Select((id, i) => (values.Label(id)!, counts[i]));
    }

    private int CompareTexts(int left, int right)
    {
        var one = values[left];
        var other = values[right];
        return one.Kind == ValueKind.Text && other.Kind == ValueKind.Text
            ? one.Bytes.SequenceCompareTo(other.Bytes)
            : string.CompareOrdinal(LabelSet.Text(values.Label(left)!), LabelSet.Text(values.Label(right)!));
    }
}
