using System.Text;
using Vivace.Core;
using Vivace.Otlp.Wire;
using Vivace.Store;
using Vivace.TraceQL.Syntax;

namespace Vivace.Server.Api;

/// <summary><c>/api/search/tags</c> and <c>/api/v2/search/tags</c>: names of attributes, by scope in version 2.</summary>
internal sealed class TagNamesEndpoint(ITraceStore store, QueryApiOptions options, TimeParameters times)
{
    private const string IntrinsicScope = "intrinsic";

    private static readonly QueryMetrics NoMetrics = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>Answers either version.</summary>
    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (Read(request) is not { } question)
            return ApiAnswer.BadRequest(request.Parameters.Error!);

        var results = await FindAsync(request.Tenants, question, null, cancellationToken);
        return Encode(Unite(question, results), request);
    }

    /// <summary>Reads what is asked.</summary>
    /// <returns>Null after a mistake, which the parameters then hold.</returns>
    public TagNamesQuestion? Read(ApiRequest request)
    {
        var parameters = request.Parameters;
        var scopeText = parameters.Text("scope") ?? "none";
        var scope = ReadScope(scopeText, parameters);
        var range = times.ReadMetadata(parameters);
        var limit = (int)Math.Min(parameters.Unsigned("limit") ?? 0, int.MaxValue);
        _ = parameters.Unsigned("maxStaleValues"); // a shortcut for scans that are not made here; still checked
        var filter = request.Version == 2 ? TagFilter.Read(parameters, options) : null;
        request.Expression = parameters.Text("q") ?? scopeText;
        if (parameters.Error is not null)
            return null;

        request.Range = range;
        // Only version 2 lists intrinsics with all scopes; they take their share of the limits first.
        var intrinsics = scopeText == IntrinsicScope || (scopeText == "none" && request.Version == 2)
            ? Cut(TagName.Intrinsics, limit)
            : [];
        var maxBytes = options.MaxBytesPerTagValuesQuery;
        if (maxBytes > 0)
            maxBytes -= intrinsics.Sum(Encoding.UTF8.GetByteCount);
        var asksStore = scopeText is not (IntrinsicScope or "trace") && (options.MaxBytesPerTagValuesQuery <= 0 || maxBytes > 0);
        return new TagNamesQuestion(scope, range, limit, filter, intrinsics, maxBytes, asksStore);
    }

    /// <summary>Asks the store.</summary>
    /// <param name="tenants">Whose names.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="progress">Takes the results so far; null when nobody waits for them.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <returns>One result per tenant; none when the store need not be asked.</returns>
    public Task<TagNamesResult[]> FindAsync(
        IReadOnlyList<TenantId> tenants,
        TagNamesQuestion question,
        FederatedProgress<TagNamesResult>? progress,
        CancellationToken cancellationToken) => !question.AsksStore
            ? Task.FromResult<TagNamesResult[]>([])
            : Federation.AskAsync(
                tenants,
                progress,
                (tenant, own, token) => store.FindTagNamesAsync(
                    new TagNamesRequest(tenant, question.Range, question.Scope, question.Filter, question.Limit, question.MaxBytes)
                    {
                        Progress = own,
                    },
                    token),
                cancellationToken);

    /// <summary>Unites the tenants' names, and adds what needs no store.</summary>
    public static ScopedNames Unite(TagNamesQuestion question, IReadOnlyList<TagNamesResult> results)
    {
        var scopes = Unite(results, question.Limit);
        if (question.Intrinsics.Count > 0)
            scopes.Add(new(IntrinsicScope, question.Intrinsics));
        return new ScopedNames(
            scopes, results.Count == 0 ? NoMetrics : Federation.Sum(results.Select(result => result.Metrics)));
    }

    private static AttributeScope? ReadScope(string text, QueryParameters parameters)
    {
        switch (text)
        {
            case "span":
                return AttributeScope.Span;
            case "resource":
                return AttributeScope.Resource;
            case "event":
                return AttributeScope.Event;
            case "link":
                return AttributeScope.Link;
            case "instrumentation":
                return AttributeScope.Instrumentation;
            case "none" or IntrinsicScope or "trace":
                return null;
            default:
                parameters.Fail(
                    $"invalid scope: {(text.Length <= 200 ? text : text[..200])}; it must be span, resource, event, link, instrumentation, intrinsic or none");
                return null;
        }
    }

    private static List<KeyValuePair<string, IReadOnlyList<string>>> Unite(
        IReadOnlyList<TagNamesResult> results, int limit)
    {
        var scopes = new List<KeyValuePair<string, IReadOnlyList<string>>>();
        foreach (var group in results.SelectMany(result => result.Scopes).GroupBy(pair => pair.Key).OrderBy(group => group.Key))
        {
            var names = new SortedSet<string>(group.SelectMany(pair => pair.Value), StringComparer.Ordinal);
            if (names.Count > 0)
                scopes.Add(new(NameOf(group.Key), Cut([.. names], limit)));
        }

        return scopes;
    }

    private static string NameOf(AttributeScope scope) => scope switch
    {
        AttributeScope.Span => "span",
        AttributeScope.Resource => "resource",
        AttributeScope.Event => "event",
        AttributeScope.Link => "link",
        AttributeScope.Instrumentation => "instrumentation",
        _ => "none",
    };

    private static IReadOnlyList<string> Cut(IReadOnlyList<string> names, int limit) =>
        limit == 0 || names.Count <= limit ? names : [.. names.Take(limit)];

    private static ApiAnswer Encode(ScopedNames found, ApiRequest request)
    {
        var withScopes = request.Version == 2;
        var names = found.Names;
        ApiAnswer answer;
        if (request.Format == AnswerFormat.Protobuf)
        {
            var proto = new ProtoWriter();
            if (withScopes)
                TempoProto.WriteTagScopes(proto, found.Scopes, found.Metrics);
            else
                TempoProto.WriteStrings(proto, names, found.Metrics);
            answer = ApiAnswer.Protobuf(proto);
        }
        else
        {
            var buffer = new PooledBuffer();
            var json = new TempoJsonWriter(buffer);
            if (withScopes)
                TempoJson.WriteTagScopes(json, found.Scopes, found.Metrics);
            else
                TempoJson.WriteTagNames(json, names, found.Metrics);
            answer = ApiAnswer.Json(buffer);
        }

        return answer.With(found.Metrics.InspectedBytes, names.Count, isPartial: false);
    }
}
