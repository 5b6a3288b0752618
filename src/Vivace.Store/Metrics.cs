using Vivace.Core;
using Vivace.TraceQL.Syntax;

namespace Vivace.Store;

/// <summary>Asks for series computed from spans.</summary>
/// <param name="Tenants">Whose spans; those of several are counted together. At least one.</param>
/// <param name="Query">A parsed and checked metrics query.</param>
/// <param name="Window">The intervals; a query for one value per series has one.</param>
/// <param name="MaxExemplars">Most exemplars of each metric in the query, 0 for none; a hint of the query may ask for fewer, not
/// for more.</param>
/// <param name="MaxSeries">Most series to return; 0 for no limit.</param>
public sealed record MetricsRequest(
    IReadOnlyList<TenantId> Tenants, TraceQuery Query, MetricsWindow Window, int MaxExemplars, int MaxSeries)
{
    /// <summary>Takes what the query has taken so far while it runs; null when nobody waits for it.</summary>
    public QueryProgress<QueryMetrics>? Progress { get; init; }

    /// <summary>Takes the series so far while the query runs, those of the newest spans first; null when nobody waits for them.</summary>
    public QueryProgress<MetricsResult>? SoFar { get; init; }

    /// <summary>Answers of what was computed, with the reason, when a limit or <see cref="Enough"/> stops the query; else it fails.</summary>
    public bool AnswersInPart { get; init; }

    /// <summary>Signalled when what was computed is to be the answer; only with <see cref="AnswersInPart"/>.</summary>
    public CancellationToken Enough { get; init; }
}

/// <summary>Series found.</summary>
/// <param name="Series">By number of labels, then by label; none without samples.</param>
/// <param name="Truncated">True when the limit on series cut the list.</param>
/// <param name="Metrics">What it took.</param>
/// <param name="PartialReason">Set when parts could not be read: what is missing and why.</param>
public sealed record MetricsResult(
    IReadOnlyList<MetricSeries> Series, bool Truncated, QueryMetrics Metrics, string? PartialReason);

/// <summary>One series.</summary>
/// <param name="Labels">What it is of, in the order of the query; each key once.</param>
/// <param name="Values">One value per interval of the window; NaN where there is no sample.</param>
/// <param name="Exemplars">Spans that stand behind the values, ascending by time.</param>
public sealed record MetricSeries(
    IReadOnlyList<KeyValuePair<string, AttributeValue>> Labels,
    IReadOnlyList<double> Values,
    IReadOnlyList<MetricExemplar> Exemplars);

/// <summary>A span behind a series.</summary>
/// <param name="Labels">The fields that the query mentions and the span has, and <c>trace:id</c> without leading zeros.</param>
/// <param name="Value">The value that the span contributed, or the sample of its interval where spans are counted.</param>
/// <param name="StartUnixNanoseconds">The span's start.</param>
public sealed record MetricExemplar(
    IReadOnlyList<KeyValuePair<string, AttributeValue>> Labels, double Value, ulong StartUnixNanoseconds);
