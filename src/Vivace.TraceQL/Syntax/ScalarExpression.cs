namespace Vivace.TraceQL.Syntax;

/// <summary>A number computed from a spanset.</summary>
public abstract record ScalarExpression
{
    private protected ScalarExpression()
    {
    }

    /// <summary>Where it stands in the query.</summary>
    public TextRange Range { get; init; }
}

/// <summary>A constant number or duration.</summary>
/// <param name="Value">Its value, folded.</param>
public sealed record ScalarLiteral(Literal Value) : ScalarExpression;

/// <summary>An aggregate over the spans of a spanset.</summary>
/// <param name="Function">Which.</param>
/// <param name="Argument">What it is taken of; null for <c>count()</c>.</param>
public sealed record AggregateExpression(AggregateFunction Function, FieldExpression? Argument) : ScalarExpression;

/// <summary>Arithmetic on scalars; parsed, refused by the checker.</summary>
/// <param name="Operator">An arithmetic operator.</param>
/// <param name="Left">Left side.</param>
/// <param name="Right">Right side.</param>
public sealed record ScalarOperation(BinaryOperator Operator, ScalarExpression Left, ScalarExpression Right) : ScalarExpression;

/// <summary>A pipeline that ends in an aggregate, in parentheses; parsed, refused by the checker.</summary>
/// <param name="Pipeline">The stages before the aggregate.</param>
/// <param name="Aggregate">The aggregate.</param>
public sealed record ScalarPipeline(Pipeline Pipeline, AggregateExpression Aggregate) : ScalarExpression;

/// <summary>Aggregates over a spanset.</summary>
public enum AggregateFunction
{
    /// <summary>Number of spans.</summary>
    Count,

    /// <summary>Smallest value.</summary>
    Min,

    /// <summary>Largest value.</summary>
    Max,

    /// <summary>Mean.</summary>
    Avg,

    /// <summary>Total.</summary>
    Sum,
}
