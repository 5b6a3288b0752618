namespace Vivace.TraceQL.Syntax;

/// <summary>Stages joined by <c>|</c>, each fed by the one before.</summary>
/// <param name="Stages">At least one.</param>
public sealed record Pipeline(IReadOnlyList<PipelineStage> Stages)
{
    /// <summary>Where it stands in the query.</summary>
    public TextRange Range { get; init; }
}

/// <summary>One stage of a pipeline.</summary>
public abstract record PipelineStage
{
    private protected PipelineStage()
    {
    }

    /// <summary>Where it stands in the query.</summary>
    public TextRange Range { get; init; }
}

/// <summary>Keeps the spans of a spanset expression.</summary>
/// <param name="Expression">The expression.</param>
public sealed record SpansetStage(SpansetExpression Expression) : PipelineStage;

/// <summary>Keeps the spansets for which a comparison of aggregates holds.</summary>
/// <param name="Left">Left side.</param>
/// <param name="Operator">A comparison.</param>
/// <param name="Right">Right side.</param>
public sealed record ScalarFilterStage(ScalarExpression Left, BinaryOperator Operator, ScalarExpression Right) : PipelineStage;

/// <summary><c>by(expression)</c>: splits each spanset by value.</summary>
/// <param name="Expression">What to group by.</param>
public sealed record GroupByStage(FieldExpression Expression) : PipelineStage;

/// <summary><c>coalesce()</c>: unites the spansets of a trace.</summary>
public sealed record CoalesceStage : PipelineStage;

/// <summary><c>select(fields)</c>: adds fields to the spans returned.</summary>
/// <param name="Fields">Attributes and intrinsics.</param>
public sealed record SelectStage(IReadOnlyList<FieldExpression> Fields) : PipelineStage;
