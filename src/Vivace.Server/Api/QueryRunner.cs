using System.Diagnostics;
using Vivace.Server.Api.Queries;
using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary>Runs a query, by whatever protocol it came: finds its tenant, sees to the limits of time and number, turns failures into
/// answers, counts and logs.</summary>
/// <remarks>Safe for any number of queries at the same time.</remarks>
internal sealed class QueryRunner(
    QueryApiOptions options, QueryInstruments instruments, LimitHits hits, TimeProvider time, ILogger logger)
{
    /// <summary>Status in logs and metrics when the client left before it had its answer.</summary>
    public const int ClientClosedRequest = 499;

    private const int RetryAfterSeconds = 1;
    private const string CancelledText = "the query was cancelled from the list of running queries";

    /// <summary>What runs and ran.</summary>
    public QueryActivity Activity { get; } = new(time);

    /// <summary>The queries themselves.</summary>
    public QueryRegistry Queries { get; } = new(options.SlowThreshold, time);

    private readonly OutstandingQueries _outstanding = new(options.MaxOutstandingPerTenant);

    /// <summary>The answer to a failure of the server's own.</summary>
    public static ApiAnswer InternalError(string requestId) => ApiAnswer.Text(
        StatusCodes.Status500InternalServerError,
        $"the server failed to answer; its log has the cause under request {requestId}");

    /// <summary>Runs a query.</summary>
    /// <param name="request">The query; its tenants are set here.</param>
    /// <param name="endpoint">Answers it.</param>
    /// <param name="clientGone">Ends when nobody waits for the answer any more.</param>
    /// <exception cref="OperationCanceledException">Nobody waits for the answer any more.</exception>
    public async Task<ApiAnswer> RunAsync(
        ApiRequest request, Func<ApiRequest, CancellationToken, Task<ApiAnswer>> endpoint, CancellationToken clientGone)
    {
        if (TenantHeader.Read(request.TenantHeader, options, out var tenants) is { } refused)
            return refused;

        request.Tenants = tenants;
        var tenant = tenants.Count == 1 ? tenants[0].Value : string.Join('|', tenants.Select(one => one.Value));
        if (!_outstanding.TryEnter(tenant))
        {
            instruments.RecordDiscarded(tenant);
            hits.Record("query_frontend.max_outstanding_per_tenant");
            return ApiAnswer.RetryLater(StatusCodes.Status429TooManyRequests,
                $"job queue full: {options.MaxOutstandingPerTenant} queries of tenant \"{tenant}\" are running, the most query_frontend.max_outstanding_per_tenant allows; try again later",
                RetryAfterSeconds);
        }

        var started = time.GetTimestamp();
        ApiAnswer? answer = null;
        Activity.Begin();
        using var query = Queries.Begin(request);
        try
        {
            answer = await AnswerInTimeAsync(request, query, tenant, endpoint, clientGone);
            return answer;
        }
        finally
        {
            _outstanding.Leave(tenant);
            if (answer is not null && query.Cost.InspectedBytes == 0)
                query.Cost.Add((long)answer.InspectedBytes, spans: 0); // a trace by its id reads no row groups in turn
            Queries.End(query, EndOf(answer));
            Activity.End(time.GetElapsedTime(started));
            Record(request, tenant, answer, time.GetElapsedTime(started));
        }
    }

    private async Task<ApiAnswer> AnswerInTimeAsync(
        ApiRequest request,
        RunningQuery query,
        string tenant,
        Func<ApiRequest, CancellationToken, Task<ApiAnswer>> endpoint,
        CancellationToken clientGone)
    {
        using var deadline = options.QueryTimeout > TimeSpan.Zero
            ? new CancellationTokenSource(options.QueryTimeout, time)
            : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clientGone, deadline.Token, query.Cancelled);
        QueryCost.Current = query.Cost;
        try
        {
            return await endpoint(request, either.Token);
        }
        catch (OperationCanceledException) when (clientGone.IsCancellationRequested)
        {
            throw; // nobody is left to be answered
        }
        catch (OperationCanceledException) when (query.Cancelled.IsCancellationRequested)
        {
            return ApiAnswer.Text(ClientClosedRequest, CancelledText);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            hits.Record(options.QueryTimeoutKey);
            return ApiAnswer.Text(StatusCodes.Status504GatewayTimeout, "context deadline exceeded");
        }
        catch (OperationCanceledException)
        {
            return ApiAnswer.RetryLater(StatusCodes.Status503ServiceUnavailable, "the server is shutting down", RetryAfterSeconds);
        }
        catch (QueryException failure)
        {
            if (failure.Limit is { } limit)
                hits.Record(limit);
            return ApiAnswer.Text(StatusOf(failure.Kind), failure.Message);
        }
        catch (Exception failure)
        {
            ApiLog.QueryFailed(logger, request.Kind, tenant, request.Id, failure);
            return InternalError(request.Id);
        }
    }

    private void Record(ApiRequest request, string tenant, ApiAnswer? answer, TimeSpan duration)
    {
        instruments.Record(tenant, request.Kind, answer,
            answer is { Status: < StatusCodes.Status500InternalServerError } && request.ServiceLevel.IsMetBy(duration, answer.InspectedBytes));
        if (!logger.IsEnabled(LogLevel.Debug))
            return;

        var expression = request.Expression.Length <= 200 ? request.Expression : request.Expression[..200];
        ApiLog.Query(
            logger, request.Kind, tenant, answer?.Status ?? ClientClosedRequest, duration.TotalMilliseconds, answer?.Matched ?? 0,
            answer?.InspectedBytes ?? 0, request.Range.StartInclusive / 1_000_000_000, request.Range.EndInclusive / 1_000_000_000,
            expression);
    }

    private static QueryEnd EndOf(ApiAnswer? answer) => answer?.Status switch
    {
        null or ClientClosedRequest => QueryEnd.Cancelled,
        StatusCodes.Status504GatewayTimeout => QueryEnd.Timeout,
        < StatusCodes.Status400BadRequest => QueryEnd.Ok,
        _ => QueryEnd.Error,
    };

    private static int StatusOf(QueryErrorKind kind) => kind switch
    {
        QueryErrorKind.Invalid => StatusCodes.Status400BadRequest,
        QueryErrorKind.LimitExceeded => StatusCodes.Status422UnprocessableEntity,
        QueryErrorKind.Evaluation => StatusCodes.Status500InternalServerError,
        _ => throw new UnreachableException("every kind of query error has a status"),
    };
}
