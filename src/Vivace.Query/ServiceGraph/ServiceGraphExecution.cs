using System.Collections.Concurrent;
using Vivace.Core;
using Vivace.Query.Filters;
using Vivace.Query.Metrics;
using Vivace.Query.Planning;
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
    private readonly SearchPlan? _filter;
    private readonly MemoryBudget _budget;
    private readonly ConcurrentBag<ServiceGraphWorker> _workers = [];
    private readonly RunTotals _totals = new();

    /// <summary>Plans the question.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="limitBytes">What the graph may take while it is computed.</param>
    /// <exception cref="QueryException">The query is of a form that is not executed.</exception>
    public ServiceGraphExecution(ServiceGraphRequest request, long limitBytes = MemoryBudget.DefaultBytes)
    {
        _request = request;
        _filter = request.Query is null ? null : SearchPlanner.Plan(request.Query);
        _budget = new MemoryBudget(limitBytes);
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
        var run = new RowGroupRun(snapshot, _request.Range);
        _totals.Add(run);
        await run.VisitAsync(static _ => true, Visit, cancellationToken);
    }

    /// <summary>Makes the answer of what was visited.</summary>
    public ServiceGraphResult Finish() =>
        ServiceGraphMerge.Merge(_request, _workers, _budget, _totals.Metrics, _totals.PartialReason);

    private void Visit(RowGroupScan scan)
    {
        if (!_workers.TryTake(out var worker))
            worker = new ServiceGraphWorker(_filter, _request.Range, _budget);
        try
        {
            worker.Visit(scan);
        }
        finally
        {
            _workers.Add(worker);
        }
    }
}
