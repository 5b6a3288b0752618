namespace Vivace.TraceQL.Syntax;

/// <summary>An expression that yields spansets.</summary>
public abstract record SpansetExpression
{
    private protected SpansetExpression()
    {
    }

    /// <summary>Where it stands in the query.</summary>
    public TextRange Range { get; init; }
}

/// <summary><c>{ condition }</c>.</summary>
/// <param name="Condition">What a span must satisfy; null for <c>{}</c>, which every span does.</param>
public sealed record SpansetFilter(FieldExpression? Condition) : SpansetExpression;

/// <summary>Two spanset expressions and an operator.</summary>
/// <param name="Operator">What it relates.</param>
/// <param name="Form">Plain, negated or union; always plain for <c>&amp;&amp;</c> and <c>||</c>.</param>
/// <param name="Left">Its left side.</param>
/// <param name="Right">Its right side.</param>
public sealed record SpansetOperation(
    SpansetOperator Operator, SpansetOperatorForm Form, SpansetExpression Left, SpansetExpression Right) : SpansetExpression;

/// <summary>A whole pipeline in parentheses, as an operand.</summary>
/// <param name="Pipeline">The pipeline.</param>
public sealed record PipelineExpression(Pipeline Pipeline) : SpansetExpression;
