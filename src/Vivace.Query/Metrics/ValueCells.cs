using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Metrics;

/// <summary>Smallest, largest, sum or mean per series and interval; grows with the series.</summary>
/// <remarks>Sums carry what rounding lost (Neumaier's compensated sum), so that the order of the spans, and with it the way
/// they were cut into blocks, hardly shows.</remarks>
internal sealed class ValueCells : IDisposable
{
    private const int DenseSeries = 512;

    private readonly MetricsFunctionKind _function;
    private readonly CellIndex _index;
    private readonly CellNumbers _values;
    private readonly CellNumbers _lost;
    private readonly CellNumbers _counts;

    public ValueCells(MetricsFunctionKind function, int intervals, MemoryBudget budget)
    {
        _function = function;
        _index = new CellIndex(intervals, budget, DenseSeries);
        _values = new CellNumbers(_index, budget, IsSum ? 0 : double.NaN);
        _lost = new CellNumbers(_index, budget, initial: 0);
        _counts = new CellNumbers(_index, budget, initial: 0);
    }

    private bool IsSum => _function is MetricsFunctionKind.SumOverTime or MetricsFunctionKind.AvgOverTime;

    /// <summary>Makes room.</summary>
    public void Reserve(int seriesCount)
    {
        _values.Reserve(seriesCount);
        if (!IsSum)
            return;
        _lost.Reserve(seriesCount);
        _counts.Reserve(seriesCount);
    }

    /// <summary>Gives the memory back; the values are gone.</summary>
    public void Dispose()
    {
        _values.Dispose();
        _lost.Dispose();
        _counts.Dispose();
    }

    /// <summary>Takes one value.</summary>
    /// <param name="series">Below what was reserved.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="value">The value.</param>
    /// <param name="weight">How many spans it stands for; does not matter for the smallest and the largest.</param>
    public void Add(int series, int interval, double value, double weight)
    {
        var cell = _index.CellOf(series, interval);
        switch (_function)
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

    /// <summary>Adds what another one has.</summary>
    /// <param name="other">Of the same function and intervals.</param>
    /// <param name="seriesOf">The series here of a series there; negative to leave it out.</param>
    public void Add(ValueCells other, Func<int, int> seriesOf)
    {
        foreach (var (otherSeries, interval, cell) in other.Cells)
        {
            var series = seriesOf(otherSeries);
            if (series < 0)
                continue;
            Reserve(series + 1);
            if (IsSum)
                AddToSum(_index.CellOf(series, interval), other._values[cell], other._lost[cell], other._counts[cell]);
            else
                Add(series, interval, other._values[cell], weight: 1);
        }
    }

    /// <summary>Every value there is.</summary>
    /// <param name="unit">What one unit of the result has of the values added.</param>
    public IEnumerable<(int Series, int Interval, double Value)> Results(double unit)
    {
        foreach (var (series, interval, cell) in Cells)
            yield return (series, interval, Result(cell) / unit);
    }

    /// <summary>The cells that have a value.</summary>
    private IEnumerable<(int Series, int Interval, int Cell)> Cells
    {
        get
        {
            for (var series = 0; !_values.Dense(series).IsEmpty; series++)
            {
                for (var interval = 0; interval < _index.Intervals; interval++)
                {
                    var cell = _index.CellOf(series, interval);
                    if (IsSum ? _counts[cell] != 0 : !double.IsNaN(_values[cell]))
                        yield return (series, interval, cell);
                }
            }

            for (var entry = 0; entry < _index.SparseCount; entry++)
            {
                var (series, interval) = _index.SparseCell(entry);
                yield return (series, interval, ~entry);
            }
        }
    }

    private double Result(int cell)
    {
        if (!IsSum)
            return _values[cell];

        // What infinity lost is no number.
        var sum = double.IsFinite(_values[cell]) ? _values[cell] + _lost[cell] : _values[cell];
        return _function == MetricsFunctionKind.SumOverTime ? sum : sum / _counts[cell];
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
