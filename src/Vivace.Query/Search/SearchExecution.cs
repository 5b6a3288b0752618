using Vivace.Core;
using Vivace.Query.Filters;
using Vivace.Query.Planning;
using Vivace.Query.Spansets;
using Vivace.Storage.RowGroups;
using Vivace.Store;

namespace Vivace.Query.Search;

/// <summary>One search over one snapshot.</summary>
internal sealed class SearchExecution
{
    private readonly SearchPlan _plan;
    private readonly TimeRange _range;
    private readonly int _limit;
    private readonly int _spansPerSpanset;
    private readonly TraceOrder _order;
    private readonly BestTraces _found;

    private SearchExecution(SearchRequest request)
    {
        _plan = SearchPlanner.Plan(request.Query);
        _range = request.Range;
        _limit = Math.Max(1, request.Limit);
        _spansPerSpanset = request.SpansPerSpanset;
        _order = request.Order;
        _found = new BestTraces(_limit, _order);
    }

    /// <summary>Finds the traces that match and come first in the order asked for.</summary>
    /// <param name="snapshot">What is stored; disposed by its owner.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Stops before the next row group.</param>
    public static async Task<SearchResult> RunAsync(
        StorageSnapshot snapshot, SearchRequest request, CancellationToken cancellationToken)
    {
        var search = new SearchExecution(request);
        RowGroupRun? run = null;
        run = new RowGroupRun(snapshot, request.Range)
        {
            Progressed = request.Progress is { } progress ? () => search.Report(progress, run!) : null,
        };
        await run.VisitAsync(search.IsNeeded, search.Visit, cancellationToken);
        return new SearchResult(search._found.ToList(), run.Metrics, run.PartialReason);
    }

    private void Report(QueryProgress<SearchResult> progress, RowGroupRun run)
    {
        if (!progress.TryBeginReport())
            return;
        var completeAfter = run.LatestStartLeft; // first, so that all of what is later has been found
        progress.Report(new SearchResult(_found.ToList(), run.Metrics, run.PartialReason)
        {
            CompleteAfterUnixNanoseconds = completeAfter,
        });
    }

    private bool IsNeeded(RowGroupHandle handle) => TraceRanks.Highest(handle, _order) >= _found.Threshold;

    private void Visit(RowGroupScan scan)
    {
        var state = new PipelineEvaluator(scan, _plan.Patterns).Evaluate(_plan.Pipeline, scan.RentAnsweredRows());
        var traces = SelectTraces(scan, state);
        if (traces.Count > 0)
        {
            var builder = new SummaryBuilder(scan, _plan, _spansPerSpanset);
            _found.Add(traces.ConvertAll(trace => builder.Build(trace, state)));
        }

        scan.Pool.Return(state.Rows);
    }

    /// <summary>The first traces with spans left, one of them within the range, that may still be among the first of all.</summary>
    private List<int> SelectTraces(RowGroupScan scan, SpansetState state)
    {
        var threshold = _found.Threshold;
        var traces = new List<(int Trace, ulong Rank)>();
        var rows = scan.Rows;
        var firstRows = rows.TraceFirstRows;
        var trace = 0;
        for (var row = state.Rows.Next(0); row >= 0; row = state.Rows.Next(firstRows[trace + 1]))
        {
            while (row >= firstRows[trace + 1])
                trace++;
            var rank = TraceRanks.Of(rows, trace, _order);
            if (rank >= threshold && MatchedTrace.IsInRange(rows, state.Rows, row, trace, _range))
                traces.Add((trace, rank));
        }

        if (traces.Count > _limit)
        {
            traces.Sort((left, right) => Compare(rows, left, right));
            traces.RemoveRange(_limit, traces.Count - _limit);
        }

        return traces.ConvertAll(static ranked => ranked.Trace);
    }

    private static int Compare(RowGroup rows, (int Trace, ulong Rank) left, (int Trace, ulong Rank) right)
    {
        var order = right.Rank.CompareTo(left.Rank);
        order = order != 0 ? order : rows.TraceStarts[right.Trace].CompareTo(rows.TraceStarts[left.Trace]);
        return order != 0 ? order : rows.TraceIds[left.Trace].CompareTo(rows.TraceIds[right.Trace]);
    }
}
