using System.Text;
using Vivace.Otlp.Wire;
using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary><c>/api/search/tag/{name}/values</c> and its version 2: distinct values of a field.</summary>
internal sealed class TagValuesEndpoint(ITraceStore store, QueryApiOptions options, TimeParameters times)
{
    private static readonly QueryMetrics NoMetrics = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>Answers either version.</summary>
    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var parameters = request.Parameters;
        string? nameError = null;
        var name = request.Version == 1
            ? TagName.OfVersion1(request.Argument)
            : TagName.OfVersion2(request.Argument, out nameError);
        if (nameError is not null)
            parameters.Fail(nameError);
        var range = times.ReadMetadata(parameters);
        var limit = (int)Math.Min(parameters.Unsigned("limit") ?? 0, int.MaxValue);
        _ = parameters.Unsigned("maxStaleValues"); // a shortcut for scans that are not made here; still checked
        var filter = request.Version == 2 ? TagFilter.Read(parameters, options) : null;
        request.Expression = parameters.Text("q") is { } q ? $"{request.Argument} where {q}" : request.Argument;
        if (parameters.Error is { } error)
            return ApiAnswer.BadRequest(error);

        request.Range = range;
        var results = name.Fields.Count == 0
            ? []
            : await Federation.AskAsync(
                request.Tenants,
                (tenant, token) => store.FindTagValuesAsync(
                    new TagValuesRequest(tenant, range, name.Fields, filter, limit, options.MaxBytesPerTagValuesQuery), token),
                cancellationToken);
        var metrics = results.Length == 0 ? NoMetrics : Federation.Sum(results.Select(result => result.Metrics));
        var values = name.Fixed.Concat(results.SelectMany(result => result.Values));
        return request.Version == 1
            ? EncodeTexts([.. Cut(new SortedSet<string>(values.Select(value => value.Value), StringComparer.Ordinal), limit, text => text)], metrics, request.Format)
            : EncodeTyped([.. Cut(values.Distinct(), limit, value => value.Value)], metrics, request.Format);
    }

    /// <summary>Keeps what fits the limits; the union of several tenants may be more than any of them.</summary>
    private IEnumerable<T> Cut<T>(IEnumerable<T> values, int limit, Func<T, string> textOf)
    {
        var count = 0;
        long bytes = 0;
        foreach (var value in values)
        {
            bytes += Encoding.UTF8.GetByteCount(textOf(value));
            if ((limit > 0 && ++count > limit) || (options.MaxBytesPerTagValuesQuery > 0 && bytes > options.MaxBytesPerTagValuesQuery))
                yield break;
            yield return value;
        }
    }

    private static ApiAnswer EncodeTexts(IReadOnlyList<string> values, QueryMetrics metrics, AnswerFormat format)
    {
        ApiAnswer answer;
        if (format == AnswerFormat.Protobuf)
        {
            var proto = new ProtoWriter();
            TempoProto.WriteStrings(proto, values, metrics);
            answer = ApiAnswer.Protobuf(proto);
        }
        else
        {
            var buffer = new PooledBuffer();
            TempoJson.WriteTagValues(new TempoJsonWriter(buffer), values, metrics);
            answer = ApiAnswer.Json(buffer);
        }

        return answer.With(metrics.InspectedBytes, values.Count, isPartial: false);
    }

    private static ApiAnswer EncodeTyped(IReadOnlyList<TagValue> values, QueryMetrics metrics, AnswerFormat format)
    {
        ApiAnswer answer;
        if (format == AnswerFormat.Protobuf)
        {
            var proto = new ProtoWriter();
            TempoProto.WriteTypedTagValues(proto, values, metrics);
            answer = ApiAnswer.Protobuf(proto);
        }
        else
        {
            var buffer = new PooledBuffer();
            TempoJson.WriteTypedTagValues(new TempoJsonWriter(buffer), values, metrics);
            answer = ApiAnswer.Json(buffer);
        }

        return answer.With(metrics.InspectedBytes, values.Count, isPartial: false);
    }
}
