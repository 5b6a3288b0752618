using Vivace.Core;

namespace Vivace.Store;

/// <summary>Where spans are kept and asked for: the engine on local blocks, or a ClickHouse cluster.</summary>
/// <remarks>All members may be called at the same time from many threads. A cancelled call throws
/// <see cref="OperationCanceledException"/>; what was accepted before stays accepted.</remarks>
public interface ITraceStore
{
    /// <summary>Stores a request's spans durably. The task ends when they survive a power cut (by the sync policy in
    /// force) and are found by trace id.</summary>
    /// <param name="tenant">Whose spans these are.</param>
    /// <param name="request">A well-formed OTLP <c>ExportTraceServiceRequest</c> in protobuf, all of whose trace ids are 16 and
    /// span ids 8 bytes, none all zero. The store copies what it needs before the task ends; the caller must not
    /// change the bytes before.</param>
    /// <param name="spanCount">Spans in the request; at least one.</param>
    /// <param name="cancellationToken">Gives up waiting. Once the log has the bytes, they are stored all the same.</param>
    /// <returns>Accepted, or why not and when to try again.</returns>
    ValueTask<AppendOutcome> AppendAsync(
        TenantId tenant, ReadOnlyMemory<byte> request, int spanCount, CancellationToken cancellationToken);

    /// <summary>Finds all spans of a trace, wherever they lie, each once.</summary>
    Task<FindTraceResult> FindTraceAsync(FindTraceRequest request, CancellationToken cancellationToken);

    /// <summary>Reads the structure of a trace as columns, without attributes.</summary>
    Task<TraceSkeletonResult> FindSkeletonAsync(TraceSkeletonRequest request, CancellationToken cancellationToken);

    /// <summary>Finds some spans of a trace by their ids.</summary>
    Task<FindTraceResult> FindSpansAsync(FindSpansRequest request, CancellationToken cancellationToken);

    /// <summary>Finds the spans of a trace that match a query.</summary>
    /// <exception cref="QueryException">The query cannot be executed; the message is for the client.</exception>
    Task<TraceMatchResult> MatchTraceAsync(TraceMatchRequest request, CancellationToken cancellationToken);

    /// <summary>Finds spans of other traces that have links into a trace.</summary>
    Task<TraceLinksResult> FindLinksAsync(TraceLinksRequest request, CancellationToken cancellationToken);

    /// <summary>Finds traces that match a query, in the order the request says.</summary>
    /// <exception cref="QueryException">The query cannot be executed; the message is for the client.</exception>
    Task<SearchResult> SearchAsync(SearchRequest request, CancellationToken cancellationToken);

    /// <summary>Lists attribute names.</summary>
    Task<TagNamesResult> FindTagNamesAsync(TagNamesRequest request, CancellationToken cancellationToken);

    /// <summary>Lists the distinct values of one field.</summary>
    Task<TagValuesResult> FindTagValuesAsync(TagValuesRequest request, CancellationToken cancellationToken);

    /// <summary>Computes series from spans; with a window of one interval, one value per series.</summary>
    /// <exception cref="QueryException">The query cannot be executed, or needs more memory than a limit allows; the message is
    /// for the client.</exception>
    Task<MetricsResult> QueryRangeAsync(MetricsRequest request, CancellationToken cancellationToken);

    /// <summary>Computes the service graph of the spans in a range.</summary>
    /// <exception cref="QueryException">The query cannot be executed, or needs more memory than a limit allows; the message is
    /// for the client.</exception>
    Task<ServiceGraphResult> FindServiceGraphAsync(ServiceGraphRequest request, CancellationToken cancellationToken);

    /// <summary>Merges traces into trees of what they have in common.</summary>
    /// <exception cref="QueryException">As for <see cref="FindServiceGraphAsync"/>.</exception>
    Task<TraceStructureResult> MergeTracesAsync(TraceStructureRequest request, CancellationToken cancellationToken);

    /// <summary>Groups the exceptions that spans have recorded.</summary>
    /// <exception cref="QueryException">As for <see cref="FindServiceGraphAsync"/>.</exception>
    Task<ExceptionsResult> FindExceptionsAsync(ExceptionsRequest request, CancellationToken cancellationToken);
}
