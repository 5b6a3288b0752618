using Vivace.Store;

namespace Vivace.Query.Search;

/// <summary>What several passes over snapshots took together.</summary>
internal sealed class RunTotals
{
    private readonly List<RowGroupRun> _runs = []; // added to only between passes

    /// <summary>Adds a pass before it begins.</summary>
    public void Add(RowGroupRun run) => _runs.Add(run);

    /// <summary>What they took so far.</summary>
    public QueryMetrics Metrics => _runs.Aggregate(
        new QueryMetrics(0, 0, 0, 0, 0, 0, 0),
        static (sum, run) =>
        {
            var one = run.Metrics;
            return new QueryMetrics(
                sum.InspectedTraces + one.InspectedTraces,
                sum.InspectedSpans + one.InspectedSpans,
                sum.InspectedBytes + one.InspectedBytes,
                sum.TotalBlocks + one.TotalBlocks,
                sum.TotalBlockBytes + one.TotalBlockBytes,
                sum.CompletedJobs + one.CompletedJobs,
                sum.TotalJobs + one.TotalJobs);
        });

    /// <summary>What could not be read; null when all could.</summary>
    public string? PartialReason
    {
        get
        {
            var reasons = string.Join("; ", _runs.Select(static run => run.PartialReason).OfType<string>());
            return reasons.Length == 0 ? null : reasons;
        }
    }
}
