using System.Globalization;
using Vivace.Core;
using Vivace.Otlp.Wire;
using Vivace.Store;
using Vivace.TraceQL.Syntax;

namespace Vivace.Server.Api;

/// <summary><c>/api/search</c>: traces that match a TraceQL query, or the tags of the old search.</summary>
internal sealed class SearchEndpoint(ITraceStore store, QueryApiOptions options, TimeParameters times)
{
    /// <summary>Answers a search.</summary>
    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (Read(request) is not { } question)
            return ApiAnswer.BadRequest(request.Parameters.Error!);

        var result = await FindAsync(request.Tenants, question, null, cancellationToken);
        return Encode(result, question.WithSpansets, request.Format);
    }

    /// <summary>Reads what is asked.</summary>
    /// <returns>Null after a mistake, which the parameters then hold.</returns>
    public SearchQuestion? Read(ApiRequest request)
    {
        var parameters = request.Parameters;
        var text = parameters.Text("q");
        request.Expression = text ?? parameters.Text("tags") ?? "";
        if (text is not null && (parameters.Text("tags") is not null || request.Tags is not null))
            parameters.Fail("invalid request: can't specify tags and q in the same query");

        var range = times.ReadSearch(parameters);
        var limit = ReadLimit(parameters);
        var spansPerSpanset = ReadSpansPerSpanset(parameters);
        var query = parameters.Error is null ? ReadQuery(text, request) : null;
        if (parameters.Error is not null)
            return null;

        request.Range = range;
        return new SearchQuestion(query!, range, limit, text is null ? 1 : spansPerSpanset, text is not null);
    }

    /// <summary>Asks the store.</summary>
    /// <param name="tenants">Whose traces.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="progress">Takes the results so far; null when nobody waits for them.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public async Task<SearchResult> FindAsync(
        IReadOnlyList<TenantId> tenants,
        SearchQuestion question,
        FederatedProgress<SearchResult>? progress,
        CancellationToken cancellationToken)
    {
        var results = await Federation.AskAsync(
            tenants,
            progress,
            (tenant, own, token) => store.SearchAsync(
                new SearchRequest(tenant, question.Query, question.Range, question.Limit, question.SpansPerSpanset)
                {
                    Order = question.Order,
                    Progress = own,
                },
                token),
            cancellationToken);
        return SearchMerge.Merge(results, question.Limit, question.Order);
    }

    private TraceQuery? ReadQuery(string? text, ApiRequest request)
    {
        if (text is not null)
            return QueryText.CompileSearch(text, request.Parameters, options);
        return request.Tags is { } tags
            ? LegacySearch.Translate(request.Parameters, tags)
            : LegacySearch.Translate(request.Parameters);
    }

    private int ReadLimit(QueryParameters parameters)
    {
        if (parameters.Unsigned("limit") is not { } limit)
            return options.DefaultResultLimit;

        if (limit == 0)
            parameters.Fail("invalid limit: must be a positive number");
        else if (options.MaxResultLimit > 0 && limit > options.MaxResultLimit)
            parameters.Fail(string.Create(CultureInfo.InvariantCulture, $"limit {limit} exceeds max limit {options.MaxResultLimit}"));
        return (int)Math.Min(limit, int.MaxValue);
    }

    private int ReadSpansPerSpanset(QueryParameters parameters)
    {
        // Zero acts as the default, as in Tempo; listing all is a server's choice, never a request's.
        if (parameters.Unsigned("spss") is not { } spans || spans == 0)
            return options.DefaultSpansPerSpanset;

        if (options.MaxSpansPerSpanset > 0 && spans > options.MaxSpansPerSpanset)
            parameters.Fail(string.Create(CultureInfo.InvariantCulture, $"spans per span set exceeds {options.MaxSpansPerSpanset}. received {spans}"));
        return (int)Math.Min(spans, int.MaxValue);
    }

    private static ApiAnswer Encode(SearchResult result, bool withSpansets, AnswerFormat format)
    {
        if (format == AnswerFormat.Protobuf)
        {
            var proto = new ProtoWriter();
            TempoProto.WriteSearch(proto, result, withSpansets);
            return Finish(ApiAnswer.Protobuf(proto), result);
        }

        var buffer = new PooledBuffer();
        TempoJson.WriteSearch(new TempoJsonWriter(buffer), result, withSpansets);
        return Finish(ApiAnswer.Json(buffer), result);
    }

    private static ApiAnswer Finish(ApiAnswer answer, SearchResult result) =>
        answer.With(result.Metrics.InspectedBytes, result.Traces.Count, result.PartialReason is not null);
}
