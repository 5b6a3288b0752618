using Microsoft.Extensions.Logging;
using Vivace.Core;
using Vivace.Query.Exceptions;
using Vivace.Query.Lookup;
using Vivace.Query.Metrics;
using Vivace.Query.Scheduling;
using Vivace.Query.Search;
using Vivace.Query.ServiceGraph;
using Vivace.Query.Structure;
using Vivace.Query.Tags;
using Vivace.Storage;
using Vivace.Storage.Log;
using Vivace.Store;

namespace Vivace.Query;

/// <summary>The local engine as a store: <see cref="TraceStorage"/> keeps the spans, this project asks for them.</summary>
/// <remarks>Does not own the storage: whoever opened it disposes it after the last call.</remarks>
public sealed class LocalTraceStore : ITraceStore, IDisposable
{
    private readonly TraceStorage _storage;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly QueryScheduler _scheduler;

    /// <summary>Creates the store.</summary>
    /// <param name="storage">The open engine.</param>
    /// <param name="time">The clock, for measuring.</param>
    /// <param name="loggers">Where it logs.</param>
    /// <param name="limits">What queries may cost; the defaults when null.</param>
    public LocalTraceStore(TraceStorage storage, TimeProvider time, ILoggerFactory loggers, QueryLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(loggers);
        _storage = storage;
        _time = time;
        _scheduler = new QueryScheduler(limits ?? new QueryLimits(), time);
        _logger = loggers.CreateLogger("Vivace.Query");
    }

    /// <summary>Queries that wait for their turn.</summary>
    public int WaitingQueries => _scheduler.WaiterCount;

    /// <inheritdoc/>
    public async ValueTask<AppendOutcome> AppendAsync(
        TenantId tenant, ReadOnlyMemory<byte> request, int spanCount, CancellationToken cancellationToken)
    {
        var result = await _storage.AppendAsync(tenant, request, cancellationToken);
        return result.Status switch
        {
            LogAppendStatus.Accepted => AppendOutcome.Accepted,
            LogAppendStatus.StorageUnavailable => new AppendOutcome(AppendStatus.StorageUnavailable, result.Reason),
            _ => new AppendOutcome(AppendStatus.Overloaded, result.Reason),
        };
    }

    /// <inheritdoc/>
    public Task<FindTraceResult> FindTraceAsync(FindTraceRequest request, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var found = _storage.FindTrace(request.Tenant, request.TraceId, request.Range, cancellationToken);
            if (request.Filter is { } filter && found.SpanCount > 0)
                return TraceSpanSelection.Apply(request.TraceId, found, filter, cancellationToken);
            return new FindTraceResult(
                found.TracesData, found.SpanCount, (ulong)found.InspectedBytes, found.PartialReason);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<TraceSkeletonResult> FindSkeletonAsync(TraceSkeletonRequest request, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var found = _storage.ReadTrace(
                request.Tenants, request.TraceId, request.Range,
                trace => new Found<TraceSkeleton>(SkeletonBuilder.Build(trace, request)), cancellationToken);
            return new TraceSkeletonResult(found.Value?.Value, (ulong)found.InspectedBytes, found.PartialReason);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<FindTraceResult> FindSpansAsync(FindSpansRequest request, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var found = _storage.ReadTrace(
                request.Tenants, request.TraceId, request.Range,
                trace => SpanLookup.Find(trace, request.SpanIds), cancellationToken);
            return new FindTraceResult(
                found.Value?.TracesData ?? default, found.Value?.SpanCount ?? 0, (ulong)found.InspectedBytes, found.PartialReason)
            {
                FilteredSpanCount = found.Value is { } spans ? spans.TotalSpans - spans.SpanCount : 0,
            };
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<TraceMatchResult> MatchTraceAsync(TraceMatchRequest request, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var found = _storage.ReadTrace(
                request.Tenants, request.TraceId, request.Range,
                trace => new Found<(List<ulong> SpanIds, int TotalSpans)>(TraceMatching.Find(trace, request.Query, cancellationToken)), cancellationToken);
            return new TraceMatchResult(
                found.Value?.Value.SpanIds ?? [], found.Value?.Value.TotalSpans ?? 0, (ulong)found.InspectedBytes, found.PartialReason);
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<TraceLinksResult> FindLinksAsync(TraceLinksRequest request, CancellationToken cancellationToken)
    {
        var search = new LinkSearch(request);
        foreach (var tenant in request.Tenants)
        {
            using var snapshot = await OpenAsync(tenant, request.Range, cancellationToken);
            await search.VisitAsync(snapshot, cancellationToken);
        }

        return search.Finish();
    }

    /// <inheritdoc/>
    public async Task<SearchResult> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        using var snapshot = await OpenAsync(request.Tenant, request.Range, cancellationToken);
        var result = await SearchExecution.RunAsync(snapshot, request, cancellationToken);
        QueryLog.Searched(
            _logger, request.Tenant.Value, result.Traces.Count, result.Metrics.InspectedSpans, _time.GetElapsedTime(started));
        return result;
    }

    /// <inheritdoc/>
    public async Task<TagNamesResult> FindTagNamesAsync(TagNamesRequest request, CancellationToken cancellationToken)
    {
        using var snapshot = await OpenAsync(request.Tenant, request.Range, cancellationToken);
        return await TagNames.FindAsync(snapshot, request, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<TagValuesResult> FindTagValuesAsync(TagValuesRequest request, CancellationToken cancellationToken)
    {
        using var snapshot = await OpenAsync(request.Tenant, request.Range, cancellationToken);
        return await TagValues.FindAsync(snapshot, request, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<MetricsResult> QueryRangeAsync(MetricsRequest request, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        using var execution = new MetricsExecution(request, _scheduler.Limits.MaxMemoryBytes);
        if (request.AnswersInPart)
        {
            await VisitInPartAsync(execution, request, cancellationToken);
        }
        else
        {
            await VisitAsync(execution, request, cancellationToken);
        }

        var result = execution.Finish();
        QueryLog.Computed(
            _logger, request.Tenants[0].Value, result.Series.Count, result.Metrics.InspectedSpans, _time.GetElapsedTime(started));
        return result;
    }

    /// <inheritdoc/>
    public async Task<ServiceGraphResult> FindServiceGraphAsync(ServiceGraphRequest request, CancellationToken cancellationToken)
    {
        var execution = new ServiceGraphExecution(request, _scheduler.Limits.MaxMemoryBytes);
        foreach (var tenant in request.Tenants)
        {
            using var snapshot = await OpenAsync(tenant, execution.SnapshotRange, cancellationToken);
            await execution.VisitAsync(snapshot, cancellationToken);
        }

        return execution.Finish();
    }

    /// <inheritdoc/>
    public async Task<TraceStructureResult> MergeTracesAsync(TraceStructureRequest request, CancellationToken cancellationToken)
    {
        var execution = new StructureExecution(request, _scheduler.Limits.MaxMemoryBytes);
        foreach (var tenant in request.Tenants)
        {
            using var snapshot = await OpenAsync(tenant, request.Range, cancellationToken);
            await execution.VisitAsync(snapshot, cancellationToken);
        }

        return execution.Finish();
    }

    /// <inheritdoc/>
    public async Task<ExceptionsResult> FindExceptionsAsync(ExceptionsRequest request, CancellationToken cancellationToken)
    {
        var execution = new ExceptionsExecution(request, _scheduler.Limits.MaxMemoryBytes);
        foreach (var tenant in request.Tenants)
        {
            using var snapshot = await OpenAsync(tenant, request.Range, cancellationToken);
            await execution.VisitAsync(snapshot, cancellationToken);
        }

        return execution.Finish();
    }

    /// <summary>Forgets the gauges of the scheduler; the storage is disposed by its owner.</summary>
    public void Dispose() => _scheduler.Dispose();

    private async Task VisitAsync(MetricsExecution execution, MetricsRequest request, CancellationToken cancellationToken)
    {
        foreach (var tenant in request.Tenants)
        {
            using var snapshot = await OpenAsync(tenant, execution.Range, cancellationToken);
            await execution.VisitAsync(snapshot, cancellationToken);
        }
    }

    /// <summary>Visits as much as limits and the time for it allow.</summary>
    private async Task VisitInPartAsync(MetricsExecution execution, MetricsRequest request, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, request.Enough);
        try
        {
            await VisitAsync(execution, request, either.Token);
        }
        catch (OperationCanceledException) when (request.Enough.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            execution.Stop("the time for the query is over; the numbers are of the spans read until then, the newest first");
        }
        catch (QueryException failure) when (failure.Kind == QueryErrorKind.LimitExceeded)
        {
            execution.Stop(failure.Message);
        }
    }

    /// <summary>What was made of a trace that is known; may be nothing.</summary>
    private sealed record Found<T>(T? Value);

    private async Task<QuerySnapshot> OpenAsync(TenantId tenant, TimeRange range, CancellationToken cancellationToken)
    {
        var turn = await _scheduler.BeginAsync(tenant, cancellationToken);
        try
        {
            return new QuerySnapshot(_storage.OpenSnapshot(tenant, range), turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }
}
