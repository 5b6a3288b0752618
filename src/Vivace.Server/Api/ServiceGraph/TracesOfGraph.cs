using System.Globalization;
using Vivace.Core;
using Vivace.Store;
using Vivace.TraceQL.Syntax;

namespace Vivace.Server.Api.ServiceGraph;

/// <summary><c>traces</c>: the graph of the traces that a search finds, with all their calls.</summary>
internal sealed class TracesOfGraph(SearchEndpoint search, QueryApiOptions options)
{
    private static readonly TraceQuery Everything = TraceQLParser.Parse("{}").Query!;

    /// <summary>Reads which traces are asked for.</summary>
    /// <param name="parameters">The request's parameters, which hold the mistake.</param>
    /// <param name="range">The range searched.</param>
    /// <param name="query">What is searched; null for everything.</param>
    /// <returns>The search; null when the graph is not of traces, and after a mistake.</returns>
    public SearchQuestion? Read(QueryParameters parameters, TimeRange range, TraceQuery? query)
    {
        if (parameters.Unsigned("traces") is not { } limit)
            return null;

        var most = options.MaxResultLimit > 0 ? options.MaxResultLimit : int.MaxValue;
        if (limit == 0 || limit > most)
            parameters.Fail(string.Create(CultureInfo.InvariantCulture, $"invalid traces: {limit}; it must be from 1 to {most} (search.max_result_limit)"));
        var order = TraceOrderParameters.Read(parameters);
        return parameters.Error is not null
            ? null
            : new SearchQuestion(query ?? Everything, range, (int)limit, SpansPerSpanset: 1, WithSpansets: true) { Order = order };
    }

    /// <summary>Finds the traces.</summary>
    /// <param name="tenants">Whose traces.</param>
    /// <param name="question">The search.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<FoundTraces> FindAsync(IReadOnlyList<TenantId> tenants, SearchQuestion question, CancellationToken cancellationToken)
    {
        var found = await search.FindAsync(tenants, question, null, cancellationToken);
        var (start, end) = (ulong.MaxValue, 0UL);
        foreach (var trace in found.Traces)
        {
            start = Math.Min(start, trace.StartUnixNanoseconds);
            end = Math.Max(end, trace.StartUnixNanoseconds + Math.Min(trace.DurationNanoseconds, ulong.MaxValue - trace.StartUnixNanoseconds));
        }

        return new FoundTraces(
            found.Traces.Select(static trace => trace.TraceId).ToHashSet(), new TimeRange(Math.Min(start, end), end), found.Metrics, found.PartialReason);
    }
}

/// <summary>The traces that a graph is of.</summary>
/// <param name="Ids">Their ids.</param>
/// <param name="Range">Where they lie.</param>
/// <param name="Metrics">What it took to find them.</param>
/// <param name="PartialReason">Set when parts could not be read: what is missing and why.</param>
internal sealed record FoundTraces(IReadOnlySet<TraceId> Ids, TimeRange Range, QueryMetrics Metrics, string? PartialReason);
