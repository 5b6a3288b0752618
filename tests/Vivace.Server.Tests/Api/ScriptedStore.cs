using System.Collections.Concurrent;
using Vivace.Core;
using Vivace.Store;
using Vivace.TraceQL.Syntax;
using Xunit;

namespace Vivace.Server.Tests.Api;

/// <summary>A store that answers what a test says and remembers what it was asked.</summary>
internal sealed class ScriptedStore : ITraceStore
{
    public static readonly QueryMetrics NoMetrics = new(0, 0, 0, 0, 0, 0, 0);

    public ConcurrentQueue<object> Requests { get; } = new();

    public Func<FindTraceRequest, CancellationToken, Task<FindTraceResult>> OnFindTrace { get; set; } =
        (_, _) => Task.FromResult(new FindTraceResult(default, 0, 0, null));

    public Func<SearchRequest, CancellationToken, Task<SearchResult>> OnSearch { get; set; } =
        (_, _) => Task.FromResult(new SearchResult([], NoMetrics, null));

    public Func<TagNamesRequest, TagNamesResult> OnTagNames { get; set; } =
        _ => new TagNamesResult(new Dictionary<AttributeScope, IReadOnlyList<string>>(), NoMetrics);

    public Func<TagValuesRequest, TagValuesResult> OnTagValues { get; set; } = _ => new TagValuesResult([], false, NoMetrics);

    public T Single<T>() => Assert.IsType<T>(Assert.Single(Requests));

    public ValueTask<AppendOutcome> AppendAsync(
        TenantId tenant, ReadOnlyMemory<byte> request, int spanCount, CancellationToken cancellationToken) =>
        throw new NotSupportedException("the query API appends nothing");

    public Task<FindTraceResult> FindTraceAsync(FindTraceRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return OnFindTrace(request, cancellationToken);
    }

    public Task<SearchResult> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return OnSearch(request, cancellationToken);
    }

    public Task<TagNamesResult> FindTagNamesAsync(TagNamesRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Task.FromResult(OnTagNames(request));
    }

    public Task<TagValuesResult> FindTagValuesAsync(TagValuesRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Task.FromResult(OnTagValues(request));
    }
}
