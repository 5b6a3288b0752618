using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Rows;

/// <summary>Trace ids are compared without leading zeros, on both sides.</summary>
internal static class TraceIdLiterals
{
    /// <summary>A literal that is compared with a trace id, without its leading zeros; anything else unchanged.</summary>
    /// <param name="expression">The operand that may be the literal.</param>
    /// <param name="other">The operand it is compared with.</param>
    public static FieldExpression Trim(FieldExpression expression, FieldExpression other) =>
        expression is LiteralExpression { Value: Literal.Text text }
        && other is IntrinsicExpression { Intrinsic: Intrinsic.TraceId or Intrinsic.LinkTraceId }
            ? new LiteralExpression(new Literal.Text(text.Value.TrimStart('0'))) { Range = expression.Range }
            : expression;
}
