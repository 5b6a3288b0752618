namespace Vivace.TraceQL.Syntax;

/// <summary>Arithmetic on the constants of second stages, scalar filters and math.</summary>
internal static class ScalarConstants
{
    public static Literal Negate(Literal value) => value switch
    {
        Literal.Integer integer => new Literal.Integer(unchecked(-integer.Value)),
        Literal.Duration duration => new Literal.Duration(unchecked(-duration.Nanoseconds)),
        Literal.Real real => new Literal.Real(-real.Value),
        _ => value,
    };

    /// <summary>Computes; integers stay integers and wrap.</summary>
    /// <returns>Null, or why it cannot be computed.</returns>
    public static string? TryCompute(BinaryOperator @operator, Literal left, Literal right, out Literal value)
    {
        value = left;
        if (left is Literal.Duration || right is Literal.Duration)
            return "a duration cannot be part of constant arithmetic";
        if (@operator > BinaryOperator.Divide)
            return $"`{BinaryOperators.Text(@operator)}` cannot be computed between constants; + - * / can";

        if (left is Literal.Integer { Value: var a } && right is Literal.Integer { Value: var b })
        {
            if (@operator == BinaryOperator.Divide && b == 0)
                return "division of a constant by zero";
            value = new Literal.Integer(ConstantFolding.Compute(@operator, a, b));
            return null;
        }

        var divisor = Number(right);
        if (@operator == BinaryOperator.Divide && divisor == 0)
            return "division of a constant by zero";
        var result = ConstantFolding.Compute(@operator, Number(left), divisor);
        value = new Literal.Real(result);
        return double.IsFinite(result) ? null : "the constant does not fit a double";
    }

    private static double Number(Literal value) => value is Literal.Integer integer ? integer.Value : ((Literal.Real)value).Value;
}
