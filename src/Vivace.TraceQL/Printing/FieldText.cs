using System.Text;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Printing;

/// <summary>Writes field expressions.</summary>
internal static class FieldText
{
    public static void Write(StringBuilder text, FieldExpression expression)
    {
        switch (expression)
        {
            case LiteralExpression literal:
                text.Append(TraceQLPrinter.Print(literal.Value));
                break;
            case AttributeExpression attribute:
                WriteAttribute(text, attribute);
                break;
            case IntrinsicExpression intrinsic:
                text.Append(IntrinsicNames.Canonical(intrinsic.Intrinsic));
                break;
            case UnaryExpression unary:
                text.Append(unary.Operator == UnaryOperator.Negate ? '-' : '!');
                WriteOperand(text, unary.Operand, inParentheses: unary.Operand is BinaryExpression or ExistsExpression);
                break;
            case BinaryExpression binary:
                WriteOperand(text, binary.Left, IsLooserThan(binary.Left, binary.Operator));
                text.Append(' ').Append(BinaryOperators.Text(binary.Operator)).Append(' ');
                WriteOperand(text, binary.Right, binary.Right is BinaryExpression or ExistsExpression);
                break;
            case ExistsExpression exists:
                WriteOperand(text, exists.Operand, exists.Operand is BinaryExpression or ExistsExpression);
                text.Append(exists.Negated ? " = nil" : " != nil");
                break;
        }
    }

    private static void WriteAttribute(StringBuilder text, AttributeExpression attribute)
    {
        text.Append(attribute.OfParent ? "parent" : "").Append(attribute.OfParent && attribute.Scope != AttributeScope.Unscoped ? "." : "");
        text.Append(attribute.Scope switch
        {
            AttributeScope.Span => "span.",
            AttributeScope.Resource => "resource.",
            AttributeScope.Event => "event.",
            AttributeScope.Link => "link.",
            AttributeScope.Instrumentation => "instrumentation.",
            _ => ".",
        });
        text.Append(AttributeName.Write(attribute.Name, attribute.Scope, attribute.OfParent));
    }

    private static void WriteOperand(StringBuilder text, FieldExpression operand, bool inParentheses)
    {
        text.Append(inParentheses ? "(" : "");
        Write(text, operand);
        text.Append(inParentheses ? ")" : "");
    }

    /// <summary>Whether a left operand needs parentheses. A sign binds looser than products, so
    /// <c>(-a) * 2</c> needs them, of a negative literal too; <c>-a + 1</c> does not.</summary>
    private static bool IsLooserThan(FieldExpression left, BinaryOperator @operator) => left switch
    {
        BinaryExpression or ExistsExpression => true,
        UnaryExpression or LiteralExpression { Value: Literal.Integer { Value: < 0 } or Literal.Duration { Nanoseconds: < 0 } } =>
            BinaryOperators.Level(@operator) > BinaryOperators.NotLevel,
        LiteralExpression { Value: Literal.Real real } when double.IsNegative(real.Value) =>
            BinaryOperators.Level(@operator) > BinaryOperators.NotLevel,
        _ => false,
    };
}
