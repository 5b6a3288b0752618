using System.Text;
using Vivace.Core;
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
        if (Read(request) is not { } question)
            return ApiAnswer.BadRequest(request.Parameters.Error!);

        var results = await FindAsync(request.Tenants, question, null, cancellationToken);
        return request.Version == 1
            ? EncodeTexts(Texts(question, results), MetricsOf(results), request.Format)
            : EncodeTyped(Typed(question, results), MetricsOf(results), request.Format);
    }

    /// <summary>Reads what is asked.</summary>
    /// <returns>Null after a mistake, which the parameters then hold.</returns>
    public TagValuesQuestion? Read(ApiRequest request)
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
        if (parameters.Error is not null)
            return null;

        request.Range = range;
        return new TagValuesQuestion(name, range, limit, filter);
    }

    /// <summary>Asks the store.</summary>
    /// <param name="tenants">Whose values.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="progress">Takes the results so far; null when nobody waits for them.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <returns>One result per tenant; none when the store need not be asked.</returns>
    public Task<TagValuesResult[]> FindAsync(
        IReadOnlyList<TenantId> tenants,
        TagValuesQuestion question,
        FederatedProgress<TagValuesResult>? progress,
        CancellationToken cancellationToken) => question.Name.Fields.Count == 0
            ? Task.FromResult<TagValuesResult[]>([])
            : Federation.AskAsync(
                tenants,
                progress,
                (tenant, own, token) => store.FindTagValuesAsync(
                    new TagValuesRequest(
                        tenant, question.Range, question.Name.Fields, question.Filter, question.Limit, options.MaxBytesPerTagValuesQuery)
                    {
                        Progress = own,
                    },
                    token),
                cancellationToken);

    /// <summary>Unites the tenants' values without their types, for version 1.</summary>
    public IReadOnlyList<string> Texts(TagValuesQuestion question, IReadOnlyList<TagValuesResult> results) =>
        [.. Cut(new SortedSet<string>(All(question, results).Select(value => value.Value), StringComparer.Ordinal), question.Limit, text => text)];

    /// <summary>Unites the tenants' values, for version 2.</summary>
    public IReadOnlyList<TagValue> Typed(TagValuesQuestion question, IReadOnlyList<TagValuesResult> results) =>
        question.Name.Fixed.Count == 0 && results.Count == 1
            ? Cut(results[0].Values, question.Limit)
            : [.. Cut(All(question, results).Distinct(), question.Limit, value => value.Value)];

    /// <summary>What the answers took.</summary>
    public static QueryMetrics MetricsOf(IReadOnlyList<TagValuesResult> results) =>
        results.Count == 0 ? NoMetrics : Federation.Sum(results.Select(result => result.Metrics));

    private static IEnumerable<TagValue> All(TagValuesQuestion question, IReadOnlyList<TagValuesResult> results) =>
        question.Name.Fixed.Concat(results.SelectMany(result => result.Values));

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

    /// <summary>Keeps what fits the limits of one tenant's values, which are distinct: usually all of them.</summary>
    private IReadOnlyList<TagValue> Cut(IReadOnlyList<TagValue> values, int limit)
    {
        var count = limit > 0 ? Math.Min(limit, values.Count) : values.Count;
        long bytes = 0;
        for (var i = 0; i < count && options.MaxBytesPerTagValuesQuery > 0; i++)
        {
            bytes += Encoding.UTF8.GetByteCount(values[i].Value);
            if (bytes > options.MaxBytesPerTagValuesQuery)
                count = i;
        }

        return count == values.Count ? values : [.. values.Take(count)];
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
            var buffer = new SegmentedBuffer();
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
            var buffer = new SegmentedBuffer();
            TempoJson.WriteTypedTagValues(new TempoJsonWriter(buffer), values, metrics);
            answer = ApiAnswer.Json(buffer);
        }

        return answer.With(metrics.InspectedBytes, values.Count, isPartial: false);
    }
}
