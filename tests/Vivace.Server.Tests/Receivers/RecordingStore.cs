using System.Collections.Concurrent;
using Vivace.Core;
using Vivace.Store;

namespace Vivace.Server.Tests.Receivers;

/// <summary>A store that keeps the requests it was given, and answers as a test wants.</summary>
internal sealed class RecordingStore : ITraceStore
{
    private readonly ConcurrentQueue<(TenantId Tenant, byte[] Request)> _appended = new();

    /// <summary>Decides each append's outcome; null accepts.</summary>
    public Func<CancellationToken, ValueTask<AppendOutcome>>? Answer { get; set; }

    public IReadOnlyList<(TenantId Tenant, byte[] Request)> Appended => [.. _appended];

    public IReadOnlyList<byte[]> Requests => [.. _appended.Select(a => a.Request)];

    public async ValueTask<AppendOutcome> AppendAsync(
        TenantId tenant, ReadOnlyMemory<byte> request, int spanCount, CancellationToken cancellationToken)
    {
        var outcome = Answer is null ? AppendOutcome.Accepted : await Answer(cancellationToken);
        if (outcome.Status == AppendStatus.Accepted)
            _appended.Enqueue((tenant, request.ToArray()));
        return outcome;
    }

    public Task<FindTraceResult> FindTraceAsync(FindTraceRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<SearchResult> SearchAsync(SearchRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<TagNamesResult> FindTagNamesAsync(TagNamesRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<TagValuesResult> FindTagValuesAsync(TagValuesRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<TraceSkeletonResult> FindSkeletonAsync(TraceSkeletonRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<FindTraceResult> FindSpansAsync(FindSpansRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<TraceMatchResult> MatchTraceAsync(TraceMatchRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<TraceLinksResult> FindLinksAsync(TraceLinksRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<MetricsResult> QueryRangeAsync(MetricsRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ServiceGraphResult> FindServiceGraphAsync(ServiceGraphRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<TraceStructureResult> MergeTracesAsync(TraceStructureRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ExceptionsResult> FindExceptionsAsync(ExceptionsRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
