namespace Vivace.TraceQL.Syntax;

/// <summary>A whole query.</summary>
/// <param name="Text">The text it was parsed from.</param>
/// <param name="Root">What is asked for.</param>
/// <param name="Hints">The last <c>with(...)</c> group, in order; empty without one.</param>
public sealed record TraceQuery(string Text, QueryRoot Root, IReadOnlyList<Hint> Hints);

/// <summary>A hint such as <c>most_recent=true</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Range">Where it stands in the query.</param>
public sealed record Hint(string Name, Literal Value, TextRange Range);

/// <summary>The three forms of a query.</summary>
public abstract record QueryRoot
{
    private protected QueryRoot()
    {
    }

    /// <summary>Where it stands in the query.</summary>
    public TextRange Range { get; init; }
}

/// <summary>A search.</summary>
/// <param name="Pipeline">Its stages.</param>
public sealed record SearchRoot(Pipeline Pipeline) : QueryRoot;

/// <summary>A comparison of whole pipelines, <c>({} | count()) = 1</c>; parsed, refused by the checker.</summary>
/// <param name="Left">Left side.</param>
/// <param name="Operator">A comparison.</param>
/// <param name="Right">Right side.</param>
public sealed record ScalarComparisonRoot(ScalarExpression Left, BinaryOperator Operator, ScalarExpression Right) : QueryRoot;

/// <summary>A metrics query.</summary>
/// <param name="Expression">What is computed.</param>
public sealed record MetricsRoot(MetricsExpression Expression) : QueryRoot;
