using Vivace.Store;
using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Syntax;

namespace Vivace.Server.Api;

/// <summary>Reads the filter of a trace lookup: <c>q</c>, <c>keep_hierarchy</c>, <c>match_depth</c>, <c>ancestor_depth</c>.</summary>
internal static class TraceFilterParameters
{
    private const string Prefix = "invalid TraceQL filter: ";

    /// <summary>Reads the parameters.</summary>
    /// <returns>Null without a filter, with <c>{}</c>, which every span satisfies, and after a mistake.</returns>
    public static TraceSpanFilter? Read(QueryParameters parameters, QueryApiOptions options)
    {
        // Without q the others are not even looked at.
        if (parameters.Text("q") is not { } text || string.IsNullOrWhiteSpace(text))
            return null;

        var ancestors = parameters.Boolean("keep_hierarchy") == true ? parameters.Depth("ancestor_depth", -1) : 0;
        var descendants = parameters.Depth("match_depth", 0);
        if (parameters.Error is not null || !QueryText.HasAllowedSize(text, parameters, options))
            return null;

        return ReadCondition(text, parameters) is { } condition
            ? new TraceSpanFilter(condition, descendants, ancestors)
            : null;
    }

    private static FieldExpression? ReadCondition(string text, QueryParameters parameters)
    {
        var parsed = TraceQLParser.Parse(text);
        if (parsed.Query is not { } query)
        {
            parameters.Fail(Prefix + parsed.Diagnostics[0]);
            return null;
        }

        if (query.Root is not SearchRoot { Pipeline.Stages: [SpansetStage { Expression: SpansetFilter filter }] })
        {
            parameters.Fail(Prefix + QueryText.At(query, query.Root.Range, "it must be one filter in braces, without operators, stages or functions"));
            return null;
        }

        if (TraceQLChecker.Check(query) is [var first, ..])
            parameters.Fail(Prefix + first);
        else if (filter.Condition is { } condition && FindWholeTraceField(condition) is { } field)
            parameters.Fail(Prefix + QueryText.At(query, field.Range,
                $"{query.Text.Substring(field.Range.Start, field.Range.Length)} needs the whole trace and cannot filter its spans"));
        return parameters.Error is null ? filter.Condition : null;
    }

    private static IntrinsicExpression? FindWholeTraceField(FieldExpression expression) => expression switch
    {
        IntrinsicExpression
        {
            Intrinsic: Intrinsic.TraceDuration or Intrinsic.TraceRootName or Intrinsic.TraceRootService or Intrinsic.TraceId
                or Intrinsic.NestedSetLeft or Intrinsic.NestedSetRight or Intrinsic.NestedSetParent or Intrinsic.ChildCount,
        } field => field,
        BinaryExpression binary => FindWholeTraceField(binary.Left) ?? FindWholeTraceField(binary.Right),
        UnaryExpression unary => FindWholeTraceField(unary.Operand),
        ExistsExpression exists => FindWholeTraceField(exists.Operand),
        _ => null,
    };
}
