using Vivace.Store;

namespace Vivace.Server.Api.Streaming;

/// <summary><c>/api/vivace/search</c>: a search whose results come while it runs, one JSON document a line, for pages in a browser: what
/// was asked, then traces that are new or have changed and how far the search is, then its end.</summary>
internal sealed class SearchLines(SearchEndpoint search, QueryWatch watch, TimeProvider time)
{
    /// <summary>Answers a search.</summary>
    /// <param name="response">Takes the lines.</param>
    /// <param name="request">What is asked, as for <c>/api/search</c>, and the order.</param>
    /// <param name="cancellationToken">Stops the search: the client has gone, or its time is over.</param>
    /// <returns>A mistake, to be sent; or what the search took, when the lines have been sent.</returns>
    public async Task<ApiAnswer> AnswerAsync(HttpResponse response, ApiRequest request, CancellationToken cancellationToken)
    {
        var order = TraceOrderParameters.Read(request.Parameters);
        if (search.Read(request) is not { } asked)
            return ApiAnswer.BadRequest(request.Parameters.Error!);

        var started = time.GetTimestamp();
        var question = asked with { Order = order };
        var progress = new FederatedProgress<SearchResult>(request.Tenants);
        var difference = new SearchDifference(question.WantsMostRecent);
        await JsonLines.SendAsync(response, json => WriteMeta(json, question), cancellationToken);
        var result = await watch.RunAsync(
            token => search.FindAsync(request.Tenants, question, progress, token),
            progress,
            reports => SendPartAsync(SearchMerge.MergeSoFar(reports, request.Tenants.Count, question.Limit, order), isFinal: false),
            cancellationToken);
        await SendPartAsync(result, isFinal: true);
        return ApiAnswer.Empty(StatusCodes.Status200OK)
            .With(result.Metrics.InspectedBytes, result.Traces.Count, result.PartialReason is not null);

        async ValueTask SendPartAsync(SearchResult part, bool isFinal)
        {
            var changed = difference.Next(part);
            var elapsed = time.GetElapsedTime(started);
            if (changed.Count > 0)
                await JsonLines.SendAsync(response, json => WriteTraces(json, changed), cancellationToken);
            await JsonLines.SendAsync(response, json => JsonLines.WriteProgress(json, part.Metrics, elapsed), cancellationToken);
            if (!isFinal)
                return;
            if (part.PartialReason is { } reason)
                await JsonLines.SendAsync(response, json => JsonLines.WriteWarning(json, "partial", reason), cancellationToken);
            if (part.Traces.Count >= question.Limit)
                await JsonLines.SendAsync(response, json => JsonLines.WriteWarning(json, "limit", LimitReached(question)), cancellationToken);
            await JsonLines.SendAsync(response, json => WriteDone(json, part), cancellationToken);
        }
    }

    private static string LimitReached(SearchQuestion question) =>
        $"The limit of {question.Limit} traces is reached; there may be more that match. Raise the limit or narrow the range.";

    private static void WriteMeta(TempoJsonWriter json, SearchQuestion question)
    {
        JsonLines.WriteType(json, "meta");
        json.Name("sort"u8);
        json.String(question.Order.By switch
        {
            TraceSort.Duration => "duration",
            TraceSort.Spans => "spans",
            TraceSort.Errors => "errors",
            _ => "start",
        });
        json.Name("order"u8);
        json.String(question.Order.Ascending ? "asc" : "desc");
        json.Name("limit"u8);
        json.Number((uint)question.Limit);
        json.Name("spss"u8);
        json.Number((uint)question.SpansPerSpanset);
    }

    private static void WriteTraces(TempoJsonWriter json, IReadOnlyList<TraceSummary> traces)
    {
        JsonLines.WriteType(json, "traces");
        json.Name("traces"u8);
        json.BeginArray();
        foreach (var trace in traces)
            TempoJson.WriteTraceInFull(json, trace);
        json.EndArray();
    }

    private static void WriteDone(TempoJsonWriter json, SearchResult result)
    {
        JsonLines.WriteType(json, "done");
        json.Name("matched"u8);
        json.Number((uint)result.Traces.Count);
        json.Name("metrics"u8);
        TempoJson.WriteSearchMetrics(json, result.Metrics);
        json.Name("partial"u8);
        json.Boolean(result.PartialReason is not null);
    }
}
