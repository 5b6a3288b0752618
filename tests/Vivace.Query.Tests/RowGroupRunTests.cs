using Vivace.Core;
using Vivace.Query.Filters;
using Vivace.Query.Planning;
using Vivace.Query.Search;
using Vivace.Query.Spansets;
using Vivace.Storage;
using Vivace.Storage.RowGroups;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Query.Tests;

public class RowGroupRunTests
{
    [Fact]
    public async Task A_damaged_row_group_is_reported_and_the_rest_answers()
    {
        await using var store = Store.Of(Traces.Checkout());
        using var live = store.Open(TimeRange.All);
        using var snapshot = new PatchedSnapshot([new DamagedHandle(), .. live.RowGroups]);
        var request = new SearchRequest(TenantId.Single, Store.Parse("{ kind = server }"), TimeRange.All, 20, 3);

        var result = await SearchExecution.RunAsync(snapshot, request, TestContext.Current.CancellationToken);

        Assert.Single(result.Traces);
        Assert.Equal("block-7: region 3 fails its checksum", result.PartialReason);
        Assert.True(((DamagedHandle)snapshot.RowGroups[0]).IsReported);
        Assert.Equal((2, 2), (result.Metrics.CompletedJobs, result.Metrics.TotalJobs));
    }

    [Fact]
    public async Task A_cancelled_search_throws()
    {
        await using var store = Store.Of(Traces.Checkout());
        using var snapshot = store.Open(TimeRange.All);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var request = new SearchRequest(TenantId.Single, Store.Parse("{}"), TimeRange.All, 20, 3);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => SearchExecution.RunAsync(snapshot, request, cancelled.Token));
    }

    [Theory]
    [InlineData("{ span.cart.items * 2 > 3 }")]
    [InlineData("{} | avg(span.cart.items * 2) > 1")]
    [InlineData("{} | by(span.cart.items)")]
    [InlineData("{} | by(span.cart.items) | { kind = server }")]
    [InlineData("{ kind = server } >> {}")]
    public async Task A_cancelled_search_stops_within_a_row_group(string query)
    {
        await using var store = Store.Of(Enumerable.Range(1, 500).Select(Traces.Checkout));
        using var snapshot = store.Open(TimeRange.All);
        using var rows = snapshot.RowGroups[0].Open();
        using var cancelled = new CancellationTokenSource();
        using var scan = new RowGroupScan(rows, new BitmapPool(), cancelled.Token);
        var plan = SearchPlanner.Plan(Store.Parse(query));
        var evaluator = new PipelineEvaluator(scan, plan.Patterns);
        Assert.True(evaluator.Evaluate(plan.Pipeline, scan.RentAnsweredRows()).Rows.Any());

        await cancelled.CancelAsync();

        Assert.Throws<OperationCanceledException>(() => evaluator.Evaluate(plan.Pipeline, scan.RentAnsweredRows()));
    }

    [Fact]
    public void A_checkpoint_notices_within_some_hundred_rows()
    {
        using var cancelled = new CancellationTokenSource();
        var checkpoint = new Checkpoint(cancelled.Token);
        for (var row = 0; row < 10_000; row++)
            checkpoint.Pass();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
        {
            for (var row = 0; row < 1_000; row++)
                checkpoint.Pass();
        });
    }

    [Fact]
    public async Task A_failure_of_one_row_group_is_the_answer()
    {
        await using var store = Store.Of(Traces.Checkout());
        using var live = store.Open(TimeRange.All);
        using var snapshot = new PatchedSnapshot([.. Enumerable.Repeat(live.RowGroups[0], 20)]);
        var request = new SearchRequest(
            TenantId.Single, Store.Parse("{ span.cart.items / 0 = 1 }"), TimeRange.All, 20, 3);

        await Assert.ThrowsAsync<QueryException>(
            () => SearchExecution.RunAsync(snapshot, request, TestContext.Current.CancellationToken));
    }

    private sealed class PatchedSnapshot(IReadOnlyList<RowGroupHandle> handles) : StorageSnapshot
    {
        public override IReadOnlyList<RowGroupHandle> RowGroups => handles;

        public override int BlockCount => 0;

        public override long BlockBytes => 0;

        public override string? PartialReason => null;
    }

    private sealed class DamagedHandle : RowGroupHandle
    {
        public bool IsReported { get; private set; }

        public override int RowCount => 1;

        public override int TraceCount => 1;

        public override ulong MinStart => 0;

        public override ulong MaxStart => ulong.MaxValue;

        public override ulong MaxEnd => ulong.MaxValue;

        public override RowGroup Open() => throw new BlockCorruptedException("block-7: region 3 fails its checksum");

        public override void ReportDamage(BlockCorruptedException damage) => IsReported = true;
    }
}
