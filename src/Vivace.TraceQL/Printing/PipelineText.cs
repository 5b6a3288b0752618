using System.Text;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Printing;

/// <summary>Writes pipelines, spanset expressions and scalar expressions.</summary>
internal static class PipelineText
{
    public static void Write(StringBuilder text, Pipeline pipeline)
    {
        for (var i = 0; i < pipeline.Stages.Count; i++)
        {
            text.Append(i == 0 ? "" : " | ");
            Write(text, pipeline.Stages[i]);
        }
    }

    public static void Write(StringBuilder text, PipelineStage stage)
    {
        switch (stage)
        {
            case SpansetStage spanset:
                Write(text, spanset.Expression);
                break;
            case ScalarFilterStage filter:
                WriteComparison(text, filter.Left, filter.Operator, filter.Right);
                break;
            case GroupByStage group:
                text.Append("by(");
                FieldText.Write(text, group.Expression);
                text.Append(')');
                break;
            case CoalesceStage:
                text.Append("coalesce()");
                break;
            case SelectStage select:
                text.Append("select");
                WriteList(text, select.Fields);
                break;
        }
    }

    public static void WriteList(StringBuilder text, IReadOnlyList<FieldExpression> fields)
    {
        text.Append('(');
        for (var i = 0; i < fields.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            FieldText.Write(text, fields[i]);
        }

        text.Append(')');
    }

    public static void Write(StringBuilder text, SpansetExpression expression)
    {
        switch (expression)
        {
            case SpansetFilter { Condition: null }:
                text.Append("{ }");
                break;
            case SpansetFilter { Condition: { } condition }:
                text.Append("{ ");
                FieldText.Write(text, condition);
                text.Append(" }");
                break;
            case PipelineExpression pipeline:
                text.Append('(');
                Write(text, pipeline.Pipeline);
                text.Append(')');
                break;
            case SpansetOperation operation:
                WriteOperand(text, operation.Left, operation.Left is SpansetOperation);
                text.Append(' ').Append(SpansetOperators.Text(operation.Operator, operation.Form)).Append(' ');

                // A filter after a pipeline has to look like a pipeline.
                WriteOperand(
                    text,
                    operation.Right,
                    operation.Right is SpansetOperation || (operation.Right is SpansetFilter && IsPiped(operation.Left)));
                break;
        }
    }

    public static void WriteComparison(StringBuilder text, ScalarExpression left, BinaryOperator @operator, ScalarExpression right)
    {
        Write(text, left);
        text.Append(' ').Append(BinaryOperators.Text(@operator)).Append(' ');
        Write(text, right);
    }

    public static void Write(StringBuilder text, ScalarExpression expression)
    {
        switch (expression)
        {
            case ScalarLiteral literal:
                WriteConstant(text, literal.Value);
                break;
            case AggregateExpression aggregate:
                text.Append(aggregate.Function switch
                {
                    AggregateFunction.Count => "count(",
                    AggregateFunction.Min => "min(",
                    AggregateFunction.Max => "max(",
                    AggregateFunction.Avg => "avg(",
                    _ => "sum(",
                });
                if (aggregate.Argument is { } argument)
                    FieldText.Write(text, argument);
                text.Append(')');
                break;
            case ScalarOperation operation:
                WriteScalarOperand(text, operation.Left);
                text.Append(' ').Append(BinaryOperators.Text(operation.Operator)).Append(' ');
                WriteScalarOperand(text, operation.Right);
                break;
            case ScalarPipeline pipeline:
                text.Append('(');
                Write(text, pipeline.Pipeline);
                text.Append(" | ");
                Write(text, pipeline.Aggregate);
                text.Append(')');
                break;
        }
    }

    /// <summary>Writes a constant where only numbers may stand: the smallest integer has no name there.</summary>
    public static void WriteConstant(StringBuilder text, Literal value) =>
        text.Append(value is Literal.Integer { Value: long.MinValue } ? "(-9223372036854775807 - 1)" : TraceQLPrinter.Print(value));

    private static void WriteScalarOperand(StringBuilder text, ScalarExpression operand)
    {
        text.Append(operand is ScalarOperation ? "(" : "");
        Write(text, operand);
        text.Append(operand is ScalarOperation ? ")" : "");
    }

    private static void WriteOperand(StringBuilder text, SpansetExpression operand, bool inParentheses)
    {
        text.Append(inParentheses ? "(" : "");
        Write(text, operand);
        text.Append(inParentheses ? ")" : "");
    }

    private static bool IsPiped(SpansetExpression expression)
    {
        while (expression is SpansetOperation operation)
            expression = operation.Left;
        return expression is PipelineExpression;
    }
}
