using Vivace.Core;
using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary>Asks several tenants and unites their answers.</summary>
internal static class Federation
{
    /// <summary>Tenants asked at the same time. The store spreads each query over all cores by itself; more would only
    /// hold more results in memory.</summary>
    private const int Parallelism = 4;

    /// <summary>Asks every tenant.</summary>
    /// <returns>One answer per tenant, in their order.</returns>
    public static async Task<T[]> AskAsync<T>(
        IReadOnlyList<TenantId> tenants, Func<TenantId, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        if (tenants.Count == 1)
            return [await ask(tenants[0], cancellationToken)];

        var answers = new T[tenants.Count];
        await Parallel.ForAsync(
            0, tenants.Count, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (index, token) => answers[index] = await ask(tenants[index], token));
        return answers;
    }

    /// <summary>Asks every tenant, each with a place for its results so far.</summary>
    /// <returns>One answer per tenant, in their order.</returns>
    public static Task<T[]> AskAsync<T>(
        IReadOnlyList<TenantId> tenants,
        FederatedProgress<T>? progress,
        Func<TenantId, QueryProgress<T>?, CancellationToken, Task<T>> ask,
        CancellationToken cancellationToken)
        where T : class => AskAsync(
            tenants,
            async (tenant, token) =>
            {
                var own = progress?.Of(tenant);
                var answer = await ask(tenant, own, token);
                if (tenants.Count > 1)
                    own?.Report(answer); // the others go on, and what is shown until they end includes it
                return answer;
            },
            cancellationToken);

    /// <summary>Adds up what several queries took.</summary>
    public static QueryMetrics Sum(IEnumerable<QueryMetrics> metrics) => metrics.Aggregate((left, right) => new QueryMetrics(
        left.InspectedTraces + right.InspectedTraces,
        left.InspectedSpans + right.InspectedSpans,
        left.InspectedBytes + right.InspectedBytes,
        left.TotalBlocks + right.TotalBlocks,
        left.TotalBlockBytes + right.TotalBlockBytes,
        left.CompletedJobs + right.CompletedJobs,
        left.TotalJobs + right.TotalJobs));

    /// <summary>Joins reasons for incomplete answers.</summary>
    public static string? Join(IEnumerable<string?> reasons)
    {
        var joined = string.Join("; ", reasons.Where(reason => reason is not null).Distinct(StringComparer.Ordinal));
        return joined.Length == 0 ? null : joined;
    }
}
