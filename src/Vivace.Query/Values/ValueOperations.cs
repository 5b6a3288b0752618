using Vivace.Store;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Values;

/// <summary>The operators of the language on single values (traceql.md, chapter 5).</summary>
internal static class ValueOperations
{
    /// <summary>Compares two values; false when one is missing or the types do not go together.</summary>
    /// <param name="comparison">One of <c>= != &lt; &lt;= &gt; &gt;=</c>.</param>
    /// <param name="left">Left operand.</param>
    /// <param name="right">Right operand.</param>
    /// <exception cref="QueryException">Both are arrays.</exception>
    public static bool Compare(BinaryOperator comparison, Value left, Value right)
    {
        if (left.IsNil || right.IsNil)
            return false;
        if (left.Kind == ValueKind.Array || right.Kind == ValueKind.Array)
            return CompareArray(comparison, left, right);
        if (left.IsNumeric && right.IsNumeric)
            return CompareNumbers(comparison, left, right);
        if (left.Kind != right.Kind)
            return false;

        return left.Kind == ValueKind.Text
            ? Holds(comparison, left.Bytes.SequenceCompareTo(right.Bytes))
            : comparison switch
            {
                BinaryOperator.Equal => left.Number == right.Number,
                BinaryOperator.NotEqual => left.Number != right.Number,
                _ => false,
            };
    }

    /// <summary>Computes <c>+ - * / % ^</c>; no value when an operand is not a number.</summary>
    /// <exception cref="QueryException">An integer is divided by zero, or an operand is an array.</exception>
    public static Value Compute(BinaryOperator arithmetic, Value left, Value right)
    {
        if (left.IsNil || right.IsNil)
            return Value.Nil;
        if (left.Kind == ValueKind.Array || right.Kind == ValueKind.Array)
            throw new QueryException("arithmetic on an array is not defined", QueryErrorKind.Evaluation);
        if (!left.IsNumeric || !right.IsNumeric)
            return Value.Nil;

        return left.Kind == ValueKind.Integer && right.Kind == ValueKind.Integer
            ? Value.FromInteger(ComputeIntegers(arithmetic, left.Number, right.Number))
            : Value.FromReal(ComputeReals(arithmetic, left.AsDouble, right.AsDouble));
    }

    /// <summary>Computes <c>-x</c>; no value when x is not a number.</summary>
    public static Value Negate(Value operand) => operand.Kind switch
    {
        ValueKind.Integer => Value.FromInteger(unchecked(-operand.Number)),
        ValueKind.Duration => Value.FromDuration(unchecked(-operand.Number)),
        ValueKind.Real => Value.FromReal(-operand.Real),
        _ => Value.Nil,
    };

    /// <summary>True when a comparison holds for two things in that order.</summary>
    /// <param name="comparison">One of <c>= != &lt; &lt;= &gt; &gt;=</c>.</param>
    /// <param name="order">Below, equal to or above zero.</param>
    public static bool Holds(BinaryOperator comparison, int order) => comparison switch
    {
        BinaryOperator.Equal => order == 0,
        BinaryOperator.NotEqual => order != 0,
        BinaryOperator.Less => order < 0,
        BinaryOperator.LessOrEqual => order <= 0,
        BinaryOperator.Greater => order > 0,
        BinaryOperator.GreaterOrEqual => order >= 0,
        _ => false,
    };

    /// <summary>The comparison that holds for exchanged operands.</summary>
    public static BinaryOperator Mirror(BinaryOperator comparison) => comparison switch
    {
        BinaryOperator.Less => BinaryOperator.Greater,
        BinaryOperator.LessOrEqual => BinaryOperator.GreaterOrEqual,
        BinaryOperator.Greater => BinaryOperator.Less,
        BinaryOperator.GreaterOrEqual => BinaryOperator.LessOrEqual,
        _ => comparison,
    };

    private static bool CompareNumbers(BinaryOperator comparison, Value left, Value right)
    {
        // Like with like is exact; a mix computes in double.
        if (left.Kind == right.Kind && left.Kind != ValueKind.Real)
            return Holds(comparison, left.Number.CompareTo(right.Number));

        var a = left.AsDouble;
        var b = right.AsDouble;
        return comparison switch
        {
            BinaryOperator.Equal => a == b,
            BinaryOperator.NotEqual => a != b,
            BinaryOperator.Less => a < b,
            BinaryOperator.LessOrEqual => a <= b,
            BinaryOperator.Greater => a > b,
            BinaryOperator.GreaterOrEqual => a >= b,
            _ => false,
        };
    }

    private static bool CompareArray(BinaryOperator comparison, Value left, Value right)
    {
        if (left.Kind == ValueKind.Array && right.Kind == ValueKind.Array)
            throw new QueryException("a comparison of two arrays is not defined", QueryErrorKind.Evaluation);
        if (left.Kind != ValueKind.Array)
            return CompareArray(Mirror(comparison), right, left);

        var every = comparison == BinaryOperator.NotEqual;
        var elements = RawValue.Elements(left);
        while (elements.MoveNext())
        {
            if (Compare(comparison, elements.Current, right) != every)
                return !every;
        }

        return every;
    }

    private static long ComputeIntegers(BinaryOperator arithmetic, long left, long right) => unchecked(arithmetic switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        BinaryOperator.Divide when right == 0 => throw DivisionByZero(),
        BinaryOperator.Divide => right == -1 ? -left : left / right,
        BinaryOperator.Modulo when right == 0 => throw DivisionByZero(),
        BinaryOperator.Modulo => right == -1 ? 0 : left % right,
        BinaryOperator.Power => ToInteger(Math.Pow(left, right)),
        _ => 0,
    });

    private static double ComputeReals(BinaryOperator arithmetic, double left, double right) => arithmetic switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        BinaryOperator.Divide => left / right,
        BinaryOperator.Modulo => left % right,
        BinaryOperator.Power => Math.Pow(left, right),
        _ => double.NaN,
    };

    /// <summary>Cuts a power to an integer; beyond the range it stays at the nearest end.</summary>
    private static long ToInteger(double value) => (long)value;

    private static QueryException DivisionByZero() =>
        new("an integer was divided by zero; divide by a float constant, or exclude zero first", QueryErrorKind.Evaluation);
}
