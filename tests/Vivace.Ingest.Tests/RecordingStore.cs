using Vivace.Core;
using Vivace.Store;

namespace Vivace.Ingest.Tests;

/// <summary>A store that keeps what it is given.</summary>
internal sealed class RecordingStore : ITraceStore
{
    public List<(TenantId Tenant, byte[] Request, int SpanCount)> Appended { get; } = [];

    public ReadOnlyMemory<byte> LastMemory { get; private set; }

    public AppendOutcome Answer { get; set; } = AppendOutcome.Accepted;

    public Exception? Failure { get; set; }

    public async ValueTask<AppendOutcome> AppendAsync(
        TenantId tenant, ReadOnlyMemory<byte> request, int spanCount, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield(); // the bytes must still be there later
        if (Failure is not null)
            throw Failure;
        LastMemory = request;
        Appended.Add((tenant, request.ToArray(), spanCount));
        return Answer;
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
