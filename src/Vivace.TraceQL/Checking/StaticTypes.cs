using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Checking;

/// <summary>Types of expressions and the rules for operands.</summary>
public static class StaticTypes
{
    /// <summary>The type of an expression; of one that breaks the rules, what it would be if it did not.</summary>
    /// <param name="expression">Any.</param>
    /// <returns>Its type; unknown for attributes and for the instrumentation scope's name and version.</returns>
    public static StaticType Of(FieldExpression expression)
    {
        while (true)
        {
            switch (expression)
            {
                case LiteralExpression literal:
                    return Of(literal.Value);
                case IntrinsicExpression intrinsic:
                    return Of(intrinsic.Intrinsic);
                case UnaryExpression unary:
                    expression = unary.Operand;
                    break;
                case BinaryExpression binary when BinaryOperators.IsArithmetic(binary.Operator):
                    var left = Of(binary.Left);
                    if (left != StaticType.Unknown)
                        return left;
                    expression = binary.Right;
                    break;
                case BinaryExpression or ExistsExpression:
                    return StaticType.Boolean;
                default:
                    return StaticType.Unknown;
            }
        }
    }

    /// <summary>The type of a literal.</summary>
    /// <param name="literal">Any.</param>
    /// <returns>Its type, never unknown.</returns>
    public static StaticType Of(Literal literal) => literal switch
    {
        Literal.Integer => StaticType.Integer,
        Literal.Real => StaticType.Real,
        Literal.Duration => StaticType.Duration,
        Literal.Text => StaticType.Text,
        Literal.Boolean => StaticType.Boolean,
        Literal.Status => StaticType.Status,
        Literal.Kind => StaticType.Kind,
        _ => StaticType.Unknown,
    };

    /// <summary>The type of an intrinsic.</summary>
    /// <param name="intrinsic">Any.</param>
    /// <returns>Its type; unknown for the instrumentation scope's name and version, which the checker lets pass.</returns>
    public static StaticType Of(Intrinsic intrinsic) => intrinsic switch
    {
        Intrinsic.Duration or Intrinsic.TraceDuration or Intrinsic.EventTimeSinceStart => StaticType.Duration,
        Intrinsic.Status => StaticType.Status,
        Intrinsic.Kind => StaticType.Kind,
        Intrinsic.ChildCount or Intrinsic.NestedSetLeft or Intrinsic.NestedSetRight or Intrinsic.NestedSetParent =>
            StaticType.Integer,
        Intrinsic.InstrumentationName or Intrinsic.InstrumentationVersion or Intrinsic.Parent => StaticType.Unknown,
        _ => StaticType.Text,
    };

    internal static bool IsNumeric(StaticType type) => type is StaticType.Integer or StaticType.Real or StaticType.Duration;

    /// <summary>Why an operator cannot be applied to its operands' types; null when it can.</summary>
    internal static string? Problem(BinaryExpression binary)
    {
        var left = Of(binary.Left);
        var right = Of(binary.Right);
        var matching = left == right
            || left == StaticType.Unknown
            || right == StaticType.Unknown
            || (IsNumeric(left) && IsNumeric(right));
        if (!matching)
            return $"{WithArticle(left)} and {WithArticle(right)} cannot be combined";

        var refusing = !Allows(left, binary.Operator) ? left : right;
        return Allows(refusing, binary.Operator)
            ? null
            : $"`{BinaryOperators.Text(binary.Operator)}` cannot be applied to {WithArticle(refusing)}";
    }

    /// <summary>Why an operator cannot be applied to its operand's type; null when it can.</summary>
    internal static string? Problem(UnaryExpression unary)
    {
        var type = Of(unary.Operand);
        var allowed = type == StaticType.Unknown
            || (unary.Operator == UnaryOperator.Negate ? IsNumeric(type) : type == StaticType.Boolean);
        return allowed ? null : $"`{(unary.Operator == UnaryOperator.Negate ? "-" : "!")}` cannot be applied to {WithArticle(type)}";
    }

    internal static string WithArticle(StaticType type) => type == StaticType.Integer ? "an integer" : $"a {Name(type)}";

    internal static string Name(StaticType type) => type switch
    {
        StaticType.Integer => "integer",
        StaticType.Real => "float",
        StaticType.Duration => "duration",
        StaticType.Text => "string",
        StaticType.Boolean => "boolean",
        StaticType.Status => "status",
        StaticType.Kind => "kind",
        _ => "value",
    };

    /// <summary>Whether an operand of this type may stand beside an operator.</summary>
    internal static bool Allows(StaticType type, BinaryOperator @operator) => type switch
    {
        StaticType.Unknown => true,
        StaticType.Integer or StaticType.Real or StaticType.Duration =>
            BinaryOperators.IsArithmetic(@operator) || BinaryOperators.IsComparison(@operator),
        StaticType.Text => BinaryOperators.IsComparison(@operator)
            || @operator is BinaryOperator.Matches or BinaryOperator.NotMatches,
        StaticType.Boolean => @operator is BinaryOperator.And or BinaryOperator.Or or BinaryOperator.Equal or BinaryOperator.NotEqual,
        _ => @operator is BinaryOperator.Equal or BinaryOperator.NotEqual,
    };
}
