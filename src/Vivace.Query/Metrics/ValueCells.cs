using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Metrics;

/// <summary>Smallest, largest, sum or mean per series and interval; grows with the series.</summary>
/// <remarks>Sums carry what rounding lost (Neumaier's compensated sum), so that the order of the spans, and with it the way
/// they were cut into blocks, hardly shows.</remarks>
internal sealed class ValueCells(MetricsFunctionKind function, int intervals, MemoryBudget budget)
{
    private double[] _values = [];
    private double[] _lost = [];
    private double[] _counts = [];

    private bool IsSum => function is MetricsFunctionKind.SumOverTime or MetricsFunctionKind.AvgOverTime;

    /// <summary>Makes room.</summary>
    public void Reserve(int seriesCount)
    {
        Cells.Reserve(ref _values, seriesCount, intervals, budget, IsSum ? 0 : double.NaN);
        if (!IsSum)
            return;
        Cells.Reserve(ref _lost, seriesCount, intervals, budget);
        Cells.Reserve(ref _counts, seriesCount, intervals, budget);
    }

    /// <summary>Takes one value.</summary>
    /// <param name="series">Below what was reserved.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="value">The value.</param>
    /// <param name="weight">How many spans it stands for; does not matter for the smallest and the largest.</param>
    public void Add(int series, int interval, double value, double weight)
    {
        var cell = series * intervals + interval;
        switch (function)
        {
            case MetricsFunctionKind.MinOverTime:
                if (!(_values[cell] <= value))
                    _values[cell] = value;
                break;
            case MetricsFunctionKind.MaxOverTime:
                if (!(_values[cell] >= value))
                    _values[cell] = value;
                break;
            default:
                AddToSum(cell, value * weight, lost: 0, weight);
                break;
        }
    }

    /// <summary>True when a series has any value.</summary>
    public bool HasAny(int series)
    {
        var first = series * intervals;
        if (first >= _values.Length)
            return false;
        return IsSum
            ? _counts.AsSpan(first, intervals).ContainsAnyExcept(0)
            : CountValues(_values.AsSpan(first, intervals)) > 0;
    }

    /// <summary>Adds what another one has of a series.</summary>
    public void Add(int series, ValueCells other, int otherSeries)
    {
        var first = otherSeries * intervals;
        for (var i = 0; i < intervals; i++)
        {
            if (IsSum)
                AddToSum(series * intervals + i, other._values[first + i], other._lost[first + i], other._counts[first + i]);
            else if (!double.IsNaN(other._values[first + i]))
                Add(series, i, other._values[first + i], weight: 1);
        }
    }

    /// <summary>The values of a series by interval; NaN where there was none.</summary>
    /// <param name="series">The series.</param>
    /// <param name="unit">What one unit of the result has of the values added.</param>
    public double[] Results(int series, double unit)
    {
        var results = new double[intervals];
        for (var i = 0; i < intervals; i++)
            results[i] = Result(series * intervals + i) / unit;
        return results;
    }

    private static int CountValues(ReadOnlySpan<double> values)
    {
        var count = 0;
        foreach (var value in values)
            count += double.IsNaN(value) ? 0 : 1;
        return count;
    }

    private double Result(int cell)
    {
        if (!IsSum)
            return _values[cell];
        if (_counts[cell] == 0)
            return double.NaN;

        // What infinity lost is no number.
        var sum = double.IsFinite(_values[cell]) ? _values[cell] + _lost[cell] : _values[cell];
        return function == MetricsFunctionKind.SumOverTime ? sum : sum / _counts[cell];
    }

    private void AddToSum(int cell, double value, double lost, double count)
    {
        var before = _values[cell];
        var sum = before + value;
        _lost[cell] += lost + (Math.Abs(before) >= Math.Abs(value) ? before - sum + value : value - sum + before);
        _values[cell] = sum;
        _counts[cell] += count;
    }
}
