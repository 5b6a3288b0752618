using Vivace.Core;
using Vivace.Query.Search;
using Vivace.Storage.Live;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Syntax;
using Xunit;

namespace Vivace.Query.Tests;

/// <summary>Spans to ask.</summary>
internal sealed class Store
{
    private readonly LiveBlock _live = new();

    public static Store Of(params IEnumerable<TestTrace> traces)
    {
        var store = new Store();
        foreach (var trace in traces)
            store.Add(trace.ToBytes());
        return store;
    }

    public void Add(byte[] request) => _live.Append(request);

    public Storage.RowGroups.StorageSnapshot Open() => _live.OpenSnapshot();

    /// <summary>Parses and checks a query.</summary>
    public static TraceQuery Parse(string text)
    {
        var parsed = TraceQLParser.Parse(text);
        Assert.True(parsed.Query is not null, $"{text}: {string.Join("; ", parsed.Diagnostics)}");
        var problems = TraceQLChecker.Check(parsed.Query);
        Assert.True(problems.Count == 0, $"{text}: {string.Join("; ", problems)}");
        return parsed.Query;
    }

    public async Task<SearchResult> SearchAsync(
        string query, int limit = 10_000, int spansPerSpanset = 0, TimeRange? range = null)
    {
        using var snapshot = Open();
        var request = new SearchRequest(TenantId.Single, Parse(query), range ?? TimeRange.All, limit, spansPerSpanset);
        return await SearchExecution.RunAsync(snapshot, request, TestContext.Current.CancellationToken);
    }

    /// <summary>Names of the spans that match, sorted.</summary>
    public async Task<string[]> NamesAsync(string query)
    {
        var result = await SearchAsync(query + " | select(name)");
        return [.. result.Traces.SelectMany(t => t.Spansets).SelectMany(s => s.Spans).Select(s => s.Name!).Order(StringComparer.Ordinal)];
    }
}
