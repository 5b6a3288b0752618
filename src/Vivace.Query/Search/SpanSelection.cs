using Vivace.Query.Filters;
using Vivace.Query.Planning;
using Vivace.Query.Spansets;
using Vivace.Store;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Search;

/// <summary>The spans that a search leaves of a row group; all of them without a search. Immutable, shared by workers.</summary>
internal sealed class SpanSelection
{
    private readonly SearchPlan? _plan;

    /// <summary>Plans the search.</summary>
    /// <exception cref="QueryException">The query is of a form that is not executed.</exception>
    public SpanSelection(TraceQuery? query) => _plan = query is null ? null : SearchPlanner.Plan(query);

    /// <summary>Finds the spans.</summary>
    /// <param name="scan">The row group.</param>
    /// <param name="answered">The rows it answers for; left alone.</param>
    /// <returns>A bitmap of the scan's pool; the caller gives it back.</returns>
    public Bitmap Select(RowGroupScan scan, Bitmap answered)
    {
        var input = scan.Pool.Rent(scan.Rows.RowCount);
        input.CopyFrom(answered);
        return _plan is null ? input : new PipelineEvaluator(scan, _plan.Patterns).Evaluate(_plan.Pipeline, input).Rows;
    }
}
