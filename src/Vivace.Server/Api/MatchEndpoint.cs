using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary><c>/api/vivace/traces/{id}/match</c>: which spans of a trace a TraceQL query matches. The query sees the whole trace, so
/// structural operators, aggregates and fields of traces work as in a search.</summary>
internal sealed class MatchEndpoint(ITraceStore store, QueryApiOptions options)
{
    /// <summary>Answers.</summary>
    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var parameters = request.Parameters;
        var text = parameters.Text("q") ?? "";
        request.Expression = text;
        var traceId = TraceByIdEndpoint.ReadTraceId(request.Argument, parameters);
        var range = TimeParameters.ReadTrace(parameters);
        var query = QueryText.CompileSearch(text, parameters, options);
        if (parameters.Error is { } error)
            return ApiAnswer.BadRequest(error);

        request.Range = range;
        var found = await store.MatchTraceAsync(new TraceMatchRequest(request.Tenants, traceId, range, query!), cancellationToken);
        if (found.TotalSpans == 0)
            return TraceNotFound.Answer(traceId, found.PartialReason);

        var buffer = new PooledBuffer();
        var json = new TempoJsonWriter(buffer);
        json.BeginObject();
        json.Name("matched"u8);
        json.Number((uint)found.SpanIds.Count);
        json.Name("total"u8);
        json.Number((uint)found.TotalSpans);
        json.Name("spanIds"u8);
        json.BeginArray();
        foreach (var id in found.SpanIds)
            json.String(SpanIdText.Of(id));
        json.EndArray();
        TempoJson.WritePartial(json, found.PartialReason);
        json.EndObject();
        return ApiAnswer.Json(buffer).With(found.InspectedBytes, found.SpanIds.Count, found.PartialReason is not null);
    }
}
