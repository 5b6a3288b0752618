using System.Globalization;
using System.Text;
using Vivace.Core;
using Vivace.TraceQL.Syntax;

namespace Vivace.Server.Api;

/// <summary>Translates the search of old clients (<c>tags</c>, <c>minDuration</c>, <c>maxDuration</c>) to TraceQL.</summary>
/// <remarks>Each condition may hold on a span of its own, so each becomes a filter of its own: <c>{ a } &amp;&amp; { b }</c>.</remarks>
internal static class LegacySearch
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    /// <summary>Resource attributes that match as substrings, because Tempo keeps them in columns of their own.</summary>
    private static readonly HashSet<string> ResourceSubstrings = new(StringComparer.Ordinal)
    {
        "service.name", "cluster", "namespace", "pod", "container",
        "k8s.cluster.name", "k8s.namespace.name", "k8s.pod.name", "k8s.container.name",
    };

    /// <summary>Span attributes that match as substrings, for the same reason.</summary>
    private static readonly HashSet<string> SpanSubstrings = new(StringComparer.Ordinal) { "http.method", "http.url" };

    /// <summary>Reads the parameters.</summary>
    /// <param name="parameters">The parameters; <c>tags</c> in logfmt.</param>
    /// <returns>The query; null after a mistake, which the parameters then hold.</returns>
    public static TraceQuery? Translate(QueryParameters parameters)
    {
        if (!Logfmt.TryParse(parameters.Text("tags") ?? "", out var pairs, out var error))
            parameters.Fail("invalid tags: " + error);
        return Translate(parameters, pairs);
    }

    /// <summary>Reads the parameters but <c>tags</c>, which came as pairs.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="pairs">The tags.</param>
    /// <returns>The query; null after a mistake, which the parameters then hold.</returns>
    public static TraceQuery? Translate(QueryParameters parameters, IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        var conditions = new List<FieldExpression>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in pairs)
        {
            if (!keys.Add(key))
                parameters.Fail($"invalid tags: tag {QueryParameters.Quote(key)} is given twice");
            else if (Condition(key, value, parameters) is { } condition)
                conditions.Add(condition);
        }

        var shortest = ReadDuration(parameters, "minDuration");
        var longest = ReadDuration(parameters, "maxDuration");
        if (shortest > 0 && longest > 0 && longest < shortest)
        {
            parameters.Fail(
                $"invalid maxDuration: must be greater than minDuration; received minDuration={DurationText.Format(shortest)} maxDuration={DurationText.Format(longest)}");
        }

        if (parameters.Error is not null)
            return null;

        AddDuration(conditions, BinaryOperator.GreaterOrEqual, shortest);
        AddDuration(conditions, BinaryOperator.LessOrEqual, longest);
        SpansetExpression query = new SpansetFilter(conditions.Count == 0 ? null : conditions[0]);
        foreach (var condition in conditions.Skip(1))
            query = new SpansetOperation(SpansetOperator.And, SpansetOperatorForm.Plain, query, new SpansetFilter(condition));
        return new TraceQuery(parameters.Text("tags") ?? "", new SearchRoot(new Pipeline([new SpansetStage(query)])), []);
    }

    private static BinaryExpression? Condition(string key, string value, QueryParameters parameters)
    {
        switch (key)
        {
            case "name":
                return Contains(new IntrinsicExpression(Intrinsic.Name), value);
            case "root.name":
                return Contains(new IntrinsicExpression(Intrinsic.TraceRootName), value);
            case "root.service.name":
                return Contains(new IntrinsicExpression(Intrinsic.TraceRootService), value);
            case "status.code":
                SpanStatus? status = value switch
                {
                    "unset" => SpanStatus.Unset,
                    "ok" => SpanStatus.Ok,
                    "error" => SpanStatus.Error,
                    _ => null,
                };
                if (status is null)
                {
                    parameters.Fail($"invalid tags: status.code is {QueryParameters.Quote(value)}; it must be unset, ok or error");
                    return null;
                }

                return Compare(new IntrinsicExpression(Intrinsic.Status), BinaryOperator.Equal, new Literal.Status(status.Value));
            case "http.status_code" when long.TryParse(
                value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                return Compare(
                    new AttributeExpression(AttributeScope.Span, key), BinaryOperator.Equal, new Literal.Integer(number));
        }

        if (ResourceSubstrings.Contains(key))
            return Contains(new AttributeExpression(AttributeScope.Resource, key), value);
        if (SpanSubstrings.Contains(key))
            return Contains(new AttributeExpression(AttributeScope.Span, key), value);

        // Span or resource, either: an unscoped name would read the resource only where the span lacks it.
        var text = new Literal.Text(value);
        return new BinaryExpression(
            BinaryOperator.Or,
            Compare(new AttributeExpression(AttributeScope.Span, key), BinaryOperator.Equal, text),
            Compare(new AttributeExpression(AttributeScope.Resource, key), BinaryOperator.Equal, text));
    }

    private static long ReadDuration(QueryParameters parameters, string name)
    {
        if (parameters.Text(name) is not { } text || text == "0")
            return 0;
        if (DurationText.TryParse(text, out var nanoseconds))
            return nanoseconds - (nanoseconds % NanosecondsPerMillisecond);

        parameters.Fail($"invalid {name}: {QueryParameters.Quote(text)} is no duration; write it with a unit, like 300ms or 1.5s");
        return 0;
    }

    private static void AddDuration(List<FieldExpression> conditions, BinaryOperator comparison, long nanoseconds)
    {
        if (nanoseconds > 0)
            conditions.Add(Compare(new IntrinsicExpression(Intrinsic.TraceDuration), comparison, new Literal.Duration(nanoseconds)));
    }

    private static BinaryExpression Compare(FieldExpression field, BinaryOperator comparison, Literal value) =>
        new(comparison, field, new LiteralExpression(value));

    private static BinaryExpression Contains(FieldExpression field, string value)
    {
        var pattern = new StringBuilder(".*");
        foreach (var c in value)
        {
            if (c is '\\' or '.' or '+' or '*' or '?' or '(' or ')' or '|' or '[' or ']' or '{' or '}' or '^' or '$')
                pattern.Append('\\');
            pattern.Append(c);
        }

        return Compare(field, BinaryOperator.Matches, new Literal.Text(pattern.Append(".*").ToString()));
    }
}
