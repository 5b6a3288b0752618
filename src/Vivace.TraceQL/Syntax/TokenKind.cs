namespace Vivace.TraceQL.Syntax;

internal enum TokenKind
{
    End,
    Invalid,
    Identifier,
    Keyword,

    /// <summary><c>span:</c>, <c>trace:</c> and so on; an intrinsic follows.</summary>
    ScopeColon,

    /// <summary>A whole attribute, scope and name.</summary>
    Attribute,
    Text,
    Integer,
    Real,
    Duration,
    OpenBrace,
    CloseBrace,
    OpenParenthesis,
    CloseParenthesis,
    Comma,
    Pipe,
    Equal,
    NotEqual,
    Matches,

    /// <summary><c>!~</c>: no match in a field expression, not a sibling between spansets.</summary>
    NotTilde,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Caret,
    And,
    Or,
    Not,
    DoubleGreater,
    DoubleLess,
    Tilde,
    NotGreater,
    NotLess,
    NotDoubleGreater,
    NotDoubleLess,
    AndGreater,
    AndLess,
    AndDoubleGreater,
    AndDoubleLess,
    AndTilde,
}
