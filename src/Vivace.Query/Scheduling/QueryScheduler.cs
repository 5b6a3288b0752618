using System.Diagnostics.Metrics;
using Vivace.Core;

namespace Vivace.Query.Scheduling;

/// <summary>Shares the machine between queries: a bounded number run at a time, and their row groups are evaluated by turns.</summary>
internal sealed class QueryScheduler : IDisposable
{
    private readonly FairGate _queries;
    private readonly Meter _meter = new("Vivace.Query");
    private readonly Histogram<double> _waited;
    private readonly Counter<long> _evaluated;
    private readonly TimeProvider _time;

    /// <summary>Creates a scheduler.</summary>
    /// <param name="limits">What queries may cost.</param>
    /// <param name="time">For measuring how long queries wait.</param>
    public QueryScheduler(QueryLimits limits, TimeProvider time)
    {
        Limits = limits;
        _time = time;
        _queries = new FairGate(limits.MaxConcurrentQueries);
        RowGroups = new FairGate(limits.MaxConcurrentRowGroups);
        _waited = _meter.CreateHistogram<double>(
            "tempo_query_frontend_queue_duration_seconds", "s", "Time queries waited for their turn");
        _evaluated = _meter.CreateCounter<long>(
            "vivace_query_row_groups_total", "{row_group}", "Row groups of which queries began to read");
        _meter.CreateObservableGauge(
            "tempo_query_frontend_queue_length", () => _queries.WaiterCount, "{query}", "Queries that wait for their turn");
        _meter.CreateObservableGauge(
            "vivace_query_row_group_queue_length", () => RowGroups.WaiterCount, "{row_group}", "Row groups that wait for their turn");
    }

    public QueryLimits Limits { get; }

    /// <summary>Queries that wait for their turn.</summary>
    public int WaiterCount => _queries.WaiterCount;

    /// <summary>Row groups being evaluated.</summary>
    public FairGate RowGroups { get; }

    /// <summary>Waits for a query's turn.</summary>
    /// <param name="tenant">Whose query.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async ValueTask<QueryTurn> BeginAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var turn = new QueryTurn(this, tenant);
        await _queries.EnterAsync(tenant, turn, cancellationToken);
        _waited.Record(_time.GetElapsedTime(started).TotalSeconds);
        return turn;
    }

    /// <summary>Ends the evaluation of a row group, to its end or not.</summary>
    public void EndRowGroup()
    {
        RowGroups.Leave();
        _evaluated.Add(1);
    }

    /// <summary>Ends a query's turn.</summary>
    public void End() => _queries.Leave();

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
