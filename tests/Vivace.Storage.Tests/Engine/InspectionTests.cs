using Vivace.Core;
using Vivace.Storage.Columns;
using Vivace.Storage.Engine;
using Vivace.Testing;
using Vivace.Testing.Files;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Storage.Tests.Engine;

public sealed class InspectionTests
{
    private static readonly TenantId Blue = EngineBed.Tenant("blue");
    private static readonly TenantId Green = EngineBed.Tenant("green");

    private readonly FaultyFileSystem _files = new();
    private readonly ManualTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_tenant_has_its_own_numbers_by_level()
    {
        await using var storage = await EngineBed.OpenAsync(_files, null, _time);
        await SendAsync(storage, Blue, 1, 2, 3);
        await storage.FlushAsync(Token);
        await SendAsync(storage, Blue, 4);
        await storage.FlushAsync(Token);
        await SendAsync(storage, Green, 5);
        await SendAsync(storage, Blue, 6, 7);

        var blue = Of(storage, Blue);
        Assert.Equal((2, 24L, 12L, 2L), (blue.Blocks, blue.Spans, blue.LiveSpans, blue.LiveTraces));
        Assert.Equal(storage.ListBlocks(Blue, null, null, 10).Sum(block => block.Meta.SizeBytes), blue.Bytes);
        Assert.Equal((0, 2), (Assert.Single(blue.Levels).Level, blue.Levels[0].Blocks));
        var green = Of(storage, Green);
        Assert.Equal((0, 0L, 6L, 1L, null), (green.Blocks, green.Spans, green.LiveSpans, green.LiveTraces, green.OldestUnixNanoseconds));

        var before = storage.GetMaintenanceStatistics();
        Assert.Equal((2, blue.Bytes, 0L), (before.BacklogBlocks, before.BacklogBytes, before.Merges));
        await storage.MaintainAsync(Token);
        var merged = Of(storage, Blue);
        Assert.Equal((1, 1, 24L), (Assert.Single(merged.Levels).Level, merged.Blocks, merged.Spans));
        var after = storage.GetMaintenanceStatistics();
        Assert.Equal((0, 0, 1L, blue.Bytes, merged.Bytes), (after.RunningMerges, after.BacklogBlocks, after.Merges, after.MergedBytesRead, after.MergedBytesWritten));
    }

    [Fact]
    public async Task The_next_expiry_is_that_of_the_oldest_block_and_expired_ones_are_counted()
    {
        var retention = TimeSpan.FromHours(2);
        await using var storage = await EngineBed.OpenAsync(_files, EngineBed.Options with { BlockRetention = retention, RetentionInterval = TimeSpan.Zero }, _time);
        await SendAsync(storage, Blue, 1);
        await storage.FlushAsync(Token);
        var end = storage.ListBlocks(Blue, null, null, 1)[0].Meta.EndTime;
        Assert.Equal(end + (ulong)retention.TotalNanoseconds, storage.GetMaintenanceStatistics().NextExpiryUnixNanoseconds);

        _time.Advance(TimeSpan.FromHours(3));
        await storage.MaintainAsync(Token);
        var gone = storage.GetMaintenanceStatistics();
        Assert.Equal((1L, null), (gone.ExpiredBlocks, gone.NextExpiryUnixNanoseconds));
    }

    [Fact]
    public async Task Blocks_are_listed_newest_first_page_by_page()
    {
        await using var storage = await EngineBed.OpenAsync(_files, null, _time);
        for (var number = 0; number < 5; number++)
        {
            await SendAsync(storage, Blue, number);
            await storage.FlushAsync(Token);
        }

        var all = storage.ListBlocks(Blue, null, null, 10);
        Assert.Equal(5, all.Count);
        Assert.All(all, block => Assert.Equal((1, 6L, 1L, null), (block.RowGroups, block.Meta.TotalSpans, block.Meta.TotalTraces, block.Damage)));
        var pages = new List<Guid>();
        (ulong, Guid)? after = null;
        while (storage.ListBlocks(Blue, 0, after, 2) is { Count: > 0 } page)
        {
            pages.AddRange(page.Select(block => block.Meta.BlockId));
            after = (page[^1].Meta.EndTime, page[^1].Meta.BlockId);
        }

        Assert.Equal(all.Select(block => block.Meta.BlockId), pages);
        Assert.Empty(storage.ListBlocks(Blue, 1, null, 10));
        Assert.Empty(storage.ListBlocks(Green, null, null, 10));
    }

    [Fact]
    public async Task A_block_tells_what_its_columns_take_and_how_they_are_encoded()
    {
        await using var storage = await EngineBed.OpenAsync(_files, null, _time);
        await SendAsync(storage, Blue, [.. Enumerable.Range(0, 50)]);
        await storage.FlushAsync(Token);
        var id = storage.ListBlocks(Blue, null, null, 1)[0].Meta.BlockId;

        var block = storage.DescribeBlock([Green, Blue], id, Token)!;
        var method = block.Columns.Single(column => column.Name == "http.request.method");
        Assert.Equal((ColumnTable.Spans, AttributeType.Text, 150L, "dictionary"), (method.Table, method.Type, method.Values, method.Encoding));
        Assert.Equal("attempt", block.Columns.Single(column => column is { Table: ColumnTable.Events, Type: not null }).Name);
        Assert.Contains(block.Columns, column => column is { Name: "SpanIds", Type: null, Bytes: > 0 });
        Assert.InRange(block.Columns.Sum(column => column.Bytes), block.Meta.SizeBytes / 4, block.Meta.SizeBytes);
        Assert.Null(storage.DescribeBlock([Green], id, Token));
    }

    private static TenantStatistics Of(TraceStorage storage, TenantId tenant) =>
        storage.GetTenantStatistics().Single(one => one.Tenant == tenant);

    private async Task SendAsync(TraceStorage storage, TenantId tenant, params int[] numbers)
    {
        foreach (var number in numbers)
            await storage.AppendAsync(tenant, Traces.Checkout(number).At(_time.GetUtcNow()).ToBytes(), Token);
    }
}
