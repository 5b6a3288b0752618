namespace Vivace.TraceQL.Syntax;

/// <summary>Text and precedence of the binary operators.</summary>
public static class BinaryOperators
{
    internal const int LogicLevel = 2;
    internal const int ComparisonLevel = 3;
    internal const int SumLevel = 4;
    internal const int NotLevel = 5;
    internal const int ProductLevel = 6;
    internal const int PowerLevel = 7;

    /// <summary>The operator as written.</summary>
    /// <param name="operator">Which.</param>
    /// <returns>For example <c>!=</c>.</returns>
    public static string Text(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Modulo => "%",
        BinaryOperator.Power => "^",
        BinaryOperator.Equal => "=",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Matches => "=~",
        BinaryOperator.NotMatches => "!~",
        BinaryOperator.And => "&&",
        BinaryOperator.Or => "||",
        _ => throw new ArgumentOutOfRangeException(nameof(@operator)),
    };

    /// <summary>How tightly it binds; higher is tighter.</summary>
    internal static int Level(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.And or BinaryOperator.Or => LogicLevel,
        BinaryOperator.Add or BinaryOperator.Subtract => SumLevel,
        BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Modulo => ProductLevel,
        BinaryOperator.Power => PowerLevel,
        _ => ComparisonLevel,
    };

    internal static bool IsArithmetic(BinaryOperator @operator) => @operator <= BinaryOperator.Power;

    /// <summary>True for = != &lt; &lt;= &gt; &gt;=, not for regular expressions.</summary>
    internal static bool IsComparison(BinaryOperator @operator) =>
        @operator is >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual;

    internal static BinaryOperator? FromToken(TokenKind kind) => kind switch
    {
        TokenKind.Plus => BinaryOperator.Add,
        TokenKind.Minus => BinaryOperator.Subtract,
        TokenKind.Star => BinaryOperator.Multiply,
        TokenKind.Slash => BinaryOperator.Divide,
        TokenKind.Percent => BinaryOperator.Modulo,
        TokenKind.Caret => BinaryOperator.Power,
        TokenKind.Equal => BinaryOperator.Equal,
        TokenKind.NotEqual => BinaryOperator.NotEqual,
        TokenKind.Less => BinaryOperator.Less,
        TokenKind.LessOrEqual => BinaryOperator.LessOrEqual,
        TokenKind.Greater => BinaryOperator.Greater,
        TokenKind.GreaterOrEqual => BinaryOperator.GreaterOrEqual,
        TokenKind.Matches => BinaryOperator.Matches,
        TokenKind.NotTilde => BinaryOperator.NotMatches,
        TokenKind.And => BinaryOperator.And,
        TokenKind.Or => BinaryOperator.Or,
        _ => null,
    };
}
