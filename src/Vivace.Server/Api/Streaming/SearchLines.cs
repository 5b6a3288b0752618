using Vivace.Store;

namespace Vivace.Server.Api.Streaming;

/// <summary><c>/api/vivace/search</c>: a search whose results come while it runs, one JSON document a line, for pages in a browser. Each line
/// holds what is new or has changed; the last one is final and holds everything.</summary>
internal sealed class SearchLines(SearchEndpoint search, QueryWatch watch)
{
    private const string ContentType = "application/x-ndjson";

    /// <summary>Answers a search.</summary>
    /// <param name="response">Takes the lines.</param>
    /// <param name="request">What is asked, as for <c>/api/search</c>.</param>
    /// <param name="cancellationToken">Stops the search: the client has gone, or its time is over.</param>
    /// <returns>A mistake, to be sent; or what the search took, when the lines have been sent.</returns>
    public async Task<ApiAnswer> AnswerAsync(HttpResponse response, ApiRequest request, CancellationToken cancellationToken)
    {
        if (search.Read(request) is not { } question)
            return ApiAnswer.BadRequest(request.Parameters.Error!);

        var progress = new FederatedProgress<SearchResult>(request.Tenants);
        var difference = new SearchDifference(question.WantsMostRecent);
        var result = await watch.RunAsync(
            token => search.FindAsync(request.Tenants, question, progress, token),
            progress,
            reports =>
            {
                var soFar = SearchMerge.MergeSoFar(reports, request.Tenants.Count, question.Limit);
                return SendAsync(soFar with { Traces = difference.Next(soFar), PartialReason = null }, isFinal: false);
            },
            cancellationToken);
        await SendAsync(result, isFinal: true);
        return ApiAnswer.Empty(StatusCodes.Status200OK)
            .With(result.Metrics.InspectedBytes, result.Traces.Count, result.PartialReason is not null);

        ValueTask SendAsync(SearchResult part, bool isFinal) => SendLineAsync(
            response,
            isFinal,
            json =>
            {
                json.Name("result"u8);
                TempoJson.WriteSearch(json, part, question.WithSpansets);
            },
            cancellationToken);
    }

    /// <summary>Ends lines that have begun with the error that stopped the search.</summary>
    public static ValueTask SendErrorAsync(HttpResponse response, ApiAnswer error, CancellationToken cancellationToken) => SendLineAsync(
        response,
        isFinal: true,
        json =>
        {
            json.Name("error"u8);
            json.BeginObject();
            json.Name("status"u8);
            json.Number((uint)error.Status);
            json.Name("message"u8);
            json.String(error.ErrorText ?? "");
            json.EndObject();
        },
        cancellationToken);

    private static async ValueTask SendLineAsync(
        HttpResponse response, bool isFinal, Action<TempoJsonWriter> write, CancellationToken cancellationToken)
    {
        if (!response.HasStarted)
        {
            response.ContentType = ContentType;
            response.Headers.CacheControl = "no-store";
        }

        using var line = new PooledBuffer();
        var json = new TempoJsonWriter(line);
        json.BeginObject();
        json.Name("final"u8);
        json.Boolean(isFinal);
        write(json);
        json.EndObject();
        line.GetSpan(1)[0] = (byte)'\n';
        line.Advance(1);
        await response.Body.WriteAsync(line.Written, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
