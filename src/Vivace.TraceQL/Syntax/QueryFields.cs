namespace Vivace.TraceQL.Syntax;

/// <summary>All field expressions of a query, parts included, in the order of the text as far as it matters.</summary>
internal static class QueryFields
{
    /// <summary>Lists them.</summary>
    /// <param name="query">As parsed.</param>
    public static IEnumerable<FieldExpression> Of(TraceQuery query) => Roots(query.Root).SelectMany(WithParts);

    private static IEnumerable<FieldExpression> Roots(QueryRoot root) => root switch
    {
        SearchRoot search => Of(search.Pipeline),
        MetricsRoot metrics => Of(metrics.Expression),
        ScalarComparisonRoot comparison => [.. Of(comparison.Left), .. Of(comparison.Right)],
        _ => [],
    };

    private static IEnumerable<FieldExpression> Of(Pipeline pipeline) => pipeline.Stages.SelectMany(Of);

    private static IEnumerable<FieldExpression> Of(PipelineStage stage) => stage switch
    {
        SpansetStage spanset => Of(spanset.Expression),
        ScalarFilterStage filter => [.. Of(filter.Left), .. Of(filter.Right)],
        GroupByStage group => [group.Expression],
        SelectStage select => select.Fields,
        _ => [],
    };

    private static IEnumerable<FieldExpression> Of(SpansetExpression expression) => expression switch
    {
        SpansetFilter { Condition: { } condition } => [condition],
        SpansetOperation operation => [.. Of(operation.Left), .. Of(operation.Right)],
        PipelineExpression pipeline => Of(pipeline.Pipeline),
        _ => [],
    };

    private static IEnumerable<FieldExpression> Of(ScalarExpression expression) => expression switch
    {
        AggregateExpression { Argument: { } argument } => [argument],
        ScalarOperation operation => [.. Of(operation.Left), .. Of(operation.Right)],
        ScalarPipeline pipeline => [.. Of(pipeline.Pipeline), .. Of(pipeline.Aggregate)],
        _ => [],
    };

    private static IEnumerable<FieldExpression> Of(MetricsExpression expression) => expression switch
    {
        MetricsPipeline pipeline => [.. Of(pipeline.Pipeline), .. Of(pipeline.Function)],
        MetricsOperation operation => [.. Of(operation.Left), .. Of(operation.Right)],
        _ => [],
    };

    private static IEnumerable<FieldExpression> Of(MetricsFunction function)
    {
        if (function.Argument is { } argument)
            yield return argument;
        if (function.Compare is { Selection.Condition: { } condition })
            yield return condition;
        foreach (var field in function.By)
            yield return field;
    }

    private static IEnumerable<FieldExpression> WithParts(FieldExpression expression)
    {
        // Not recursive: a condition may be hundreds of operators high.
        var open = new Stack<FieldExpression>([expression]);
        while (open.TryPop(out var next))
        {
            yield return next;
            switch (next)
            {
                case UnaryExpression unary:
                    open.Push(unary.Operand);
                    break;
                case ExistsExpression exists:
                    open.Push(exists.Operand);
                    break;
                case BinaryExpression binary:
                    open.Push(binary.Right);
                    open.Push(binary.Left);
                    break;
            }
        }
    }
}
