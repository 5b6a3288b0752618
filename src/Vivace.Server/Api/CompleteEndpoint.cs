using Vivace.Core;
using Vivace.Store;
using Vivace.TraceQL.Completion;
using Vivace.TraceQL.Syntax;

namespace Vivace.Server.Api;

/// <summary><c>/api/vivace/complete</c>: what may follow at the cursor of an editor, with names and values from the
/// store that fit the rest of the query.</summary>
internal sealed class CompleteEndpoint(ITraceStore store, QueryApiOptions options, TimeParameters times)
{
    private const uint DefaultLimit = 100;
    private const uint MaxLimit = 1000;

    private static readonly QueryMetrics NoMetrics = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>Answers.</summary>
    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var parameters = request.Parameters;
        var text = parameters.Text("q") ?? "";
        request.Expression = text;
        var range = times.ReadMetadata(parameters);
        var cursor = parameters.Unsigned("cursor") ?? (uint)text.Length;
        var limit = parameters.Unsigned("limit") ?? DefaultLimit;
        _ = QueryText.HasAllowedSize(text, parameters, options);
        if (cursor > text.Length)
            parameters.Fail($"invalid cursor: {cursor} is past the end of q, which has {text.Length} UTF-16 code units");
        if (limit is 0 or > MaxLimit)
            parameters.Fail($"invalid limit: {limit}; it must be from 1 to {MaxLimit}");
        if (parameters.Error is { } error)
            return ApiAnswer.BadRequest(error);

        request.Range = range;
        var context = TraceQLCompletion.Complete(text, (int)cursor);
        var namesTask = FindNamesAsync(request.Tenants, range, context, cancellationToken);
        var valuesTask = FindValuesAsync(request.Tenants, range, context, cancellationToken);
        await Task.WhenAll(namesTask, valuesTask);
        var (names, namesMetrics) = await namesTask;
        var (values, valuesMetrics) = await valuesTask;

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var near = context.Items.ToList().FindLastIndex(IsLikelierThanNames) + 1;
        var items = values.Take((int)limit)
            .Concat(context.Items.Take(near)).Concat(names.Take((int)limit)).Concat(context.Items.Skip(near))
            .Where(item => seen.Add(item.InsertText))
            .ToList();
        var answer = Encode(items, context.Replace, isIncomplete: values.Count > limit || names.Count > limit);
        return answer.With(namesMetrics.InspectedBytes + valuesMetrics.InspectedBytes, items.Count, isPartial: false);
    }

    private async Task<(List<CompletionItem> Items, QueryMetrics Metrics)> FindNamesAsync(
        IReadOnlyList<TenantId> tenants, TimeRange range, CompletionContext context, CancellationToken cancellationToken)
    {
        if (context.Names is not { } wanted)
            return ([], NoMetrics);

        var scope = wanted.Scope is AttributeScope.Unscoped ? null : wanted.Scope;
        var results = await Federation.AskAsync(
            tenants,
            (tenant, token) => store.FindTagNamesAsync(
                new TagNamesRequest(tenant, range, scope, context.Restriction, 0, options.MaxBytesPerTagValuesQuery), token),
            cancellationToken);
        var items =
            from result in results
            from names in result.Scopes
            where wanted.Includes(names.Key)
            from name in names.Value
            let rank = wanted.Rank(name)
            where rank is not null
            group names.Key by (Rank: rank.Value, Name: name) into found
            orderby found.Key.Rank, found.Key.Name.ToUpperInvariant(), found.Key.Name
            from key in wanted.Scope is null ? found.Distinct().Order() : found.Order().Take(1)
            select wanted.ItemOf(key, found.Key.Name);
        return ([.. items], Federation.Sum(results.Select(result => result.Metrics)));
    }

    private async Task<(List<CompletionItem> Items, QueryMetrics Metrics)> FindValuesAsync(
        IReadOnlyList<TenantId> tenants, TimeRange range, CompletionContext context, CancellationToken cancellationToken)
    {
        if (context.Values is not { } wanted)
            return ([], NoMetrics);

        var filter = wanted.TypedCondition() is not { } typed
            ? context.Restriction
            : context.Restriction is { } rest ? new BinaryExpression(BinaryOperator.And, rest, typed) : typed;
        var results = await Federation.AskAsync(
            tenants,
            (tenant, token) => store.FindTagValuesAsync(
                new TagValuesRequest(tenant, range, [wanted.Field], filter, 0, options.MaxBytesPerTagValuesQuery), token),
            cancellationToken);
        var items = results
            .SelectMany(result => result.Values)
            .Distinct()
            .Select(value => (Rank: wanted.Rank(value.Value), Value: value))
            .Where(found => found.Rank is not null)
            .OrderBy(found => found.Rank)
            .ThenBy(found => found.Value.Type is TagValueType.Int or TagValueType.Float ? found.Value.Value.Length : 0)
            .ThenBy(found => found.Value.Value, StringComparer.OrdinalIgnoreCase)
            .ThenBy(found => found.Value.Value, StringComparer.Ordinal)
            .Select(found => ItemOf(wanted, found.Value))
            .OfType<CompletionItem>();
        return ([.. items], Federation.Sum(results.Select(result => result.Metrics)));
    }

    /// <summary>Names found in the store stand behind the fields that every span has, and before what is rarely wanted.</summary>
    private static bool IsLikelierThanNames(CompletionItem item) => item.Kind switch
    {
        CompletionKind.Scope => item.InsertText is "span." or "resource.",
        CompletionKind.Intrinsic => !item.InsertText.Contains(':', StringComparison.Ordinal)
            && !item.InsertText.StartsWith("nestedSet", StringComparison.Ordinal),
        _ => false,
    };

    private static CompletionItem? ItemOf(WantedValues wanted, TagValue value) => value.Type == TagValueType.String
        ? wanted.ItemOfText(value.Value)
        : wanted.ItemOfLiteral(value.Value, TempoJson.NameOf(value.Type));

    private static ApiAnswer Encode(List<CompletionItem> items, TextRange replace, bool isIncomplete)
    {
        var buffer = new PooledBuffer();
        var json = new TempoJsonWriter(buffer);
        json.BeginObject();
        json.Name("items"u8);
        json.BeginArray();
        foreach (var item in items)
        {
            json.BeginObject();
            json.Name("label"u8);
            json.String(item.Label);
            json.Name("insertText"u8);
            json.String(item.InsertText);
            json.Name("kind"u8);
            json.String(NameOf(item.Kind));
            json.Name("detail"u8);
            json.String(item.Detail);
            json.EndObject();
        }

        json.EndArray();
        json.Name("replace"u8);
        json.BeginObject();
        json.Name("start"u8);
        json.Number((uint)replace.Start);
        json.Name("end"u8);
        json.Number((uint)replace.End);
        json.EndObject();
        json.Name("incomplete"u8);
        json.Boolean(isIncomplete);
        json.EndObject();
        return ApiAnswer.Json(buffer);
    }

    private static string NameOf(CompletionKind kind) => kind switch
    {
        CompletionKind.Keyword => "keyword",
        CompletionKind.Intrinsic => "intrinsic",
        CompletionKind.Scope => "scope",
        CompletionKind.Attribute => "attribute",
        CompletionKind.Operator => "operator",
        CompletionKind.Function => "function",
        CompletionKind.Value => "value",
        CompletionKind.Hint => "hint",
        _ => "punctuation",
    };
}
