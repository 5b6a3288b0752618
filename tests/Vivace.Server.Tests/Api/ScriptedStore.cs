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

    /// <summary>Takes the place of <see cref="OnMetrics"/> when set.</summary>
    public Func<MetricsRequest, CancellationToken, Task<MetricsResult>>? OnMetricsAsync { get; set; }

    /// <summary>Takes the place of <see cref="OnTagNames"/> when set.</summary>
    public Func<TagNamesRequest, CancellationToken, Task<TagNamesResult>>? OnTagNamesAsync { get; set; }

    /// <summary>Takes the place of <see cref="OnTagValues"/> when set.</summary>
    public Func<TagValuesRequest, CancellationToken, Task<TagValuesResult>>? OnTagValuesAsync { get; set; }

    public Func<TagValuesRequest, TagValuesResult> OnTagValues { get; set; } = _ => new TagValuesResult([], false, NoMetrics);

    public Func<MetricsRequest, MetricsResult> OnMetrics { get; set; } = _ => new MetricsResult([], false, NoMetrics, null);

    public Func<TraceSkeletonRequest, TraceSkeletonResult> OnSkeleton { get; set; } = _ => new TraceSkeletonResult(null, 0, null);

    public Func<FindSpansRequest, FindTraceResult> OnSpans { get; set; } = _ => new FindTraceResult(default, 0, 0, null);

    public Func<TraceMatchRequest, TraceMatchResult> OnMatch { get; set; } = _ => new TraceMatchResult([], 0, 0, null);

    public Func<TraceLinksRequest, TraceLinksResult> OnLinks { get; set; } = _ => new TraceLinksResult([], false, NoMetrics, null);

    public Func<ServiceGraphRequest, ServiceGraphResult> OnServiceGraph { get; set; } =
        _ => new ServiceGraphResult([], [], [], null, NoMetrics, null);

    public Func<TraceStructureRequest, TraceStructureResult> OnStructure { get; set; } =
        _ => new TraceStructureResult(0, [], false, 0, 0, NoMetrics, null);

    public Func<ExceptionsRequest, ExceptionsResult> OnExceptions { get; set; } = _ => new ExceptionsResult([], 0, NoMetrics, null);

    public T Single<T>() => Assert.IsType<T>(Assert.Single(Requests));

    public ValueTask<AppendOutcome> AppendAsync(
        TenantId tenant, ReadOnlyMemory<byte> request, int spanCount, CancellationToken cancellationToken) =>
        throw new NotSupportedException("the query API appends nothing");

    public Task<FindTraceResult> FindTraceAsync(FindTraceRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return OnFindTrace(request, cancellationToken);
    }

    public Task<TraceSkeletonResult> FindSkeletonAsync(TraceSkeletonRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Task.FromResult(OnSkeleton(request));
    }

    public Task<FindTraceResult> FindSpansAsync(FindSpansRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Task.FromResult(OnSpans(request));
    }

    public Task<TraceMatchResult> MatchTraceAsync(TraceMatchRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Task.FromResult(OnMatch(request));
    }

    public Task<TraceLinksResult> FindLinksAsync(TraceLinksRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Task.FromResult(OnLinks(request));
    }

    public Task<SearchResult> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return OnSearch(request, cancellationToken);
    }

    public Task<TagNamesResult> FindTagNamesAsync(TagNamesRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return OnTagNamesAsync?.Invoke(request, cancellationToken) ?? Task.FromResult(OnTagNames(request));
    }

    public Task<TagValuesResult> FindTagValuesAsync(TagValuesRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return OnTagValuesAsync?.Invoke(request, cancellationToken) ?? Task.FromResult(OnTagValues(request));
    }

    public Task<MetricsResult> QueryRangeAsync(MetricsRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return OnMetricsAsync?.Invoke(request, cancellationToken) ?? Task.FromResult(OnMetrics(request));
    }

    public Task<ServiceGraphResult> FindServiceGraphAsync(ServiceGraphRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Task.FromResult(OnServiceGraph(request));
    }

    public Task<TraceStructureResult> MergeTracesAsync(TraceStructureRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Task.FromResult(OnStructure(request));
    }

    public Task<ExceptionsResult> FindExceptionsAsync(ExceptionsRequest request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request);
        return Task.FromResult(OnExceptions(request));
    }
}
