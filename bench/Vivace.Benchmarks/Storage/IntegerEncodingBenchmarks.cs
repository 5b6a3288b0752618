using BenchmarkDotNet.Attributes;
using Vivace.Storage.Columns;

namespace Vivace.Benchmarks.Storage;

/// <summary>Columns of integers, per value.</summary>
[MemoryDiagnoser]
public class IntegerEncodingBenchmarks
{
    private const int ValueCount = 65_536;

    private readonly long[] _values = new long[ValueCount];
    private readonly long[] _read = new long[ValueCount];
    private byte[] _encoded = [];

    /// <summary>Random: durations, where frames win. Rising: start times, where deltas win. Small: status codes.</summary>
    [Params("random", "rising", "small")]
    public string Values { get; set; } = "";

    [GlobalSetup]
    public void MakeColumn()
    {
        var random = new Random(1);
        var last = 1_700_000_000_000_000_000L;
        for (var i = 0; i < ValueCount; i++)
        {
            last += random.Next(10_000_000);
            _values[i] = Values switch
            {
                "random" => random.NextInt64(1_000_000_000),
                "rising" => last,
                _ => random.Next(14),
            };
        }

        using var output = new ByteWriter();
        IntegerEncoding.Write(output, _values);
        _encoded = output.Written.ToArray();
    }

    [Benchmark(OperationsPerInvoke = ValueCount)]
    public int Write()
    {
        using var output = new ByteWriter();
        IntegerEncoding.Write(output, _values);
        return output.Written.Length;
    }

    [Benchmark(OperationsPerInvoke = ValueCount)]
    public long Read()
    {
        var input = new ByteReader(_encoded);
        IntegerEncoding.Read(ref input, _read);
        return _read[^1];
    }
}
