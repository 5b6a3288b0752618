using Vivace.Query.Filters;
using Vivace.Query.Planning;
using Vivace.Query.Rows;
using Vivace.Query.Values;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Spansets;

/// <summary>Evaluates pipelines over one row group. Used by one thread at a time.</summary>
internal sealed class PipelineEvaluator
{
    private readonly RowGroupScan _scan;
    private readonly PatternTests _patterns;
    private readonly SpansetEvaluator _spansets;

    public PipelineEvaluator(RowGroupScan scan, PatternTests patterns)
    {
        _scan = scan;
        _patterns = patterns;
        _spansets = new SpansetEvaluator(scan, this);
    }

    /// <summary>Evaluates all stages.</summary>
    /// <param name="pipeline">The stages.</param>
    /// <param name="input">The spans to start with, one spanset for each trace. The evaluator takes it over.</param>
    /// <returns>What remains; the caller gives its bitmap back to the pool.</returns>
    public SpansetState Evaluate(PipelinePlan pipeline, Bitmap input)
    {
        var state = new SpansetState(input);
        foreach (var stage in pipeline.Stages)
        {
            if (!state.Rows.Any())
                break;
            _scan.Cancellation.ThrowIfCancellationRequested();
            Evaluate(stage, state);
        }

        return state;
    }

    /// <summary>Evaluates a pipeline that is an operand. It has prepared answers of its own.</summary>
    public SpansetState EvaluateNested(PipelinePlan pipeline, Bitmap input) =>
        new PipelineEvaluator(_scan, _patterns).Evaluate(pipeline, input);

    private void Evaluate(StagePlan stage, SpansetState state)
    {
        switch (stage)
        {
            case FilterStagePlan filter when state.Groups is null:
                _spansets.Narrow(filter.Expression, state.Rows);
                break;
            case FilterStagePlan filter:
                FilterGroups(filter, state);
                break;
            case AggregateStagePlan aggregate when state.Groups is null:
                AggregateTraces(aggregate, state);
                break;
            case AggregateStagePlan aggregate:
                AggregateGroups(aggregate, state);
                break;
            case GroupStagePlan group:
                state.Groups = new SpansetGrouping(_scan, Bind(group.Expression)).Split(group.Key, state);
                break;
            case CoalesceStagePlan:
                state.Groups = null;
                state.Values.Clear();
                break;
        }
    }

    private void FilterGroups(FilterStagePlan filter, SpansetState state)
    {
        _spansets.Prepare(filter.Expression, state.Rows);
        var kept = new List<SpansetGroup>();
        foreach (var group in state.Groups!)
        {
            _scan.Cancellation.ThrowIfCancellationRequested();
            var rows = _scan.Pool.Rent(_scan.Rows.RowCount);
            foreach (var row in group.Rows)
                rows.Set(row);
            _spansets.Narrow(filter.Expression, rows);
            var left = Array.FindAll(group.Rows, row => rows[row]);
            if (left.Length > 0)
                kept.Add(group with { Rows = left });
            _scan.Pool.Return(rows);
        }

        _spansets.Forget();
        SetGroups(state, kept);
    }

    private void AggregateTraces(AggregateStagePlan stage, SpansetState state)
    {
        var traces = _scan.Rows.TraceCount;
        var values = new TraceValues(stage.Key, new ValueKind[traces], new long[traces]);
        var argument = stage.Argument is null ? null : Bind(stage.Argument);
        var firstRows = _scan.Rows.TraceFirstRows;
        var checkpoint = new Checkpoint(_scan.Cancellation);
        for (var trace = 0; trace < traces; trace++)
        {
            var end = firstRows[trace + 1];
            var row = state.Rows.Next(firstRows[trace], end);
            if (row < 0)
                continue;

            var aggregate = new Aggregate(stage.Function);
            if (argument is null)
            {
                aggregate.AddCount(state.Rows.Count(row, end));
            }
            else
            {
                for (; row >= 0; row = state.Rows.Next(row + 1, end))
                {
                    checkpoint.Pass();
                    aggregate.Add(argument.Read(RowPosition.OfSpan(row)));
                }
            }

            var result = aggregate.Result();
            if (Passes(stage, result))
                (values.Kinds[trace], values.Numbers[trace]) = (result.Kind, result.Number);
            else
                state.Rows.ClearRange(firstRows[trace], end);
        }

        state.Values.Add(values);
    }

    private void AggregateGroups(AggregateStagePlan stage, SpansetState state)
    {
        var argument = stage.Argument is null ? null : Bind(stage.Argument);
        var kept = new List<SpansetGroup>();
        var checkpoint = new Checkpoint(_scan.Cancellation);
        foreach (var group in state.Groups!)
        {
            var aggregate = new Aggregate(stage.Function);
            if (argument is null)
            {
                aggregate.AddCount(group.Rows.Length);
            }
            else
            {
                foreach (var row in group.Rows)
                {
                    checkpoint.Pass();
                    aggregate.Add(argument.Read(RowPosition.OfSpan(row)));
                }
            }

            var result = aggregate.Result();
            if (Passes(stage, result) && ValueText.ToAttribute(result) is { } attribute)
                kept.Add(group with { Attributes = [.. group.Attributes, new(stage.Key, attribute)] });
        }

        SetGroups(state, kept);
    }

    private static bool Passes(AggregateStagePlan stage, Value result) =>
        ValueOperations.Compare(stage.Comparison, result, stage.Threshold.Read(RowPosition.OfSpan(0)));

    private static void SetGroups(SpansetState state, List<SpansetGroup> groups)
    {
        state.Groups = groups;
        state.Rows.Clear();
        foreach (var group in groups)
        {
            foreach (var row in group.Rows)
                state.Rows.Set(row);
        }
    }

    private RowExpression Bind(FieldExpression expression) =>
        new RowExpressionBuilder(_scan, _patterns).BuildValue(expression);
}
