using Vivace.Query.Filters;
using Vivace.Query.Planning;
using Vivace.Query.Spansets;
using Vivace.Storage.RowGroups;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Lookup;

/// <summary>Finds the spans of one trace that a search matches.</summary>
internal static class TraceMatching
{
    /// <summary>Evaluates the search on the trace alone.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="query">A parsed and checked search.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    /// <returns>Span ids in depth-first order, and the spans of the trace.</returns>
    /// <exception cref="Store.QueryException">Evaluation failed.</exception>
    public static (List<ulong> SpanIds, int TotalSpans) Find(
        TraceRows trace, TraceQuery query, CancellationToken cancellationToken)
    {
        var plan = SearchPlanner.Plan(query);
        using var scan = new RowGroupScan(trace.Rows, new BitmapPool(), cancellationToken);
        var rows = scan.Pool.Rent(trace.Rows.RowCount);
        rows.SetAll();
        rows.ClearRange(0, trace.FirstRow);
        rows.ClearRange(trace.EndRow, trace.Rows.RowCount);
        var state = new PipelineEvaluator(scan, plan.Patterns).Evaluate(plan.Pipeline, rows);

        var ids = trace.Rows.Numbers(SpanNumber.SpanId);
        var found = new List<ulong>();
        for (var row = state.Rows.Next(0); row >= 0; row = state.Rows.Next(row + 1))
            found.Add((ulong)ids[row]);
        return (found, trace.EndRow - trace.FirstRow);
    }
}
