using System.Collections.Concurrent;
using Vivace.Core;
using Vivace.Store;
using Vivace.TraceQL.Syntax;

namespace Vivace.Server.Web.Storage;

/// <summary>The services with most spans of the last hour, by tenant; found by a query, and kept for a while.</summary>
internal sealed class TopServices(ITraceStore store, TimeProvider time)
{
    private const int Most = 20;
    private const ulong NanosecondsPerTick = 100;

    private static readonly TimeSpan Period = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TraceQuery Query = TraceQLParser.Parse("{} | count_over_time() by (resource.service.name)").Query!;

    private readonly ConcurrentDictionary<TenantId, (long Found, IReadOnlyList<ServiceSpans> Services)> _found = [];

    /// <summary>Finds them; none when that takes too long.</summary>
    public async Task<IReadOnlyList<ServiceSpans>> FindAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        if (_found.TryGetValue(tenant, out var known) && time.GetElapsedTime(known.Found) < KeptFor)
            return known.Services;

        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        IReadOnlyList<ServiceSpans> services = [];
        try
        {
            var now = (ulong)(time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick;
            var window = MetricsWindow.Instant(now - (ulong)Period.Ticks * NanosecondsPerTick, now);
            var result = await store.QueryRangeAsync(new MetricsRequest([tenant], Query, window, 0, 0), either.Token);
            services =
            [
                .. result.Series
                    .Select(static series => new ServiceSpans(NameOf(series), (long)series.Values[0]))
                    .Where(static service => service.Spans > 0)
                    .OrderByDescending(static service => service.Spans)
                    .ThenBy(static service => service.Name, StringComparer.Ordinal)
                    .Take(Most),
            ];
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && failure is OperationCanceledException or QueryException)
        {
            // The rest of the answer does not depend on it; the next one tries again.
        }

        _found[tenant] = (time.GetTimestamp(), services);
        return services;
    }

    private static string NameOf(MetricSeries series) =>
        series.Labels is [{ Key: "resource.service.name", Value: AttributeValue.Text name }, ..] ? name.Value : "";
}

/// <summary>Spans of one service.</summary>
/// <param name="Name">Its name; empty without one.</param>
/// <param name="Spans">How many.</param>
internal sealed record ServiceSpans(string Name, long Spans);
