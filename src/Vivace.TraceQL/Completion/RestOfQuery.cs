using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Completion;

/// <summary>What a query asks of spans apart from the condition that is being typed.</summary>
internal static class RestOfQuery
{
    /// <summary>Stands for what is being typed: a name nobody gives, as attribute and as string.</summary>
    private const string Placeholder = "\u0001at the cursor\u0001";

    /// <summary>Reads the rest.</summary>
    /// <param name="text">The query.</param>
    /// <param name="word">What is being typed.</param>
    /// <param name="isPattern">Whether only a string can stand there.</param>
    /// <returns>Null when nothing is known to restrict spans.</returns>
    public static FieldExpression? Restriction(string text, CursorWord word, bool isPattern)
    {
        var placeholder = isPattern ? $" \"{Placeholder}\" " : $" .\"{Placeholder}\" ";
        var whole = string.Concat(text.AsSpan(0, word.Start), placeholder, text.AsSpan(word.Replace.End));
        return LenientFilter.Parse(whole, out _) is { } filter ? WithoutPlaceholder(filter) : null;
    }

    /// <summary>Drops the conditions that have the placeholder in them.</summary>
    private static FieldExpression? WithoutPlaceholder(FieldExpression expression)
    {
        switch (expression)
        {
            case BinaryExpression { Operator: BinaryOperator.And } both:
                var left = WithoutPlaceholder(both.Left);
                var right = WithoutPlaceholder(both.Right);
                return left is null ? right : right is null ? left : both with { Left = left, Right = right };
            case BinaryExpression { Operator: BinaryOperator.Or } either:
                return WithoutPlaceholder(either.Left) is { } one && WithoutPlaceholder(either.Right) is { } other
                    ? either with { Left = one, Right = other }
                    : null;
            default:
                return HasPlaceholder(expression) ? null : expression;
        }
    }

    private static bool HasPlaceholder(FieldExpression expression) => expression switch
    {
        AttributeExpression attribute => attribute.Name == Placeholder,
        LiteralExpression { Value: Literal.Text text } => text.Value == Placeholder,
        UnaryExpression unary => HasPlaceholder(unary.Operand),
        ExistsExpression exists => HasPlaceholder(exists.Operand),
        BinaryExpression binary => HasPlaceholder(binary.Left) || HasPlaceholder(binary.Right),
        _ => false,
    };
}
