using System.Diagnostics.Metrics;

namespace Vivace.Server.Api;

/// <summary>Counts queries by tenant and kind, under the names of Tempo's query front end.</summary>
internal sealed class QueryInstruments : IDisposable
{
    private readonly Meter _meter = new("Vivace.Api");
    private readonly Counter<long> _queries;
    private readonly Counter<long> _withinLevel;
    private readonly Counter<long> _inspectedBytes;
    private readonly Counter<long> _partial;
    private readonly Counter<long> _discarded;

    /// <summary>Registers the instruments.</summary>
    public QueryInstruments()
    {
        _queries = _meter.CreateCounter<long>("tempo_query_frontend_queries_total", null, "Queries answered.");
        _withinLevel = _meter.CreateCounter<long>(
            "tempo_query_frontend_queries_within_slo_total", null, "Queries answered within their service level.");
        _inspectedBytes = _meter.CreateCounter<long>(
            "tempo_query_frontend_bytes_inspected_total", "By", "Bytes read by queries.");
        _partial = _meter.CreateCounter<long>(
            "vivace_query_partial_responses_total", null, "Answers that were marked as incomplete.");
        _discarded = _meter.CreateCounter<long>(
            "tempo_query_frontend_discarded_requests_total", null, "Queries refused because too many of the tenant were running.");
    }

    /// <summary>Counts an answered query.</summary>
    /// <param name="tenant">Tenant, or tenants joined by a vertical bar.</param>
    /// <param name="operation">Kind of query.</param>
    /// <param name="answer">What was answered; null when the client left first.</param>
    /// <param name="withinLevel">Whether it was answered within its service level.</param>
    public void Record(string tenant, string operation, ApiAnswer? answer, bool withinLevel)
    {
        var result = answer is null ? "canceled" : "completed";
        _queries.Add(1, new("tenant", tenant), new("op", operation), new("result", result));
        if (answer is null)
            return;

        if (withinLevel)
            _withinLevel.Add(1, new("tenant", tenant), new("op", operation), new("result", result));
        if (answer.InspectedBytes > 0)
            _inspectedBytes.Add((long)answer.InspectedBytes, new("tenant", tenant), new("op", operation));
        if (answer.IsPartial)
            _partial.Add(1, new("tenant", tenant), new("op", operation));
    }

    /// <summary>Counts a query that was refused.</summary>
    public void RecordDiscarded(string tenant) => _discarded.Add(1, new KeyValuePair<string, object?>("tenant", tenant));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
