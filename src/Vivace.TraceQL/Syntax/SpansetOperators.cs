namespace Vivace.TraceQL.Syntax;

/// <summary>Text of the operators between spansets.</summary>
public static class SpansetOperators
{
    /// <summary>The operator as written.</summary>
    /// <param name="operator">What it relates.</param>
    /// <param name="form">Its form.</param>
    /// <returns>For example <c>!&gt;&gt;</c>.</returns>
    public static string Text(SpansetOperator @operator, SpansetOperatorForm form)
    {
        var prefix = form switch
        {
            SpansetOperatorForm.Negated => "!",
            SpansetOperatorForm.Union => "&",
            _ => "",
        };
        return prefix + @operator switch
        {
            SpansetOperator.And => "&&",
            SpansetOperator.Or => "||",
            SpansetOperator.Child => ">",
            SpansetOperator.Parent => "<",
            SpansetOperator.Descendant => ">>",
            SpansetOperator.Ancestor => "<<",
            SpansetOperator.Sibling => "~",
            _ => throw new ArgumentOutOfRangeException(nameof(@operator)),
        };
    }

    internal static int Level(SpansetOperator @operator) =>
        @operator is SpansetOperator.And or SpansetOperator.Or ? BinaryOperators.LogicLevel : BinaryOperators.ComparisonLevel;

    internal static (SpansetOperator Operator, SpansetOperatorForm Form)? FromToken(TokenKind kind) => kind switch
    {
        TokenKind.And => (SpansetOperator.And, SpansetOperatorForm.Plain),
        TokenKind.Or => (SpansetOperator.Or, SpansetOperatorForm.Plain),
        TokenKind.Greater => (SpansetOperator.Child, SpansetOperatorForm.Plain),
        TokenKind.Less => (SpansetOperator.Parent, SpansetOperatorForm.Plain),
        TokenKind.DoubleGreater => (SpansetOperator.Descendant, SpansetOperatorForm.Plain),
        TokenKind.DoubleLess => (SpansetOperator.Ancestor, SpansetOperatorForm.Plain),
        TokenKind.Tilde => (SpansetOperator.Sibling, SpansetOperatorForm.Plain),
        TokenKind.NotGreater => (SpansetOperator.Child, SpansetOperatorForm.Negated),
        TokenKind.NotLess => (SpansetOperator.Parent, SpansetOperatorForm.Negated),
        TokenKind.NotDoubleGreater => (SpansetOperator.Descendant, SpansetOperatorForm.Negated),
        TokenKind.NotDoubleLess => (SpansetOperator.Ancestor, SpansetOperatorForm.Negated),
        TokenKind.NotTilde => (SpansetOperator.Sibling, SpansetOperatorForm.Negated),
        TokenKind.AndGreater => (SpansetOperator.Child, SpansetOperatorForm.Union),
        TokenKind.AndLess => (SpansetOperator.Parent, SpansetOperatorForm.Union),
        TokenKind.AndDoubleGreater => (SpansetOperator.Descendant, SpansetOperatorForm.Union),
        TokenKind.AndDoubleLess => (SpansetOperator.Ancestor, SpansetOperatorForm.Union),
        TokenKind.AndTilde => (SpansetOperator.Sibling, SpansetOperatorForm.Union),
        _ => null,
    };
}
