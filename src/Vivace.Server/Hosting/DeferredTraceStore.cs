using Vivace.Core;
using Vivace.Store;

namespace Vivace.Server.Hosting;

/// <summary>Stands in for the store while it opens, so that ports are open at once: appends are refused as retryable,
/// queries fail with the reason. Passes everything on once the store is there.</summary>
internal sealed class DeferredTraceStore : ITraceStore
{
    private const string Reason = "the server is starting: the write-ahead log is being replayed; try again in a moment";

    private volatile ITraceStore? _store;

    /// <summary>Brings the store into service.</summary>
    public void Open(ITraceStore store) => _store = store;

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(
        TenantId tenant, ReadOnlyMemory<byte> request, int spanCount, CancellationToken cancellationToken) =>
        _store is { } store
            ? store.AppendAsync(tenant, request, spanCount, cancellationToken)
            : ValueTask.FromResult(new AppendOutcome(AppendStatus.Overloaded, Reason));

    /// <inheritdoc/>
    public Task<FindTraceResult> FindTraceAsync(FindTraceRequest request, CancellationToken cancellationToken) =>
        Opened.FindTraceAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<TraceSkeletonResult> FindSkeletonAsync(TraceSkeletonRequest request, CancellationToken cancellationToken) =>
        Opened.FindSkeletonAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<FindTraceResult> FindSpansAsync(FindSpansRequest request, CancellationToken cancellationToken) =>
        Opened.FindSpansAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<TraceMatchResult> MatchTraceAsync(TraceMatchRequest request, CancellationToken cancellationToken) =>
        Opened.MatchTraceAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<TraceLinksResult> FindLinksAsync(TraceLinksRequest request, CancellationToken cancellationToken) =>
        Opened.FindLinksAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<SearchResult> SearchAsync(SearchRequest request, CancellationToken cancellationToken) =>
        Opened.SearchAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<TagNamesResult> FindTagNamesAsync(TagNamesRequest request, CancellationToken cancellationToken) =>
        Opened.FindTagNamesAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<TagValuesResult> FindTagValuesAsync(TagValuesRequest request, CancellationToken cancellationToken) =>
        Opened.FindTagValuesAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<MetricsResult> QueryRangeAsync(MetricsRequest request, CancellationToken cancellationToken) =>
        Opened.QueryRangeAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<ServiceGraphResult> FindServiceGraphAsync(ServiceGraphRequest request, CancellationToken cancellationToken) =>
        Opened.FindServiceGraphAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<TraceStructureResult> MergeTracesAsync(TraceStructureRequest request, CancellationToken cancellationToken) =>
        Opened.MergeTracesAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<ExceptionsResult> FindExceptionsAsync(ExceptionsRequest request, CancellationToken cancellationToken) =>
        Opened.FindExceptionsAsync(request, cancellationToken);

    private ITraceStore Opened => _store ?? throw new QueryException(Reason, QueryErrorKind.Evaluation);
}
