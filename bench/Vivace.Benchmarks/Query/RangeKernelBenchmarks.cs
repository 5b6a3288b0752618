using BenchmarkDotNet.Attributes;
using Vivace.Query.Filters;

namespace Vivace.Benchmarks.Query;

/// <summary>Comparing columns with constants, per row.</summary>
[MemoryDiagnoser]
public class RangeKernelBenchmarks
{
    /// <summary>Rows of a full row group.</summary>
    private const int RowCount = 65_536;

    private readonly long[] _numbers = new long[RowCount];
    private readonly int[] _codes = new int[RowCount];
    private readonly ulong[] _words = new ulong[RowCount / 64];

    [GlobalSetup]
    public void MakeColumns()
    {
        var random = new Random(1);
        for (var i = 0; i < RowCount; i++)
        {
            _numbers[i] = random.NextInt64(1_000_000_000);
            _codes[i] = random.Next(14);
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = RowCount)]
    public void NumbersInRangeScalar() => RangeKernel.SelectScalar(_numbers, new(200_000_000, long.MaxValue, false), _words);

    [Benchmark(OperationsPerInvoke = RowCount)]
    public void NumbersInRange() => RangeKernel.Select(_numbers, new(200_000_000, long.MaxValue, false), _words);

    [Benchmark(OperationsPerInvoke = RowCount)]
    public void EqualCodesScalar() => RangeKernel.SelectEqualScalar(_codes, 7, _words);

    [Benchmark(OperationsPerInvoke = RowCount)]
    public void EqualCodes() => RangeKernel.SelectEqual(_codes, 7, _words);
}
