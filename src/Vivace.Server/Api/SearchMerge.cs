using Vivace.Core;
using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary>Unites the results of searches over several tenants.</summary>
internal static class SearchMerge
{
    /// <summary>Unites results: a trace found in several places once, in the order asked for, at most <paramref name="limit"/>.</summary>
    public static SearchResult Merge(IReadOnlyList<SearchResult> results, int limit, TraceOrder order)
    {
        if (results.Count == 1)
            return results[0];

        var traces = new Dictionary<TraceId, TraceSummary>();
        foreach (var trace in results.SelectMany(result => result.Traces))
            traces[trace.TraceId] = traces.TryGetValue(trace.TraceId, out var other) ? Unite(other, trace) : trace;
        return new SearchResult(
            [.. traces.Values
                .Order(Comparer<TraceSummary>.Create(order.Compare))
                .Take(limit)],
            Federation.Sum(results.Select(result => result.Metrics)),
            Federation.Join(results.Select(result => result.PartialReason)))
        {
            CompleteAfterUnixNanoseconds = results.Max(result => result.CompleteAfterUnixNanoseconds),
        };
    }

    /// <summary>Unites results so far. While a tenant has not reported, no trace is certain to be among the newest.</summary>
    /// <param name="reports">Latest result of each tenant that has reported; at least one.</param>
    /// <param name="tenantCount">Tenants asked.</param>
    /// <param name="limit">Most traces.</param>
    /// <param name="order">Their order.</param>
    public static SearchResult MergeSoFar(IReadOnlyList<SearchResult> reports, int tenantCount, int limit, TraceOrder order)
    {
        var soFar = Merge(reports, limit, order);
        return reports.Count < tenantCount ? soFar with { CompleteAfterUnixNanoseconds = ulong.MaxValue } : soFar;
    }

    private static TraceSummary Unite(TraceSummary left, TraceSummary right)
    {
        var services = new Dictionary<string, ServiceStats>(left.ServiceStats, StringComparer.Ordinal);
        foreach (var (service, stats) in right.ServiceStats)
        {
            var seen = services.GetValueOrDefault(service);
            services[service] = new ServiceStats(
                Math.Max(seen.SpanCount, stats.SpanCount), Math.Max(seen.ErrorCount, stats.ErrorCount));
        }

        var spansets = new List<Spanset>(left.Spansets);
        foreach (var spanset in right.Spansets)
        {
            var group = GroupOf(spanset);
            var same = spansets.FindIndex(other => GroupOf(other).SequenceEqual(group));
            if (same < 0)
                spansets.Add(spanset);
            else if (spanset.Matched > spansets[same].Matched)
                spansets[same] = spanset;
        }

        return new TraceSummary(
            left.TraceId,
            string.IsNullOrEmpty(left.RootServiceName) ? right.RootServiceName : left.RootServiceName,
            left.RootTraceName ?? right.RootTraceName,
            Math.Min(left.StartUnixNanoseconds, right.StartUnixNanoseconds),
            Math.Max(left.DurationNanoseconds, right.DurationNanoseconds),
            services,
            spansets);
    }

    private static IEnumerable<KeyValuePair<string, AttributeValue>> GroupOf(Spanset spanset) =>
        spanset.Attributes.Where(attribute => attribute.Key.StartsWith("by(", StringComparison.Ordinal));
}
