using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Planning;

/// <summary>Which fields a search lists on the spans it returns: every field that stands anywhere in the pipeline
/// (traceql.md, chapter 8).</summary>
internal static class ListedFields
{
    /// <summary>The fields of a pipeline in the order of their first mention, each once, and whether the name is mentioned.</summary>
    public static (IReadOnlyList<ListedField> Listed, bool ListsName) Of(Pipeline pipeline)
    {
        var listed = new List<ListedField>();
        var seen = new HashSet<(AttributeScope?, Intrinsic?, string)>();
        var listsName = false;
        foreach (var field in FieldsOf(pipeline))
        {
            if (field is AttributeExpression attribute)
            {
                if (!attribute.OfParent && seen.Add((attribute.Scope, null, attribute.Name)))
                    listed.Add(new ListedField(attribute.Name, attribute));
            }
            else if (field is IntrinsicExpression { Intrinsic: Intrinsic.Name })
            {
                listsName = true;
            }
            else if (field is IntrinsicExpression intrinsic && IsListed(intrinsic.Intrinsic)
                && seen.Add((null, intrinsic.Intrinsic, string.Empty)))
            {
                listed.Add(new ListedField(IntrinsicNames.Canonical(intrinsic.Intrinsic), intrinsic));
            }
        }

        return (listed, listsName);
    }

    /// <summary>Name, duration, ids, trace duration and root have members of their own in the answer.</summary>
    private static bool IsListed(Intrinsic intrinsic) => intrinsic is not (Intrinsic.Name or Intrinsic.Duration
        or Intrinsic.TraceId or Intrinsic.SpanId or Intrinsic.TraceDuration or Intrinsic.TraceRootName
        or Intrinsic.TraceRootService or Intrinsic.Parent);

    /// <summary>Every field that stands in a pipeline, as often as it stands there.</summary>
    public static IEnumerable<FieldExpression> FieldsOf(Pipeline pipeline) => pipeline.Stages.SelectMany(FieldsOf);

    /// <summary>Every field that stands in a filter.</summary>
    public static IEnumerable<FieldExpression> FieldsOf(SpansetFilter filter) =>
        filter.Condition is null ? [] : FieldsOf(filter.Condition);

    private static IEnumerable<FieldExpression> FieldsOf(PipelineStage stage) => stage switch
    {
        SpansetStage spansets => FieldsOf(spansets.Expression),
        GroupByStage group => FieldsOf(group.Expression),
        SelectStage select => select.Fields.SelectMany(FieldsOf),
        ScalarFilterStage filter => FieldsOf(filter.Left).Concat(FieldsOf(filter.Right)),
        _ => [],
    };

    private static IEnumerable<FieldExpression> FieldsOf(ScalarExpression scalar) => scalar switch
    {
        AggregateExpression { Argument: { } argument } => FieldsOf(argument),
        ScalarOperation operation => FieldsOf(operation.Left).Concat(FieldsOf(operation.Right)),
        ScalarPipeline nested => FieldsOf(nested.Pipeline),
        _ => [],
    };

    private static IEnumerable<FieldExpression> FieldsOf(SpansetExpression expression)
    {
        var open = new Stack<SpansetExpression>([expression]);
        while (open.TryPop(out var next))
        {
            switch (next)
            {
                case SpansetFilter { Condition: { } condition }:
                    foreach (var field in FieldsOf(condition))
                        yield return field;
                    break;
                case SpansetOperation operation:
                    open.Push(operation.Right);
                    open.Push(operation.Left);
                    break;
                case PipelineExpression nested:
                    foreach (var field in FieldsOf(nested.Pipeline))
                        yield return field;
                    break;
            }
        }
    }

    private static IEnumerable<FieldExpression> FieldsOf(FieldExpression expression)
    {
        var open = new Stack<FieldExpression>([expression]);
        while (open.TryPop(out var next))
        {
            switch (next)
            {
                case AttributeExpression or IntrinsicExpression:
                    yield return next;
                    break;
                case BinaryExpression binary:
                    open.Push(binary.Right);
                    open.Push(binary.Left);
                    break;
                case UnaryExpression unary:
                    open.Push(unary.Operand);
                    break;
                case ExistsExpression exists:
                    open.Push(exists.Operand);
                    break;
            }
        }
    }
}
