namespace ReifyDb.Workload;

/// <summary>What has been sent up to a moment.</summary>
/// <param name="Rows">By kind.</param>
/// <param name="Changes">Pushed changes of views that arrived.</param>
/// <param name="Unreachable">Statements that found no server.</param>
/// <param name="Slowest">The longest statement took this.</param>
/// <param name="SlowestSummary">What it was.</param>
/// <param name="SlowestTraceId">Its trace; null where it is not kept.</param>
internal sealed record TallySnapshot(
    IReadOnlyList<TallyRow> Rows, long Changes, long Unreachable, TimeSpan Slowest, string? SlowestSummary, string? SlowestTraceId)
{
    public long Done => Rows.Sum(static row => row.Done);
}
