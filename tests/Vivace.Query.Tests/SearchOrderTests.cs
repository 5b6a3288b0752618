using Vivace.Core;
using Vivace.Query.Search;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Query.Tests;

public class SearchOrderTests
{
    [Fact]
    public async Task Every_order_agrees_with_sorting_everything_wherever_the_spans_lie()
    {
        var random = new Random(11);
        var requests = new List<byte[]>();
        for (var number = 1; number <= 150; number++)
        {
            // Few values, so that ties are the rule.
            var trace = new TestTrace(number).At(TestTrace.DefaultStartUnixNanoseconds + (ulong)random.Next(5) * 1_000_000_000);
            var root = trace.Root("shop", "root").Lasting(TimeSpan.FromMilliseconds(random.Next(1, 5)));
            for (var i = random.Next(4); i > 0; i--)
            {
                var child = root.Child("child");
                if (random.Next(2) == 0)
                    child.WithError("it failed");
            }

            requests.AddRange(trace.Spans.Select(span => Traces.ToRequest(span).ToBytes()));
        }

        foreach (var placement in Enum.GetValues<Placement>())
        {
            await using var store = await Store.OpenAsync(placement, requests);
            var all = (await store.SearchAsync("{}")).Traces;
            Assert.Equal(150, all.Count);
            foreach (var order in Enum.GetValues<TraceSort>().SelectMany(by => new[] { new TraceOrder(by, false), new TraceOrder(by, true) }))
            {
                foreach (var limit in new[] { 1, 7, 60, 500 })
                {
                    Assert.Equal(
                        Sort(all, order).Take(limit).Select(Describe),
                        (await SearchAsync(store, order, limit)).Select(Describe));
                }
            }
        }
    }

    private static IEnumerable<TraceSummary> Sort(IReadOnlyList<TraceSummary> traces, TraceOrder order)
    {
        Func<TraceSummary, decimal> key = order.By switch
        {
            TraceSort.Duration => trace => trace.DurationNanoseconds,
            TraceSort.Spans => trace => trace.ServiceStats.Values.Sum(stats => stats.SpanCount),
            TraceSort.Errors => trace => trace.ServiceStats.Values.Sum(stats => stats.ErrorCount),
            _ => trace => trace.StartUnixNanoseconds,
        };
        var sorted = order.Ascending ? traces.OrderBy(key) : traces.OrderByDescending(key);
        return sorted.ThenByDescending(trace => trace.StartUnixNanoseconds).ThenBy(trace => trace.TraceId);
    }

    private static string Describe(TraceSummary trace) =>
        $"{trace.TraceId} {trace.StartUnixNanoseconds} {trace.DurationNanoseconds} {trace.SpanCount} {trace.ErrorCount}";

    private static async Task<IReadOnlyList<TraceSummary>> SearchAsync(Store store, TraceOrder order, int limit)
    {
        using var snapshot = store.Open(TimeRange.All);
        var request = new SearchRequest(TenantId.Single, Store.Parse("{}"), TimeRange.All, limit, 3) { Order = order };
        return (await SearchExecution.RunAsync(snapshot, request, TestContext.Current.CancellationToken)).Traces;
    }
}
