using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Checking;

/// <summary>Rules for pipelines.</summary>
internal static class PipelineChecks
{
    public static void Check(Findings findings, Pipeline pipeline)
    {
        foreach (var stage in pipeline.Stages)
            Check(findings, stage);
    }

    public static void Check(Findings findings, SpansetFilter filter)
    {
        if (filter.Condition is not { } condition)
            return;
        FieldChecks.Check(findings, condition);
        var type = StaticTypes.Of(condition);
        if (type is not (StaticType.Boolean or StaticType.Unknown))
            findings.Add(condition.Range, $"a filter must be true or false, not {StaticTypes.WithArticle(type)}", "add a comparison");
    }

    private static void Check(Findings findings, PipelineStage stage)
    {
        switch (stage)
        {
            case SpansetStage spanset:
                Check(findings, spanset.Expression);
                break;
            case ScalarFilterStage { Left: AggregateExpression aggregate, Right: ScalarLiteral }:
                Check(findings, aggregate);
                break;
            case ScalarFilterStage filter:
                findings.Add(filter.Range, "only an aggregate compared with a constant is supported", "for example count() > 2");
                break;
            case GroupByStage group:
                FieldChecks.Check(findings, group.Expression);
                if (!FieldChecks.ReadsField(group.Expression))
                    findings.Add(group.Range, "by() must read a field of the span");
                break;
            case SelectStage select:
                foreach (var field in select.Fields)
                    FieldChecks.Check(findings, field);
                break;
        }
    }

    private static void Check(Findings findings, SpansetExpression expression)
    {
        switch (expression)
        {
            case SpansetFilter filter:
                Check(findings, filter);
                break;
            case SpansetOperation operation:
                Check(findings, operation.Left);
                Check(findings, operation.Right);
                break;
            case PipelineExpression pipeline:
                Check(findings, pipeline.Pipeline);
                break;
        }
    }

    private static void Check(Findings findings, AggregateExpression aggregate)
    {
        if (aggregate.Argument is not { } argument)
            return;
        FieldChecks.Check(findings, argument);
        var type = StaticTypes.Of(argument);
        if (type != StaticType.Unknown && !StaticTypes.IsNumeric(type))
            findings.Add(argument.Range, $"an aggregate needs numbers, not {StaticTypes.WithArticle(type)}");
        else if (!FieldChecks.ReadsField(argument))
            findings.Add(argument.Range, "an aggregate must read a field of the span");
    }
}
