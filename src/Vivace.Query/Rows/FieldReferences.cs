using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Rows;

/// <summary>What an expression reads of a span.</summary>
[Flags]
internal enum FieldReferences
{
    /// <summary>Constants only.</summary>
    None = 0,

    /// <summary>Fields of the span, its resource, its instrumentation scope or its trace.</summary>
    Span = 1,

    /// <summary>Fields of an event.</summary>
    Event = 2,

    /// <summary>Fields of a link.</summary>
    Link = 4,
}

/// <summary>Sorts expressions by what they read and by what they are.</summary>
internal static class FieldExpressions
{
    /// <summary>What an expression reads from outside. A negated condition reads no event: it says that there is none, of
    /// all the span's events.</summary>
    public static FieldReferences References(FieldExpression expression) => expression switch
    {
        AttributeExpression { Scope: AttributeScope.Event } => FieldReferences.Event,
        AttributeExpression { Scope: AttributeScope.Link } => FieldReferences.Link,
        AttributeExpression => FieldReferences.Span,
        IntrinsicExpression { Intrinsic: Intrinsic.EventName or Intrinsic.EventTimeSinceStart } => FieldReferences.Event,
        IntrinsicExpression { Intrinsic: Intrinsic.LinkTraceId or Intrinsic.LinkSpanId } => FieldReferences.Link,
        IntrinsicExpression => FieldReferences.Span,
        BinaryExpression binary => References(binary.Left) | References(binary.Right),
        UnaryExpression { Operator: UnaryOperator.Not } not when IsCondition(not.Operand) =>
            References(not.Operand) == FieldReferences.None ? FieldReferences.None : FieldReferences.Span,
        UnaryExpression unary => References(unary.Operand),
        ExistsExpression exists => References(exists.Operand),
        _ => FieldReferences.None,
    };

    /// <summary>True for what is always true or false: comparisons, logic, existence, truth values.</summary>
    public static bool IsCondition(FieldExpression expression) => expression switch
    {
        ExistsExpression => true,
        BinaryExpression binary => binary.Operator >= BinaryOperator.Equal,
        UnaryExpression { Operator: UnaryOperator.Not } not => IsCondition(not.Operand),
        LiteralExpression { Value: Literal.Boolean } => true,
        _ => false,
    };
}
