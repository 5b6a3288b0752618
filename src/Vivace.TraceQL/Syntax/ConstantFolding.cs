using System.Text;
using Vivace.TraceQL.Checking;

namespace Vivace.TraceQL.Syntax;

/// <summary>Computes field expressions that read no field. What would not pass the checker, would fail when evaluated
/// or gives no finite number stays as it is.</summary>
internal static class ConstantFolding
{
    public static FieldExpression Fold(FieldExpression expression)
    {
        var value = expression switch
        {
            UnaryExpression { Operand: LiteralExpression operand } unary => Unary(unary.Operator, operand.Value),
            ExistsExpression { Operand: LiteralExpression } exists => new Literal.Boolean(!exists.Negated),
            BinaryExpression { Left: LiteralExpression left, Right: LiteralExpression right } binary
                when StaticTypes.Problem(binary) is null => Binary(binary.Operator, left.Value, right.Value),
            _ => null,
        };
        return value is null ? expression : new LiteralExpression(value) { Range = expression.Range };
    }

    public static long Compute(BinaryOperator @operator, long left, long right) => @operator switch
    {
        BinaryOperator.Add => unchecked(left + right),
        BinaryOperator.Subtract => unchecked(left - right),
        BinaryOperator.Multiply => unchecked(left * right),

        // The only quotient that does not fit wraps, as it does in Go.
        BinaryOperator.Divide => right == -1 ? unchecked(-left) : left / right,
        BinaryOperator.Modulo => right == -1 ? 0 : left % right,
        _ => throw new ArgumentOutOfRangeException(nameof(@operator)),
    };

    public static double Compute(BinaryOperator @operator, double left, double right) => @operator switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        BinaryOperator.Divide => left / right,
        BinaryOperator.Modulo => left % right,
        BinaryOperator.Power => Math.Pow(left, right),
        _ => throw new ArgumentOutOfRangeException(nameof(@operator)),
    };

    private static Literal? Unary(UnaryOperator @operator, Literal operand) => (@operator, operand) switch
    {
        (UnaryOperator.Negate, Literal.Integer or Literal.Duration or Literal.Real) => ScalarConstants.Negate(operand),
        (UnaryOperator.Not, Literal.Boolean boolean) => new Literal.Boolean(!boolean.Value),
        _ => null,
    };

    private static Literal? Binary(BinaryOperator @operator, Literal left, Literal right)
    {
        if (BinaryOperators.IsArithmetic(@operator))
            return Arithmetic(@operator, left, right);
        if (left is Literal.Boolean a && right is Literal.Boolean b && @operator is BinaryOperator.And or BinaryOperator.Or)
            return new Literal.Boolean(@operator == BinaryOperator.And ? a.Value && b.Value : a.Value || b.Value);
        if (!BinaryOperators.IsComparison(@operator))
            return null;

        if (left is Literal.Text leftText && right is Literal.Text rightText)
        {
            var order = Encoding.UTF8.GetBytes(leftText.Value).AsSpan()
                .SequenceCompareTo(Encoding.UTF8.GetBytes(rightText.Value));
            return new Literal.Boolean(Holds(@operator, order));
        }

        if (Whole(left) is { } leftWhole && Whole(right) is { } rightWhole)
            return new Literal.Boolean(Holds(@operator, leftWhole.CompareTo(rightWhole)));
        if (Number(left) is { } leftNumber && Number(right) is { } rightNumber)
            return new Literal.Boolean(Holds(@operator, leftNumber.CompareTo(rightNumber)));
        return new Literal.Boolean(left.Equals(right) == (@operator == BinaryOperator.Equal));
    }

    private static Literal? Arithmetic(BinaryOperator @operator, Literal left, Literal right)
    {
        if (left is Literal.Integer a && right is Literal.Integer b && @operator != BinaryOperator.Power)
        {
            return @operator is BinaryOperator.Divide or BinaryOperator.Modulo && b.Value == 0
                ? null
                : new Literal.Integer(Compute(@operator, a.Value, b.Value));
        }

        var result = Compute(@operator, Number(left)!.Value, Number(right)!.Value);
        if (left is Literal.Integer && right is Literal.Integer)
            return Math.Abs(result) < long.MaxValue ? new Literal.Integer((long)result) : null;
        return double.IsFinite(result) ? new Literal.Real(result) : null;
    }

    private static bool Holds(BinaryOperator @operator, int order) => @operator switch
    {
        BinaryOperator.Equal => order == 0,
        BinaryOperator.NotEqual => order != 0,
        BinaryOperator.Less => order < 0,
        BinaryOperator.LessOrEqual => order <= 0,
        BinaryOperator.Greater => order > 0,
        _ => order >= 0,
    };

    private static long? Whole(Literal value) => value switch
    {
        Literal.Integer integer => integer.Value,
        Literal.Duration duration => duration.Nanoseconds,
        _ => null,
    };

    private static double? Number(Literal value) => value is Literal.Real real ? real.Value : Whole(value);
}
