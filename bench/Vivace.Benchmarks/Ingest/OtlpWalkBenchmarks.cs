using BenchmarkDotNet.Attributes;
using Vivace.Ingest;

namespace Vivace.Benchmarks.Ingest;

/// <summary>The walk that every accepted request passes first, per span.</summary>
[MemoryDiagnoser]
public class OtlpWalkBenchmarks
{
    private byte[][] _requests = [];

    [GlobalSetup]
    public void MakeRequests() => _requests = CorpusRequests.Make();

    [Benchmark(OperationsPerInvoke = CorpusRequests.SpanCount)]
    public int WalkRequests()
    {
        var spans = 0;
        foreach (var request in _requests)
            spans += OtlpWalk.Over(request).SpanCount;
        return spans;
    }
}
