using BenchmarkDotNet.Attributes;
using Vivace.Query.Filters;

namespace Vivace.Benchmarks.Query;

/// <summary>Sets of rows: one operation over a whole row group.</summary>
[MemoryDiagnoser]
public class BitmapBenchmarks
{
    /// <summary>Rows of a full row group.</summary>
    private const int RowCount = 65_536;

    private readonly Bitmap _left = new();
    private readonly Bitmap _right = new();

    /// <summary>One row in this many is set: 2 is the worst for walking rows one by one, 1000 is a selective filter.</summary>
    [Params(2, 1000)]
    public int OneIn { get; set; }

    [GlobalSetup]
    public void MakeSets()
    {
        var random = new Random(1);
        _left.Reset(RowCount);
        _right.Reset(RowCount);
        for (var row = 0; row < RowCount; row++)
        {
            if (random.Next(OneIn) == 0)
                _left.Set(row);
            if (random.Next(OneIn) == 0)
                _right.Set(row);
        }
    }

    /// <summary>The set does not change after the first time; the work is the same.</summary>
    [Benchmark]
    public void Or() => _right.Or(_left);

    [Benchmark]
    public int Count() => _left.Count();

    [Benchmark]
    public int WalkRows()
    {
        var sum = 0;
        for (var row = _left.Next(0); row >= 0; row = _left.Next(row + 1))
            sum += row;
        return sum;
    }
}
