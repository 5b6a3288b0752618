namespace Vivace.Query.Metrics;

/// <summary>Numbers for pairs of a group and a power of two.</summary>
internal sealed class ExponentSeries(MemoryBudget budget)
{
    private const int Exponents = 64;

    private readonly List<(int Group, int Exponent)> _series = [];
    private int[] _numbers = []; // number + 1 by group and exponent; 0 for none

    /// <summary>How many pairs have a number.</summary>
    public int Count => _series.Count;

    /// <summary>The pair of a number.</summary>
    public (int Group, int Exponent) this[int series] => _series[series];

    /// <summary>Makes room for groups.</summary>
    public void Reserve(int groupCount)
    {
        var needed = (long)groupCount * Exponents;
        if (needed <= _numbers.Length)
            return;

        var grown = Math.Max(needed, 2L * _numbers.Length);
        budget.Take((grown - _numbers.Length) * sizeof(int));
        Array.Resize(ref _numbers, (int)Math.Min(grown, Array.MaxLength));
    }

    /// <summary>The number of a pair; -1 when it has none.</summary>
    public int SeriesOf(int group, int exponent) => _numbers[group * Exponents + exponent] - 1;

    /// <summary>Gives a pair its number.</summary>
    public int Add(int group, int exponent)
    {
        _series.Add((group, exponent));
        _numbers[group * Exponents + exponent] = _series.Count;
        return _series.Count - 1;
    }
}
