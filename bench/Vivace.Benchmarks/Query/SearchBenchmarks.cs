using BenchmarkDotNet.Attributes;
using Vivace.Core;
using Vivace.Query.Search;
using Vivace.Storage.Live;
using Vivace.Store;
using Vivace.TraceQL.Syntax;

namespace Vivace.Benchmarks.Query;

/// <summary>The searches of the comparison over live spans, without HTTP, planning included.</summary>
[MemoryDiagnoser]
public class SearchBenchmarks
{
    private const int SpanCount = 100_000;

    private readonly LiveBlock _block = new();
    private SearchRequest? _request;

    [Params(
        """{ span.enduser.id = "user-777" }""",
        """{ span.db.query.text =~ ".*id = 4242.*" }""",
        "{ status = error } | avg(duration) > 200ms",
        "{ resource.service.name = \"cart\" && duration > 100ms }")]
    public string Query { get; set; } = "";

    [GlobalSetup]
    public void Load()
    {
        foreach (var request in CorpusRequests.Make(SpanCount))
            _block.Append(request);
        var parsed = TraceQLParser.Parse(Query);
        _request = new SearchRequest(
            TenantId.Single, parsed.Query ?? throw new InvalidOperationException(Query), TimeRange.All, Limit: 20, SpansPerSpanset: 3);
    }

    [Benchmark]
    public async Task<int> FindNewestTwentyTraces()
    {
        using var snapshot = _block.OpenSnapshot();
        return (await SearchExecution.RunAsync(snapshot, _request!, CancellationToken.None)).Traces.Count;
    }
}
