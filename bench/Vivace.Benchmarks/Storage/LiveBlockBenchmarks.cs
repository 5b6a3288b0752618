using BenchmarkDotNet.Attributes;
using Vivace.Storage.Live;

namespace Vivace.Benchmarks.Storage;

/// <summary>Decoding into live columns, per span: the second walk over a request.</summary>
[MemoryDiagnoser]
public class LiveBlockBenchmarks
{
    private byte[][] _requests = [];

    [GlobalSetup]
    public void MakeRequests() => _requests = CorpusRequests.Make();

    /// <summary>Into an empty block: new keys, resources and strings are met and columns grow.</summary>
    [Benchmark(OperationsPerInvoke = CorpusRequests.SpanCount)]
    public int AppendToEmptyBlock()
    {
        var block = new LiveBlock();
        foreach (var request in _requests)
            block.Append(request);
        return block.RowCount;
    }
}
