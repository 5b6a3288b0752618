using System.Globalization;
using System.Text.Json;
using Vivace.Otlp.Json;
using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary><c>/api/vivace/traces/{id}/spans</c>: some spans of a trace, whole, by their ids.</summary>
internal sealed class SpansEndpoint(ITraceStore store)
{
    private const int MaxSpans = 1_000;
    private const int MaxBodyBytes = 64 * 1024;

    /// <summary>Answers.</summary>
    /// <param name="http">Has the ids in its body when it is a POST.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ApiAnswer> AnswerAsync(HttpRequest http, ApiRequest request, CancellationToken cancellationToken)
    {
        var parameters = request.Parameters;
        request.Expression = request.Argument;
        var traceId = TraceByIdEndpoint.ReadTraceId(request.Argument, parameters);
        var range = TimeParameters.ReadTrace(parameters);
        var ids = HttpMethods.IsPost(http.Method)
            ? await ReadBodyAsync(http, parameters, cancellationToken)
            : ReadIds(parameters.Text("ids")?.Split(',') ?? [], parameters);
        if (ids.Count == 0)
            parameters.Fail("no span ids are given; write them as ids=a,b or as {\"spanIds\":[\"a\",\"b\"]} in the body of a POST");
        if (parameters.Error is { } error)
            return ApiAnswer.BadRequest(error);

        request.Range = range;
        var found = await store.FindSpansAsync(new FindSpansRequest(request.Tenants, traceId, range, ids), cancellationToken);
        if (found.SpanCount + found.FilteredSpanCount == 0)
            return TraceNotFound.Answer(traceId, found.PartialReason);

        var buffer = new PooledBuffer();
        TempoTraceJson.WriteTraceByIdResponse(found.TracesData.Span, found.InspectedBytes, found.PartialReason, buffer);
        return ApiAnswer.Json(buffer).With(found.InspectedBytes, found.SpanCount, found.PartialReason is not null);
    }

    private static async Task<IReadOnlyCollection<ulong>> ReadBodyAsync(
        HttpRequest http, QueryParameters parameters, CancellationToken cancellationToken)
    {
        using var body = new PooledBuffer();
        while (true)
        {
            var count = await http.Body.ReadAsync(body.GetMemory(4096), cancellationToken);
            if (count == 0)
                break;
            body.Advance(count);
            if (body.Written.Length > MaxBodyBytes)
            {
                parameters.Fail(string.Create(CultureInfo.InvariantCulture, $"the body is larger than {MaxBodyBytes} bytes; ask for fewer spans at once"));
                return [];
            }
        }

        try
        {
            using var json = JsonDocument.Parse(body.Written);
            if (json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("spanIds", out var ids) && ids.ValueKind == JsonValueKind.Array)
                return ReadIds([.. ids.EnumerateArray().Select(static id => id.ValueKind == JsonValueKind.String ? id.GetString() : null)], parameters);
            parameters.Fail("the body has no list \"spanIds\"; write {\"spanIds\":[\"0011223344556677\"]}");
        }
        catch (JsonException)
        {
            parameters.Fail("the body is not JSON; write {\"spanIds\":[\"0011223344556677\"]}");
        }

        return [];
    }

    private static HashSet<ulong> ReadIds(string?[] texts, QueryParameters parameters)
    {
        var ids = new HashSet<ulong>(texts.Length);
        if (texts.Length > MaxSpans)
            parameters.Fail(string.Create(CultureInfo.InvariantCulture, $"{texts.Length} span ids; at most {MaxSpans} can be asked for at once"));
        foreach (var text in texts)
        {
            if (SpanIdText.TryRead(text, out var id))
                ids.Add(id);
            else
                parameters.Fail($"invalid span id: {QueryParameters.Quote(text ?? "")} is not 16 hexadecimal digits");
        }

        return ids;
    }
}
