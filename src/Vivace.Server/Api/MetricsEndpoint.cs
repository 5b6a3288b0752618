using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary><c>/api/metrics/query_range</c> and <c>/api/metrics/query</c>: series computed from spans. Always answered in
/// JSON.</summary>
internal sealed class MetricsEndpoint(ITraceStore store, QueryApiOptions options, TimeParameters times)
{
    private readonly MetricsParameters _reader = new(options, times);

    /// <summary>Answers a query over a range.</summary>
    public Task<ApiAnswer> AnswerRangeAsync(ApiRequest request, CancellationToken cancellationToken) =>
        AnswerAsync(request, instant: false, cancellationToken);

    /// <summary>Answers a query for one value per series.</summary>
    public Task<ApiAnswer> AnswerInstantAsync(ApiRequest request, CancellationToken cancellationToken) =>
        AnswerAsync(request, instant: true, cancellationToken);

    /// <summary>Reads a request and checks all of it.</summary>
    /// <param name="request">The request; its parameters hold the mistakes.</param>
    /// <param name="instant">True for one value per series.</param>
    /// <returns>Null after a mistake.</returns>
    public MetricsRequest? Read(ApiRequest request, bool instant) => _reader.Read(request, instant);

    /// <summary>Asks the store.</summary>
    public Task<MetricsResult> FindAsync(MetricsRequest question, CancellationToken cancellationToken) =>
        store.QueryRangeAsync(question, cancellationToken);

    private async Task<ApiAnswer> AnswerAsync(ApiRequest request, bool instant, CancellationToken cancellationToken)
    {
        if (Read(request, instant) is not { } question)
            return ApiAnswer.BadRequest(request.Parameters.Error!);

        var result = await FindAsync(question, cancellationToken);
        var partial = PartialReason(result);
        var buffer = new SegmentedBuffer();
        var json = new TempoJsonWriter(buffer);
        if (instant)
            MetricsJson.WriteInstant(json, result, partial);
        else
            MetricsJson.WriteRange(json, result, question.Window, partial);
        return ApiAnswer.Json(buffer).With(result.Metrics.InspectedBytes, result.Series.Count, partial is not null);
    }

    /// <summary>Why an answer is incomplete; null when it is complete.</summary>
    public static string? PartialReason(MetricsResult result)
    {
        if (!result.Truncated)
            return result.PartialReason;

        var reason = $"Response exceeds maximum series limit of {result.Series.Count}, a partial response is returned. "
            + "Warning: the accuracy of each individual value is not guaranteed.";
        return result.PartialReason is null ? reason : $"{reason} {result.PartialReason}";
    }
}
