namespace Vivace.TraceQL.Syntax;

/// <summary>An expression over one span: what stands between braces, in <c>by(...)</c> and in aggregates.</summary>
public abstract record FieldExpression
{
    private protected FieldExpression()
    {
    }

    /// <summary>Where it stands in the query.</summary>
    public TextRange Range { get; init; }
}

/// <summary>A constant.</summary>
/// <param name="Value">Its value.</param>
public sealed record LiteralExpression(Literal Value) : FieldExpression;

/// <summary>An attribute, such as <c>span.http.method</c> or <c>.region</c>.</summary>
/// <param name="Scope">Where it is looked up.</param>
/// <param name="Name">Its name, unquoted.</param>
/// <param name="OfParent">True for <c>parent.</c>: the attribute of the parent span; refused by the checker.</param>
public sealed record AttributeExpression(AttributeScope Scope, string Name, bool OfParent = false) : FieldExpression;

/// <summary>A field that every span has by nature, such as <c>duration</c>.</summary>
/// <param name="Intrinsic">Which; both spellings give the same.</param>
public sealed record IntrinsicExpression(Intrinsic Intrinsic) : FieldExpression;

/// <summary>Two operands and an operator.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Left">Its left operand.</param>
/// <param name="Right">Its right operand.</param>
public sealed record BinaryExpression(BinaryOperator Operator, FieldExpression Left, FieldExpression Right) : FieldExpression;

/// <summary>An operator before its operand.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Operand">Its operand.</param>
public sealed record UnaryExpression(UnaryOperator Operator, FieldExpression Operand) : FieldExpression;

/// <summary><c>X != nil</c>, or with <paramref name="Negated"/> <c>X = nil</c>.</summary>
/// <param name="Operand">The expression that is present or absent.</param>
/// <param name="Negated">True for <c>= nil</c>.</param>
public sealed record ExistsExpression(FieldExpression Operand, bool Negated) : FieldExpression;
