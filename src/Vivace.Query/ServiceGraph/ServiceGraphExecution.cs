using Vivace.Core;
using Vivace.Query.Metrics;
using Vivace.Query.Search;
using Vivace.Storage.RowGroups;
using Vivace.Store;

namespace Vivace.Query.ServiceGraph;

/// <summary>One question for the service graph: visits snapshots, then makes the answer.</summary>
internal sealed class ServiceGraphExecution
{
    // The two sides of a request seldom begin further apart; what a block before or after the range holds of its traces is looked at.
    private const ulong NeighbourhoodNanoseconds = 60_000_000_000;

    private readonly ServiceGraphRequest _request;
    private readonly MemoryBudget _budget;
    private readonly WorkerPool<ServiceGraphWorker> _workers;
    private readonly RunTotals _totals = new();

    /// <summary>Plans the question.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="limitBytes">What the graph may take while it is computed.</param>
    /// <exception cref="QueryException">The query is of a form that is not executed.</exception>
    public ServiceGraphExecution(ServiceGraphRequest request, long limitBytes = MemoryBudget.DefaultBytes)
    {
        _request = request;
        _budget = new MemoryBudget(limitBytes);
        var selection = new SpanSelection(request.Query);
        _workers = new WorkerPool<ServiceGraphWorker>(() => new ServiceGraphWorker(selection, request, _budget));
    }

    /// <summary>What a snapshot must hold.</summary>
    public TimeRange SnapshotRange
    {
        get
        {
            var (start, end) = _request.Range;
            return new TimeRange(
                start - Math.Min(start, NeighbourhoodNanoseconds), end + Math.Min(ulong.MaxValue - end, NeighbourhoodNanoseconds));
        }
    }

    /// <summary>Counts the spans of a snapshot.</summary>
    /// <param name="snapshot">What one tenant has stored; disposed by its owner.</param>
    /// <param name="cancellationToken">Stops before the next row group, and within one.</param>
    public async Task VisitAsync(StorageSnapshot snapshot, CancellationToken cancellationToken)
    {
        var run = new RowGroupRun(snapshot, _request.Traces is null ? _request.Range : SnapshotRange);
        _totals.Add(run);
        await run.VisitAsync(
            static _ => true, scan => _workers.Use(scan, static (worker, scan) => worker.Visit(scan)), cancellationToken);
    }

    /// <summary>Makes the answer of what was visited.</summary>
    public ServiceGraphResult Finish() =>
        ServiceGraphMerge.Merge(_request, _workers.All, _budget, _totals.Metrics, _totals.PartialReason);
}
