using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Syntax;

namespace Vivace.Server.Api;

/// <summary>Reads the filter of a trace lookup: <c>q</c>, <c>keep_hierarchy</c>, <c>match_depth</c>, <c>ancestor_depth</c>.
/// All that is wrong with it is said; a filter that is right cannot be applied yet, and that is said too.</summary>
internal static class TraceFilterParameters
{
    private const string Prefix = "invalid TraceQL filter: ";

    /// <summary>Checks the parameters. Without a filter, or with <c>{}</c>, which every span satisfies, there is nothing to
    /// do and nothing to say.</summary>
    public static void Check(QueryParameters parameters, QueryApiOptions options)
    {
        // Without q the others are not even looked at.
        if (parameters.Text("q") is not { } text || string.IsNullOrWhiteSpace(text))
            return;

        if (parameters.Boolean("keep_hierarchy") == true)
            parameters.Depth("ancestor_depth", -1);
        parameters.Depth("match_depth", 0);
        if (parameters.Error is not null || !QueryText.HasAllowedSize(text, parameters, options))
            return;

        var parsed = TraceQLParser.Parse(text);
        if (parsed.Query is not { } query)
            parameters.Fail(Prefix + parsed.Diagnostics[0]);
        else if (query.Root is not SearchRoot { Pipeline.Stages: [SpansetStage { Expression: SpansetFilter filter }] })
            parameters.Fail(Prefix + QueryText.At(query, query.Root.Range, "it must be one filter in braces, without operators, stages or functions"));
        else if (TraceQLChecker.Check(query) is [var first, ..])
            parameters.Fail(Prefix + first);
        else if (filter.Condition is { } condition)
            CheckCondition(query, condition, parameters);
    }

    private static void CheckCondition(TraceQuery query, FieldExpression condition, QueryParameters parameters)
    {
        if (FindWholeTraceField(condition) is { } field)
        {
            parameters.Fail(Prefix + QueryText.At(query, field.Range,
                $"{query.Text.Substring(field.Range.Start, field.Range.Length)} needs the whole trace and cannot filter its spans"));
            return;
        }

        parameters.Fail(QueryText.At(query, condition.Range, "filtering the spans of a trace is not supported yet; leave q out"));
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
