using Vivace.Store;

namespace Vivace.Server.Api.Streaming;

/// <summary><c>/api/vivace/metrics</c>: a metrics query whose series come while it runs, one JSON document a line. A limit or the end of
/// its time gives the series of what was read until then, with a warning.</summary>
internal sealed class MetricsLines(MetricsEndpoint metrics, QueryWatch watch, QueryApiOptions options, LimitHits hits, TimeProvider time)
{
    // What is left of the query's time for making and sending the answer.
    private const double ShareForReading = 0.9;

    /// <summary>Answers a query.</summary>
    /// <param name="response">Takes the lines.</param>
    /// <param name="request">What is asked, as for <c>/api/metrics/query_range</c>, or with <c>instant=true</c>
    /// as for <c>/api/metrics/query</c>.</param>
    /// <param name="cancellationToken">Stops the query: the client has gone, or its time is over.</param>
    /// <returns>A mistake, to be sent; or what the query took, when the lines have been sent.</returns>
    public async Task<ApiAnswer> AnswerAsync(HttpResponse response, ApiRequest request, CancellationToken cancellationToken)
    {
        // One value a series over exactly the range: what `compare()` is asked for.
        var instant = request.Parameters.Text("instant") == "true";
        if (metrics.Read(request, instant) is not { } question)
            return ApiAnswer.BadRequest(request.Parameters.Error!);

        var started = time.GetTimestamp();
        using var enough = options.QueryTimeout > TimeSpan.Zero
            ? new CancellationTokenSource(options.QueryTimeout * ShareForReading, time)
            : new CancellationTokenSource();
        var soFar = new QueryProgress<MetricsResult>();
        var asked = question with { SoFar = soFar, AnswersInPart = true, Enough = enough.Token };
        var result = await watch.RunAsync(token => metrics.FindAsync(asked, token), soFar, SendPartAsync, cancellationToken);
        await SendPartAsync(result);
        var partial = MetricsEndpoint.PartialReason(result);
        if (partial is not null)
            await JsonLines.SendAsync(response, json => JsonLines.WriteWarning(json, "partial", partial), cancellationToken);
        if (enough.IsCancellationRequested && partial is not null)
            hits.Record(options.QueryTimeoutKey);
        await JsonLines.SendAsync(response, json => WriteDone(json, result, partial is not null), cancellationToken);
        return ApiAnswer.Empty(StatusCodes.Status200OK).With(result.Metrics.InspectedBytes, result.Series.Count, partial is not null);

        async ValueTask SendPartAsync(MetricsResult part)
        {
            await JsonLines.SendAsync(
                response,
                json =>
                {
                    JsonLines.WriteType(json, "series");
                    MetricsJson.WriteRangeSeries(json, part.Series, question.Window);
                },
                cancellationToken);
            await JsonLines.SendAsync(
                response, json => JsonLines.WriteProgress(json, part.Metrics, time.GetElapsedTime(started)), cancellationToken);
        }
    }

    private static void WriteDone(TempoJsonWriter json, MetricsResult result, bool isPartial)
    {
        JsonLines.WriteType(json, "done");
        json.Name("series"u8);
        json.Number((uint)result.Series.Count);
        json.Name("metrics"u8);
        TempoJson.WriteSearchMetrics(json, result.Metrics);
        json.Name("partial"u8);
        json.Boolean(isPartial);
    }
}
