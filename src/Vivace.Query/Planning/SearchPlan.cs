using Vivace.Query.Filters;
using Vivace.Query.Rows;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Planning;

/// <summary>A search, ready to be evaluated over any row group. Immutable, shared by the workers.</summary>
/// <param name="Pipeline">The stages.</param>
/// <param name="Listed">Fields to list on each span returned.</param>
/// <param name="ListsName">True when the spans' names are to be returned.</param>
/// <param name="Patterns">The regular expressions of the query.</param>
internal sealed record SearchPlan(
    PipelinePlan Pipeline, IReadOnlyList<ListedField> Listed, bool ListsName, PatternTests Patterns);

/// <summary>A field to list on spans returned.</summary>
/// <param name="Key">Its key in the result.</param>
/// <param name="Field">An attribute or intrinsic.</param>
internal sealed record ListedField(string Key, FieldExpression Field);

/// <summary>Stages, each fed by the one before.</summary>
/// <param name="Stages">In order.</param>
internal sealed record PipelinePlan(IReadOnlyList<StagePlan> Stages);

/// <summary>One stage.</summary>
internal abstract record StagePlan;

/// <summary>Keeps the spans of a spanset expression.</summary>
/// <param name="Expression">The expression.</param>
internal sealed record FilterStagePlan(SpansetPlan Expression) : StagePlan;

/// <summary>Keeps the spansets of which an aggregate compares so with a constant.</summary>
/// <param name="Key">Canonical text, the key under which the aggregate is listed.</param>
/// <param name="Function">The aggregate.</param>
/// <param name="Argument">What it is taken of; null for the count.</param>
/// <param name="Comparison">The comparison.</param>
/// <param name="Threshold">The constant.</param>
internal sealed record AggregateStagePlan(
    string Key, AggregateFunction Function, FieldExpression? Argument, BinaryOperator Comparison, ConstantRow Threshold)
    : StagePlan;

/// <summary>Splits spansets by value.</summary>
/// <param name="Key">Canonical text, the key under which the value is listed.</param>
/// <param name="Expression">What to group by.</param>
internal sealed record GroupStagePlan(string Key, FieldExpression Expression) : StagePlan;

/// <summary>Unites the spansets of a trace.</summary>
internal sealed record CoalesceStagePlan : StagePlan;

/// <summary>A spanset expression.</summary>
internal abstract record SpansetPlan;

/// <summary><c>{ condition }</c>.</summary>
/// <param name="Condition">The condition.</param>
internal sealed record FilterPlan(Condition Condition) : SpansetPlan;

/// <summary>Two spanset expressions and an operator.</summary>
/// <param name="Operator">What it relates.</param>
/// <param name="Form">Plain, negated or union.</param>
/// <param name="Left">Left side.</param>
/// <param name="Right">Right side.</param>
internal sealed record OperationPlan(
    SpansetOperator Operator, SpansetOperatorForm Form, SpansetPlan Left, SpansetPlan Right) : SpansetPlan;

/// <summary>A whole pipeline in parentheses.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="IsStructuralOperand">True when it must give one spanset per trace.</param>
internal sealed record NestedPipelinePlan(PipelinePlan Pipeline, bool IsStructuralOperand) : SpansetPlan;
