using System.Globalization;
using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary><c>/api/vivace/traces/{id}/links</c>: spans of other traces whose links point into a trace.</summary>
internal sealed class LinksEndpoint(ITraceStore store)
{
    private const uint DefaultLimit = 100;
    private const uint MaxLimit = 1_000;

    /// <summary>Answers.</summary>
    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var parameters = request.Parameters;
        request.Expression = request.Argument;
        var traceId = TraceByIdEndpoint.ReadTraceId(request.Argument, parameters);
        var range = TimeParameters.ReadTrace(parameters);
        var limit = parameters.Unsigned("limit") ?? DefaultLimit;
        if (limit is 0 or > MaxLimit)
            parameters.Fail(string.Create(CultureInfo.InvariantCulture, $"invalid limit: {limit}; it must be from 1 to {MaxLimit}"));
        if (parameters.Error is { } error)
            return ApiAnswer.BadRequest(error);

        request.Range = range;
        var found = await store.FindLinksAsync(new TraceLinksRequest(request.Tenants, traceId, range, (int)limit), cancellationToken);
        var buffer = new PooledBuffer();
        var json = new TempoJsonWriter(buffer);
        json.BeginObject();
        json.Name("links"u8);
        json.BeginArray();
        foreach (var link in found.Links)
        {
            json.BeginObject();
            json.Name("traceId"u8);
            json.String(link.TraceId.ToString());
            json.Name("spanId"u8);
            json.String(SpanIdText.Of(link.SpanId));
            json.Name("service"u8);
            json.String(link.ServiceName);
            json.Name("name"u8);
            json.String(link.Name);
            json.Name("startUnixNano"u8);
            json.LongString(link.StartUnixNanoseconds);
            json.Name("linkedSpanId"u8);
            json.String(link.LinkedSpanId == 0 ? "" : SpanIdText.Of(link.LinkedSpanId));
            json.EndObject();
        }

        json.EndArray();
        json.Name("truncated"u8);
        json.Boolean(found.Truncated);
        json.Name("partial"u8);
        json.Boolean(found.PartialReason is not null);
        if (found.PartialReason is { } reason)
        {
            json.Name("message"u8);
            json.String(reason);
        }

        json.EndObject();
        return ApiAnswer.Json(buffer).With(found.Metrics.InspectedBytes, found.Links.Count, found.PartialReason is not null);
    }
}
