using Microsoft.Extensions.Logging;
using Vivace.Core;
using Vivace.Otlp;
using Vivace.Otlp.Wire;
using Vivace.Store;

namespace Vivace.Ingest;

/// <summary>Takes decoded pushes from every transport: checks them, applies the tenant's limits, cuts out what is refused, and
/// stores the rest.</summary>
/// <remarks>Thread safe. The checks and their order are those of the operator's table of ingest limits: well-formedness,
/// emptiness, byte rate, ids.</remarks>
public sealed class Ingestor : IDisposable
{
    private static readonly TimeSpan TruncationLogPeriod = TimeSpan.FromSeconds(1);

    private readonly ITraceStore _store;
    private readonly Func<TenantId, IngestLimits> _limitsOf;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IngestMetrics _metrics;
    private readonly TenantBudgets _budgets;
    private long _truncationLogged;

    /// <summary>Creates an ingestor; one per process, so that budgets are shared by the transports.</summary>
    /// <param name="store">Where accepted spans go.</param>
    /// <param name="limitsOf">The limits in force for a tenant now; called once per push, must be cheap and not throw.</param>
    /// <param name="time">Drives the byte budgets and durations.</param>
    /// <param name="logger">Receives refusals at debug level.</param>
    public Ingestor(
        ITraceStore store, Func<TenantId, IngestLimits> limitsOf, TimeProvider time, ILogger<Ingestor> logger)
    {
        _store = store;
        _limitsOf = limitsOf;
        _time = time;
        _logger = logger;
        _metrics = new IngestMetrics(this);
        _budgets = new TenantBudgets(time);
    }

    internal IngestMetrics Metrics => _metrics;

    /// <summary>Checks and stores one push. The task ends when the spans are durable, by the store's sync policy.</summary>
    /// <param name="tenant">Who sends.</param>
    /// <param name="request">OTLP <c>ExportTraceServiceRequest</c> in protobuf, decompressed; unchanged until the task ends.</param>
    /// <param name="cancellationToken">Gives up waiting; what the log already has stays stored.</param>
    /// <returns>What was stored and what was refused; bad input is an outcome, not an exception.</returns>
    public async ValueTask<IngestOutcome> IngestAsync(
        TenantId tenant, ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        _metrics.Arrived(tenant, request.Length);

        var outcome = await CheckAndStoreAsync(tenant, request, cancellationToken);
        if (outcome.Kind != IngestOutcomeKind.Accepted && _logger.IsEnabled(LogLevel.Debug))
            IngestLog.Refused(_logger, tenant.Value, outcome.Kind, outcome.Message);

        _metrics.Answered(_time.GetElapsedTime(started));
        return outcome;
    }

    /// <inheritdoc/>
    public void Dispose() => _metrics.Dispose();

    private ValueTask<IngestOutcome> CheckAndStoreAsync(
        TenantId tenant, ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        OtlpWalk walk;
        try
        {
            walk = OtlpWalk.Over(request.Span);
        }
        catch (OtlpFormatException malformed)
        {
            return new(new IngestOutcome(IngestOutcomeKind.Malformed, 0, 0, malformed.Message, null));
        }

        if (walk.SpanCount == 0)
            return new(new IngestOutcome(IngestOutcomeKind.Accepted, 0, 0, null, null));

        var limits = _limitsOf(tenant);
        if (!TryTakeFromBudget(tenant, request.Length, limits, out var retryAfter))
        {
            _metrics.Discarded(tenant, DiscardReason.RateLimited, walk.SpanCount);
            var message = RefusalText.RateLimited(tenant, request.Length, limits);
            return new(new IngestOutcome(IngestOutcomeKind.RateLimited, 0, walk.SpanCount, message, retryAfter));
        }

        var tooLong = limits.MaxAttributeBytes > 0 && walk.LongestAttributeBytes > limits.MaxAttributeBytes;
        return walk.RefusedSpans > 0 || tooLong
            ? RewriteAndStoreAsync(tenant, request, walk, limits, cancellationToken)
            : StoreAsync(tenant, request, walk.SpanCount, limits, cancellationToken);
    }

    private async ValueTask<IngestOutcome> StoreAsync(
        TenantId tenant, ReadOnlyMemory<byte> request, int spanCount, IngestLimits limits, CancellationToken cancellationToken)
    {
        _metrics.Passed(tenant, spanCount, request.Length);
        AppendOutcome append;
        try
        {
            append = await _store.AppendAsync(tenant, request, spanCount, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _metrics.Discarded(tenant, DiscardReason.UnknownError, spanCount);
            throw; // nothing a sender can act on: the transport answers INTERNAL and logs it
        }

        if (append.Status == AppendStatus.Accepted)
            return new IngestOutcome(IngestOutcomeKind.Accepted, spanCount, 0, null, null);

        var (kind, reason) = append.Status == AppendStatus.StorageUnavailable
            ? (IngestOutcomeKind.StorageUnavailable, DiscardReason.StorageUnavailable)
            : (IngestOutcomeKind.Overloaded, DiscardReason.Overloaded);
        _metrics.Discarded(tenant, reason, spanCount);
        return new IngestOutcome(kind, 0, spanCount, append.Reason, RetryAfter(limits, TimeSpan.Zero));
    }

    private async ValueTask<IngestOutcome> RewriteAndStoreAsync(
        TenantId tenant, ReadOnlyMemory<byte> request, OtlpWalk walk, IngestLimits limits, CancellationToken cancellationToken)
    {
        _metrics.Discarded(tenant, DiscardReason.InvalidTraceId, walk.InvalidTraceIds);
        _metrics.Discarded(tenant, DiscardReason.InvalidSpanId, walk.InvalidSpanIds);
        var refused = walk.RefusedSpans;
        var message = refused > 0 ? RefusalText.BadIds(request.Span, walk) : null;
        var accepted = walk.SpanCount - refused;
        if (accepted == 0)
            return new IngestOutcome(IngestOutcomeKind.PartiallyAccepted, 0, refused, message, null);

        // A rewritten request is hardly ever longer than the original; the writer grows if it is.
        using var writer = new ProtoWriter(request.Length);
        var truncated = RequestRewriter.Rewrite(request.Span, limits.MaxAttributeBytes, writer);
        ReportTruncation(tenant, limits.MaxAttributeBytes, truncated);

        var outcome = await StoreAsync(tenant, writer.WrittenMemory, accepted, limits, cancellationToken);
        if (refused == 0)
            return outcome;

        return outcome.Kind == IngestOutcomeKind.Accepted
            ? outcome with { Kind = IngestOutcomeKind.PartiallyAccepted, RefusedSpans = refused, Message = message }
            : outcome with { RefusedSpans = walk.SpanCount };
    }

    private bool TryTakeFromBudget(TenantId tenant, long sizeBytes, IngestLimits limits, out TimeSpan? retryAfter)
    {
        retryAfter = null;
        _budgets.SweepIfDue(_limitsOf);
        if (limits.RateLimitBytes < 0)
            return true;
        if (limits.RateLimitBytes == 0 || sizeBytes > limits.BurstSizeBytes)
            return false; // can never pass: no word of a retry, or the sender would repeat it for ever

        if (_budgets.TryTake(tenant, sizeBytes, limits, out var wait))
            return true;
        retryAfter = RetryAfter(limits, wait);
        return false;
    }

    private static TimeSpan? RetryAfter(IngestLimits limits, TimeSpan atLeast) =>
        !limits.RetryInfoEnabled || limits.RetryAfter <= TimeSpan.Zero
            ? null
            : limits.RetryAfter > atLeast ? limits.RetryAfter : atLeast;

    private void ReportTruncation(TenantId tenant, int limitBytes, TruncationCounts truncated)
    {
        if (truncated.Total == 0)
            return;

        _metrics.Truncated(tenant, truncated);
        var logged = Volatile.Read(ref _truncationLogged);
        if ((logged == 0 || _time.GetElapsedTime(logged) >= TruncationLogPeriod)
            && Interlocked.CompareExchange(ref _truncationLogged, _time.GetTimestamp(), logged) == logged)
        {
            IngestLog.AttributesCut(_logger, tenant.Value, limitBytes, truncated.Total);
        }
    }
}
