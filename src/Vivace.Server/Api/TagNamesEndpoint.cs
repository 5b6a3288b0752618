using System.Text;
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
        var parameters = request.Parameters;
        var scopeText = parameters.Text("scope") ?? "none";
        var scope = ReadScope(scopeText, parameters);
        var range = times.ReadMetadata(parameters);
        var limit = (int)Math.Min(parameters.Unsigned("limit") ?? 0, int.MaxValue);
        _ = parameters.Unsigned("maxStaleValues"); // a shortcut for scans that are not made here; still checked
        var filter = request.Version == 2 ? TagFilter.Read(parameters, options) : null;
        request.Expression = parameters.Text("q") ?? scopeText;
        if (parameters.Error is { } error)
            return ApiAnswer.BadRequest(error);

        request.Range = range;
        // Only version 2 lists intrinsics with all scopes; they take their share of the limits first.
        var intrinsics = scopeText == IntrinsicScope || (scopeText == "none" && request.Version == 2)
            ? Cut(TagName.Intrinsics, limit)
            : [];
        var maxBytes = options.MaxBytesPerTagValuesQuery;
        if (maxBytes > 0)
            maxBytes -= intrinsics.Sum(Encoding.UTF8.GetByteCount);

        var results = scopeText is IntrinsicScope or "trace" || (options.MaxBytesPerTagValuesQuery > 0 && maxBytes <= 0)
            ? []
            : await Federation.AskAsync(
                request.Tenants,
                (tenant, token) => store.FindTagNamesAsync(
                    new TagNamesRequest(tenant, range, scope, filter, limit, maxBytes), token),
                cancellationToken);
        var metrics = results.Length == 0 ? NoMetrics : Federation.Sum(results.Select(result => result.Metrics));
        var scopes = Unite(results, limit);
        if (intrinsics.Count > 0)
            scopes.Add(new(IntrinsicScope, intrinsics));
        return Encode(scopes, metrics, request);
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

    private static List<KeyValuePair<string, IReadOnlyList<string>>> Unite(TagNamesResult[] results, int limit)
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

    private static ApiAnswer Encode(
        List<KeyValuePair<string, IReadOnlyList<string>>> scopes, QueryMetrics metrics, ApiRequest request)
    {
        var withScopes = request.Version == 2;
        var names = new SortedSet<string>(scopes.SelectMany(scope => scope.Value), StringComparer.Ordinal);
        ApiAnswer answer;
        if (request.Format == AnswerFormat.Protobuf)
        {
            var proto = new ProtoWriter();
            if (withScopes)
                TempoProto.WriteTagScopes(proto, scopes, metrics);
            else
                TempoProto.WriteStrings(proto, names, metrics);
            answer = ApiAnswer.Protobuf(proto);
        }
        else
        {
            var buffer = new PooledBuffer();
            var json = new TempoJsonWriter(buffer);
            if (withScopes)
                TempoJson.WriteTagScopes(json, scopes, metrics);
            else
                TempoJson.WriteTagNames(json, names, metrics);
            answer = ApiAnswer.Json(buffer);
        }

        return answer.With(metrics.InspectedBytes, names.Count, isPartial: false);
    }
}
