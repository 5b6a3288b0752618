using Vivace.Query.Filters;
using Vivace.Query.Planning;
using Vivace.Store;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Spansets;

/// <summary>Evaluates spanset expressions over one row group.</summary>
internal sealed class SpansetEvaluator(RowGroupScan scan, PipelineEvaluator pipelines)
{
    private readonly Dictionary<FilterPlan, Bitmap> _prepared = new(ReferenceEqualityComparer.Instance);

    /// <summary>Replaces spansets, one for each trace, by what an expression makes of them.</summary>
    public void Narrow(SpansetPlan plan, Bitmap rows)
    {
        scan.Cancellation.ThrowIfCancellationRequested();
        switch (plan)
        {
            case FilterPlan filter when _prepared.TryGetValue(filter, out var answer):
                rows.And(answer);
                break;
            case FilterPlan filter:
                filter.Condition.Narrow(scan, rows);
                break;
            case OperationPlan operation:
                Narrow(operation, rows);
                break;
            case NestedPipelinePlan nested:
                Narrow(nested, rows);
                break;
        }
    }

    /// <summary>Evaluates the filters of an expression once for all spans of many spansets, before each is narrowed alone.</summary>
    public void Prepare(SpansetPlan plan, Bitmap rows)
    {
        switch (plan)
        {
            case FilterPlan filter:
                var answer = scan.Pool.RentCopy(rows);
                filter.Condition.Narrow(scan, answer);
                if (!_prepared.TryAdd(filter, answer))
                    scan.Pool.Return(answer);
                break;
            case OperationPlan operation:
                Prepare(operation.Left, rows);
                Prepare(operation.Right, rows);
                break;
        }
    }

    /// <summary>Forgets what was prepared.</summary>
    public void Forget()
    {
        foreach (var answer in _prepared.Values)
            scan.Pool.Return(answer);
        _prepared.Clear();
    }

    private void Narrow(OperationPlan operation, Bitmap rows)
    {
        var left = scan.Pool.RentCopy(rows);
        Narrow(operation.Left, left);
        var right = scan.Pool.RentCopy(rows);
        var needsLeft = operation.Operator != SpansetOperator.Or && operation.Form != SpansetOperatorForm.Negated;
        if (needsLeft)
            KeepTracesOf(left, right);
        if (right.Any())
            Narrow(operation.Right, right);

        switch (operation)
        {
            case { Operator: SpansetOperator.Or }:
                left.Or(right);
                rows.CopyFrom(left);
                break;
            case { Operator: SpansetOperator.And }:
                KeepTracesOf(right, left);
                KeepTracesOf(left, right);
                left.Or(right);
                rows.CopyFrom(left);
                break;
            default:
                NarrowStructural(operation, left, right, rows);
                break;
        }

        scan.Pool.Return(right);
        scan.Pool.Return(left);
    }

    private void NarrowStructural(OperationPlan operation, Bitmap left, Bitmap right, Bitmap rows)
    {
        var found = scan.Pool.Rent(rows.Length);
        StructuralOperators.Select(scan, operation.Operator, left, right, found);
        switch (operation.Form)
        {
            case SpansetOperatorForm.Negated:
                rows.CopyFrom(right);
                rows.AndNot(found);
                break;
            case SpansetOperatorForm.Union:
                rows.CopyFrom(found);
                found.Clear();
                StructuralOperators.Select(scan, StructuralOperators.Inverse(operation.Operator), right, left, found);
                rows.Or(found);
                break;
            default:
                rows.CopyFrom(found);
                break;
        }

        scan.Pool.Return(found);
    }

    private void Narrow(NestedPipelinePlan nested, Bitmap rows)
    {
        var state = pipelines.EvaluateNested(nested.Pipeline, scan.Pool.RentCopy(rows));
        if (nested.IsStructuralOperand && state.Groups is { } groups)
        {
            for (var i = 1; i < groups.Count; i++)
            {
                if (groups[i].Trace == groups[i - 1].Trace)
                {
                    throw new QueryException(
                        "an operand of a structural operator has several spansets for one trace; unite them with "
                        + "`| coalesce()` at its end",
                        QueryErrorKind.Evaluation);
                }
            }
        }

        rows.CopyFrom(state.Rows);
        scan.Pool.Return(state.Rows);
    }

    /// <summary>Removes the spans of traces that have no span in another set.</summary>
    private void KeepTracesOf(Bitmap other, Bitmap rows)
    {
        var firstRows = scan.Rows.TraceFirstRows;
        var trace = 0;
        for (var row = rows.Next(0); row >= 0; row = rows.Next(firstRows[trace + 1]))
        {
            while (row >= firstRows[trace + 1])
                trace++;
            if (other.Next(firstRows[trace], firstRows[trace + 1]) < 0)
                rows.ClearRange(firstRows[trace], firstRows[trace + 1]);
        }
    }
}
