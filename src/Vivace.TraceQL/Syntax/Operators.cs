namespace Vivace.TraceQL.Syntax;

/// <summary>Operators between two field or scalar expressions.</summary>
public enum BinaryOperator
{
    /// <summary><c>+</c></summary>
    Add,

    /// <summary><c>-</c></summary>
    Subtract,

    /// <summary><c>*</c></summary>
    Multiply,

    /// <summary><c>/</c></summary>
    Divide,

    /// <summary><c>%</c></summary>
    Modulo,

    /// <summary><c>^</c></summary>
    Power,

    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>=~</c></summary>
    Matches,

    /// <summary><c>!~</c></summary>
    NotMatches,

    /// <summary><c>&amp;&amp;</c></summary>
    And,

    /// <summary><c>||</c></summary>
    Or,
}

/// <summary>Operators before one field expression.</summary>
public enum UnaryOperator
{
    /// <summary><c>-</c></summary>
    Negate,

    /// <summary><c>!</c></summary>
    Not,
}

/// <summary>What a spanset operator relates.</summary>
public enum SpansetOperator
{
    /// <summary><c>&amp;&amp;</c></summary>
    And,

    /// <summary><c>||</c></summary>
    Or,

    /// <summary><c>&gt;</c>: right is a child of left.</summary>
    Child,

    /// <summary><c>&lt;</c>: right is the parent of left.</summary>
    Parent,

    /// <summary><c>&gt;&gt;</c>: right is a descendant of left.</summary>
    Descendant,

    /// <summary><c>&lt;&lt;</c>: right is an ancestor of left.</summary>
    Ancestor,

    /// <summary><c>~</c>: right is a sibling of left.</summary>
    Sibling,
}

/// <summary>The form of a structural operator.</summary>
public enum SpansetOperatorForm
{
    /// <summary>Plain: the right-hand spans for which it holds.</summary>
    Plain,

    /// <summary><c>!</c>: the right-hand spans for which it does not hold.</summary>
    Negated,

    /// <summary><c>&amp;</c>: both sides of each match.</summary>
    Union,
}
