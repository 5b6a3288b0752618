using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Completion;

/// <summary>Operators that fit the operand before them.</summary>
internal static class OperatorSuggestions
{
    private static readonly (BinaryOperator Operator, string Detail)[] Binary =
    [
        (BinaryOperator.And, "and"), (BinaryOperator.Or, "or"),
        (BinaryOperator.Equal, "equal"), (BinaryOperator.NotEqual, "not equal"),
        (BinaryOperator.Matches, "matches a regular expression"), (BinaryOperator.NotMatches, "matches no regular expression"),
        (BinaryOperator.Greater, "greater"), (BinaryOperator.GreaterOrEqual, "greater or equal"),
        (BinaryOperator.Less, "less"), (BinaryOperator.LessOrEqual, "less or equal"),
        (BinaryOperator.Add, "plus"), (BinaryOperator.Subtract, "minus"), (BinaryOperator.Multiply, "times"),
        (BinaryOperator.Divide, "divided by"), (BinaryOperator.Modulo, "remainder"), (BinaryOperator.Power, "to the power of"),
    ];

    private static readonly (SpansetOperator Operator, string Detail)[] Relations =
    [
        (SpansetOperator.And, "both match"), (SpansetOperator.Or, "one of them matches"),
        (SpansetOperator.Child, "right is a child of left"), (SpansetOperator.Parent, "right is the parent of left"),
        (SpansetOperator.Descendant, "right descends from left"), (SpansetOperator.Ancestor, "right is an ancestor of left"),
        (SpansetOperator.Sibling, "right is a sibling of left"),
    ];

    public static IEnumerable<CompletionItem> Of(Expectations expected)
    {
        foreach (var form in Enum.GetValues<SpansetOperatorForm>())
        {
            foreach (var (@operator, detail) in Relations)
            {
                if (form != SpansetOperatorForm.Plain && @operator is SpansetOperator.And or SpansetOperator.Or)
                    continue;
                var level = SpansetOperators.Level(@operator);
                if (expected.Operators.Any(place => place.Set == OperatorSet.Spanset && level >= place.MinimumLevel))
                    yield return Item(SpansetOperators.Text(@operator, form), Describe(detail, form));
            }
        }

        foreach (var (@operator, detail) in Binary)
        {
            if (Fits(expected, @operator))
                yield return Item(BinaryOperators.Text(@operator), detail);
        }
    }

    /// <summary>Whether what stands in the braces can be a condition: a boolean, or unknown.</summary>
    public static bool MayBeCondition(Expectations expected) =>
        expected.Operators.LastOrDefault(place => place.Set == OperatorSet.Field).Left is not { } condition
        || StaticTypes.Of(condition) is StaticType.Unknown or StaticType.Boolean;

    private static bool Fits(Expectations expected, BinaryOperator @operator)
    {
        var level = BinaryOperators.Level(@operator);
        foreach (var place in expected.Operators)
        {
            if (place.Set == OperatorSet.Spanset || level < place.MinimumLevel)
                continue;
            switch (place.Set)
            {
                case OperatorSet.Field:
                    // The operator binds to this operand and to no other.
                    return Fits(@operator, place.Left!);
                case OperatorSet.Scalar when BinaryOperators.IsComparison(@operator) || BinaryOperators.IsArithmetic(@operator):
                case OperatorSet.Arithmetic when BinaryOperators.IsArithmetic(@operator):
                case OperatorSet.Metric when @operator <= BinaryOperator.Divide:
                case OperatorSet.Comparison when BinaryOperators.IsComparison(@operator):
                    return true;
            }
        }

        return false;
    }

    private static bool Fits(BinaryOperator @operator, FieldExpression left)
    {
        // Comparing what is already a comparison is right and never meant.
        var isCondition = left is ExistsExpression or BinaryExpression && StaticTypes.Of(left) == StaticType.Boolean;
        return StaticTypes.Allows(StaticTypes.Of(left), @operator)
            && !(isCondition && BinaryOperators.Level(@operator) != BinaryOperators.LogicLevel);
    }

    private static string Describe(string detail, SpansetOperatorForm form) => form switch
    {
        SpansetOperatorForm.Negated => detail.Replace(" is ", " is not ", StringComparison.Ordinal)
            .Replace("descends", "does not descend", StringComparison.Ordinal),
        SpansetOperatorForm.Union => detail + "; both sides",
        _ => detail,
    };

    private static CompletionItem Item(string text, string detail) => new(text, text, CompletionKind.Operator, detail);
}
