using Microsoft.Extensions.Logging.Abstractions;
using Vivace.Core;
using Vivace.Query.Metrics;
using Vivace.Query.Scheduling;
using Vivace.Storage;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Query.Tests.Metrics;

/// <summary>Series before the end of a query, and of a query that is stopped.</summary>
public class MetricsInPartTests
{
    private const int TracesPerBlock = 2;

    private const ulong Start = TestTrace.DefaultStartUnixNanoseconds;

    // More than are read at a time: each worker stops after its first one.
    private static readonly int BlockCount = Environment.ProcessorCount + 2;
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;
    private static readonly MetricsWindow Window = MetricsWindow.Align(Start, Start + 3_600_000_000_000, 60_000_000_000, false);

    [Theory]
    [InlineData("{} | count_over_time() by (name)")]
    [InlineData("{} | quantile_over_time(duration, .5, .9) by (resource.service.name)")]
    [InlineData("{} | max_over_time(duration) by (name)")]
    [InlineData("{} | compare({ kind = server })")]
    [InlineData("({ kind = server } | count_over_time()) / ({} | count_over_time())")]
    public async Task Series_so_far_take_nothing_from_the_series_at_the_end(string query)
    {
        await using var store = await Store.OpenAsync(Placement.Scattered, Requests(60));
        var expected = await store.MetricsAsync(query, Window, maxExemplars: 10);

        var soFar = new QueryProgress<MetricsResult>();
        using var execution = new MetricsExecution(
            new MetricsRequest([TenantId.Single], Store.Parse(query), Window, 10, 0) { SoFar = soFar });
        var first = soFar.NextAsync();
        using (var snapshot = store.Open(execution.Range))
            await execution.VisitAsync(snapshot, Cancellation);
        var actual = execution.Finish();

        await first;
        var part = soFar.Latest!;
        Assert.InRange(part.Metrics.CompletedJobs, 1, part.Metrics.TotalJobs);
        Assert.NotEmpty(part.Series);
        Assert.Equal(expected.Series.Select(Describe), actual.Series.Select(Describe));
    }

    [Fact]
    public async Task A_query_that_reads_too_much_answers_with_what_it_has_read() => await WithStoreAsync(
        new QueryLimits { MaxInspectedBytes = 1 },
        async store =>
        {
            var request = new MetricsRequest([TenantId.Single], Store.Parse("{} | count_over_time()"), Window, 0, 0);
            await Assert.ThrowsAsync<QueryException>(() => store.QueryRangeAsync(request, Cancellation));

            var result = await store.QueryRangeAsync(request with { AnswersInPart = true }, Cancellation);
            Assert.Contains("vivace.query.max_inspected_bytes", result.PartialReason, StringComparison.Ordinal);
            Assert.InRange(Assert.Single(result.Series).Values.Sum(), 1, (6 * TracesPerBlock * BlockCount) - 1);
        });

    [Fact]
    public async Task A_query_whose_time_is_over_answers_with_what_it_has_read() => await WithStoreAsync(
        new QueryLimits(),
        async store =>
        {
            using var enough = new CancellationTokenSource();
            await enough.CancelAsync();
            var request = new MetricsRequest([TenantId.Single], Store.Parse("{} | count_over_time()"), Window, 0, 0)
            {
                AnswersInPart = true,
                Enough = enough.Token,
            };
            var result = await store.QueryRangeAsync(request, Cancellation);
            Assert.Contains("the time for the query is over", result.PartialReason, StringComparison.Ordinal);

            using var cancelled = new CancellationTokenSource();
            await cancelled.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.QueryRangeAsync(request, cancelled.Token));
        });

    private static byte[][] Requests(int count) =>
        [.. Enumerable.Range(1, count).Select(number => Traces.Checkout(number).At(Start + (ulong)number * 30_000_000_000).ToBytes())];

    private static async Task WithStoreAsync(QueryLimits limits, Func<LocalTraceStore, Task> use)
    {
        var folder = Directory.CreateTempSubdirectory("vivace-query-").FullName;
        try
        {
            var options = new StorageOptions
            {
                BlocksPath = Path.Combine(folder, "blocks"),
                LogPath = Path.Combine(folder, "wal"),
                CompactionDisabled = true,
            };
            await using var storage = await TraceStorage.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, Cancellation);
            using var store = new LocalTraceStore(storage, TimeProvider.System, NullLoggerFactory.Instance, limits);
            foreach (var block in Requests(TracesPerBlock * BlockCount).Chunk(TracesPerBlock))
            {
                foreach (var request in block)
                    await store.AppendAsync(TenantId.Single, request, 6, Cancellation);
                await storage.FlushAsync(Cancellation);
            }

            await use(store);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Describe(MetricSeries series) =>
        $"{string.Join(',', series.Labels)}: {string.Join(',', series.Values)}";
}
