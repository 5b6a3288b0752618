using Vivace.Core;
using Vivace.Otlp.Json;
using Vivace.Otlp.Wire;
using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary><c>/api/traces/{id}</c> and <c>/api/v2/traces/{id}</c>: all spans of one trace.</summary>
internal sealed class TraceByIdEndpoint(ITraceStore store, QueryApiOptions options)
{
    private const string Filtered = "Trace filtered, only a subset of spans matching the filter is returned";

    /// <summary>Answers either version.</summary>
    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var parameters = request.Parameters;
        request.Expression = request.Argument;
        var traceId = ReadTraceId(request.Argument, parameters);
        var range = TimeParameters.ReadTrace(parameters);
        CheckDebuggingAids(parameters);
        var filter = request.Version == 2 ? TraceFilterParameters.Read(parameters, options) : null;
        if (parameters.Error is { } error)
            return ApiAnswer.BadRequest(error);

        request.Range = range;
        var results = await Federation.AskAsync(
            request.Tenants,
            (tenant, token) => store.FindTraceAsync(new FindTraceRequest(tenant, traceId, range) { Filter = filter }, token),
            cancellationToken);
        var trace = Unite(results);
        var answer = request.Version == 1 ? EncodeVersion1(trace, request.Format) : EncodeVersion2(trace, request.Format);
        return answer.With(trace.InspectedBytes, trace.SpanCount, results.Any(result => result.PartialReason is not null));
    }

    /// <summary>Reads the trace id of a path.</summary>
    internal static TraceId ReadTraceId(string text, QueryParameters parameters)
    {
        if (text.Length > 2 * TraceId.SizeBytes)
        {
            parameters.Fail("trace IDs can't be larger than 128 bits");
            return default;
        }

        if (!TraceId.TryParseHex(text, out var traceId))
        {
            var position = 0;
            while (position < text.Length && char.IsAsciiHexDigit(text[position]))
                position++;
            parameters.Fail(position < text.Length
                ? $"trace IDs can only contain hex characters: invalid character '{char.ConvertFromUtf32(CodePointAt(text, position))}' at position {position + 1}"
                : "trace IDs can only contain hex characters, at least one");
        }

        return traceId;

        static int CodePointAt(string text, int position) =>
            char.IsSurrogatePair(text, position) ? char.ConvertToUtf32(text, position)
            : char.IsSurrogate(text[position]) ? 0xFFFD
            : text[position];
    }

    /// <summary>Checks parameters that choose where Tempo looks. Here all is looked at in one place.</summary>
    private static void CheckDebuggingAids(QueryParameters parameters)
    {
        if (parameters.Text("mode") is { } mode and not ("all" or "blocks" or "ingesters" or "external"))
            parameters.Fail($"invalid value for mode {(mode.Length <= 200 ? mode : mode[..200])}; it must be all, blocks, ingesters or external");
        foreach (var name in (ReadOnlySpan<string>)["blockStart", "blockEnd"])
        {
            if (parameters.Text(name) is { } text && !Guid.TryParse(text, out _))
                parameters.Fail($"invalid value for {name}: {QueryParameters.Quote(text)} is not a UUID");
        }
    }

    private static FindTraceResult Unite(FindTraceResult[] results)
    {
        var found = results.Where(result => result.SpanCount > 0).ToArray();
        ReadOnlyMemory<byte> tracesData = default;
        if (found.Length == 1)
        {
            tracesData = found[0].TracesData;
        }
        else if (found.Length > 1)
        {
            // A message with a repeated field, after another one, is one message with both lists.
            var joined = new byte[found.Sum(result => result.TracesData.Length)];
            var position = 0;
            foreach (var result in found)
            {
                result.TracesData.CopyTo(joined.AsMemory(position));
                position += result.TracesData.Length;
            }

            tracesData = joined;
        }

        var filtered = results.Sum(result => result.FilteredSpanCount);
        return new FindTraceResult(
            tracesData,
            results.Sum(result => result.SpanCount),
            results.Aggregate(0UL, (sum, result) => sum + result.InspectedBytes),
            Federation.Join(results.Select(result => result.PartialReason).Append(filtered > 0 ? Filtered : null)))
        {
            FilteredSpanCount = filtered,
        };
    }

    private static ApiAnswer EncodeVersion1(FindTraceResult trace, AnswerFormat format)
    {
        if (trace.SpanCount == 0)
        {
            // An empty 404 cannot say that a part of the data could not be read, and must not say that there is no trace.
            return trace.PartialReason is null
                ? ApiAnswer.Empty(StatusCodes.Status404NotFound)
                : ApiAnswer.Text(StatusCodes.Status502BadGateway, trace.PartialReason);
        }

        if (format == AnswerFormat.Protobuf)
            return Warn(ApiAnswer.Of(ContentNegotiation.Protobuf, trace.TracesData), trace.PartialReason);

        var buffer = new SegmentedBuffer();
        TempoTraceJson.WriteBatches(trace.TracesData.Span, buffer);
        return Warn(ApiAnswer.Json(buffer), trace.PartialReason);
    }

    private static ApiAnswer Warn(ApiAnswer answer, string? reason)
    {
        answer.Warning = reason;
        return answer;
    }

    private static ApiAnswer EncodeVersion2(FindTraceResult trace, AnswerFormat format)
    {
        if (format == AnswerFormat.Protobuf)
        {
            var proto = new ProtoWriter(trace.TracesData.Length + 64);
            TempoProto.WriteTraceById(proto, trace.TracesData.Span, trace.InspectedBytes, trace.PartialReason);
            return ApiAnswer.Protobuf(proto);
        }

        var buffer = new SegmentedBuffer();
        TempoTraceJson.WriteTraceByIdResponse(trace.TracesData.Span, trace.InspectedBytes, trace.PartialReason, buffer);
        return ApiAnswer.Json(buffer);
    }
}
