using Vivace.Query.Filters;
using Vivace.Query.Metrics;
using Vivace.Query.Search;
using Vivace.Storage.RowGroups;
using Vivace.Store;

namespace Vivace.Query.Structure;

/// <summary>One question for the structure of traces. A snapshot is passed over twice: to find the newest traces that match, by start,
/// and to merge them; the second pass opens only row groups that may hold one.</summary>
internal sealed class StructureExecution
{
    private readonly TraceStructureRequest _request;
    private readonly SpanSelection _selection;
    private readonly MemoryBudget _budget;
    private readonly WorkerPool<StructureWorker> _workers;
    private readonly RunTotals _totals = new();
    private bool _hasMore;

    /// <summary>Plans the question.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="limitBytes">What the tree may take while it is computed.</param>
    /// <exception cref="QueryException">The query is of a form that is not executed.</exception>
    public StructureExecution(TraceStructureRequest request, long limitBytes = MemoryBudget.DefaultBytes)
    {
        _request = request;
        _selection = new SpanSelection(request.Query);
        _budget = new MemoryBudget(limitBytes);
        _workers = new WorkerPool<StructureWorker>(() => new StructureWorker(request.MaxLevels, _budget));
    }

    /// <summary>Merges traces of a snapshot.</summary>
    /// <param name="snapshot">What one tenant has stored; disposed by its owner.</param>
    /// <param name="cancellationToken">Stops before the next row group, and within one.</param>
    public async Task VisitAsync(StorageSnapshot snapshot, CancellationToken cancellationToken)
    {
        var newest = new NewestTraces(_request.MaxTraces);
        var finding = new RowGroupRun(snapshot, _request.Range);
        _totals.Add(finding);
        await finding.VisitAsync(newest.MayHold, scan => Find(scan, newest), cancellationToken);

        var ids = newest.Ids;
        var merging = new RowGroupRun(snapshot, _request.Range);
        await merging.VisitAsync(
            newest.MayHold,
            scan => _workers.Use((scan, ids), static (worker, visited) => Merge(worker, visited.scan, visited.ids)),
            cancellationToken);
        _hasMore |= newest.HasMore;
    }

    /// <summary>Makes the answer of what was visited.</summary>
    public TraceStructureResult Finish()
    {
        var merge = new StructureMerge(_request, _budget);
        foreach (var worker in _workers.All)
            merge.Add(worker);
        var (roots, leftOut) = merge.Finish();
        return new TraceStructureResult(
            _workers.All.Sum(static worker => worker.Traces),
            roots,
            _hasMore,
            leftOut,
            _workers.All.Sum(static worker => worker.SpansTooDeep),
            _totals.Metrics,
            _totals.PartialReason);
    }

    private void Find(RowGroupScan scan, NewestTraces newest)
    {
        var answered = scan.RentAnsweredRows();
        var matched = _selection.Select(scan, answered);
        newest.Add(scan.Rows, matched, _request.Range);
        scan.Pool.Return(matched);
        scan.Pool.Return(answered);
    }

    private static void Merge(StructureWorker worker, RowGroupScan scan, HashSet<Core.TraceId> ids)
    {
        var answered = scan.RentAnsweredRows();
        worker.Visit(scan, ids, answered);
        scan.Pool.Return(answered);
    }
}
