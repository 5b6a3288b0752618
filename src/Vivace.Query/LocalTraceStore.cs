using Microsoft.Extensions.Logging;
using Vivace.Core;
using Vivace.Query.Lookup;
using Vivace.Query.Metrics;
using Vivace.Query.Search;
using Vivace.Query.Tags;
using Vivace.Storage;
using Vivace.Storage.Log;
using Vivace.Store;

namespace Vivace.Query;

/// <summary>The local engine as a store: <see cref="TraceStorage"/> keeps the spans, this project asks for them.</summary>
/// <remarks>Does not own the storage: whoever opened it disposes it after the last call.</remarks>
public sealed class LocalTraceStore : ITraceStore
{
    private readonly TraceStorage _storage;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;

    /// <summary>Creates the store.</summary>
    /// <param name="storage">The open engine.</param>
    /// <param name="time">The clock, for measuring.</param>
    /// <param name="loggers">Where it logs.</param>
    public LocalTraceStore(TraceStorage storage, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(loggers);
        _storage = storage;
        _time = time;
        _logger = loggers.CreateLogger("Vivace.Query");
    }

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
    public async Task<SearchResult> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        using var snapshot = _storage.OpenSnapshot(request.Tenant, request.Range);
        var result = await SearchExecution.RunAsync(snapshot, request, cancellationToken);
        QueryLog.Searched(
            _logger, request.Tenant.Value, result.Traces.Count, result.Metrics.InspectedSpans, _time.GetElapsedTime(started));
        return result;
    }

    /// <inheritdoc/>
    public async Task<TagNamesResult> FindTagNamesAsync(TagNamesRequest request, CancellationToken cancellationToken)
    {
        using var snapshot = _storage.OpenSnapshot(request.Tenant, request.Range);
        return await TagNames.FindAsync(snapshot, request, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<TagValuesResult> FindTagValuesAsync(TagValuesRequest request, CancellationToken cancellationToken)
    {
        using var snapshot = _storage.OpenSnapshot(request.Tenant, request.Range);
        return await TagValues.FindAsync(snapshot, request, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<MetricsResult> QueryRangeAsync(MetricsRequest request, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var execution = new MetricsExecution(request);
        foreach (var tenant in request.Tenants)
        {
            using var snapshot = _storage.OpenSnapshot(tenant, execution.Range);
            await execution.VisitAsync(snapshot, cancellationToken);
        }

        var result = execution.Finish();
        QueryLog.Computed(
            _logger, request.Tenants[0].Value, result.Series.Count, result.Metrics.InspectedSpans, _time.GetElapsedTime(started));
        return result;
    }
}
