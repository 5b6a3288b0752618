using Vivace.Core;
using Vivace.Storage.Blocks;
using Vivace.Storage.Tests.Engine;
using Vivace.Testing;
using Vivace.Testing.Files;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Storage.Tests.Retention;

public sealed class RetentionTests
{
    private static readonly StorageOptions Options = EngineBed.Options with
    {
        BlockRetention = TimeSpan.FromHours(24),
        RetentionInterval = TimeSpan.FromMinutes(10),
        CompactionWindow = TimeSpan.FromHours(1),
    };

    private readonly FaultyFileSystem _files = new();
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Blocks_expire_by_the_end_of_their_time_range()
    {
        await using var storage = await OpenAsync();
        await WriteBlockAsync(storage, 1, _time.GetUtcNow());
        await PassAsync(storage, TimeSpan.FromHours(12));
        await WriteBlockAsync(storage, 2, _time.GetUtcNow());
        Assert.Equal(2, storage.GetStatistics().Blocks);
        await PassAsync(storage, TimeSpan.FromHours(11.9));
        Assert.Equal(2, storage.GetStatistics().Blocks);
        await PassAsync(storage, TimeSpan.FromHours(0.5));
        EngineBed.AssertStored(storage, [Checkout(2, _time.GetUtcNow() - TimeSpan.FromHours(12.4))]);
        Assert.Single(EngineBed.BlockFolders(_files));
        Assert.Single(EngineBed.BlockFolders(_files, BlockFormat.CompactedMetaFile));

        await storage.DisposeAsync();
        await using var reopened = await OpenAsync();
        Assert.Equal(1, reopened.GetStatistics().Blocks);
        await PassAsync(reopened, TimeSpan.FromHours(2));
        Assert.Empty(EngineBed.BlockFolders(_files, BlockFormat.CompactedMetaFile));
    }

    [Fact]
    public async Task Spans_far_from_the_time_they_came_do_not_change_when_a_block_expires_but_are_found()
    {
        await using var storage = await OpenAsync();
        var now = _time.GetUtcNow();
        byte[][] sent = [Checkout(1, now - TimeSpan.FromDays(400)), Checkout(2, now), Checkout(3, now + TimeSpan.FromDays(400))];
        foreach (var request in sent)
            await EngineBed.AppendAsync(storage, request);
        await storage.FlushAsync(TestContext.Current.CancellationToken);
        var meta = BlockMeta.FromJson(_files.ReadAllBytes(Path.Combine(EngineBed.BlockFolders(_files)[0], BlockFormat.MetaFile)));
        Assert.Equal(Nanoseconds(now - Options.IngestionTimeRangeSlack), meta.StartTime);
        Assert.Equal(Nanoseconds(now + Options.IngestionTimeRangeSlack), meta.EndTime);
        Assert.Equal(Nanoseconds(now - TimeSpan.FromDays(400)), meta.LateStart);
        Assert.InRange(meta.LateEnd!.Value, Nanoseconds(now + TimeSpan.FromDays(400)), ulong.MaxValue);

        foreach (var day in new[] { -400, 0, 400 })
        {
            var around = new TimeRange(Nanoseconds(now + TimeSpan.FromDays(day)), Nanoseconds(now + TimeSpan.FromDays(day + 1)));
            using var snapshot = storage.OpenSnapshot(default, around);
            Assert.Equal(1, snapshot.BlockCount);
        }

        await PassAsync(storage, TimeSpan.FromHours(24));
        EngineBed.AssertStored(storage, sent);
        await PassAsync(storage, TimeSpan.FromMinutes(30));
        Assert.Equal(0, storage.GetStatistics().Blocks);
    }

    [Fact]
    public async Task Tenants_may_have_retentions_of_their_own()
    {
        var options = Options with { TenantBlockRetention = static tenant => tenant == "brief" ? TimeSpan.FromHours(1) : null };
        await using var storage = await OpenAsync(options);
        await WriteBlockAsync(storage, 1, _time.GetUtcNow(), EngineBed.Tenant("brief"));
        await WriteBlockAsync(storage, 2, _time.GetUtcNow(), EngineBed.Tenant("usual"));
        await PassAsync(storage, TimeSpan.FromHours(2));
        Assert.Equal(1, storage.GetStatistics().Blocks);
        EngineBed.AssertStored(storage, [Checkout(2, _time.GetUtcNow() - TimeSpan.FromHours(2))], EngineBed.Tenant("usual"));
    }

    [Fact]
    public async Task Without_retention_blocks_stay()
    {
        await using var storage = await OpenAsync(Options with { BlockRetention = TimeSpan.Zero });
        await WriteBlockAsync(storage, 1, _time.GetUtcNow());
        await PassAsync(storage, TimeSpan.FromDays(4000));
        Assert.Equal(1, storage.GetStatistics().Blocks);
    }

    [Fact]
    public async Task A_running_query_keeps_blocks_that_expire()
    {
        await using var storage = await OpenAsync(Options with { CompactedBlockRetention = TimeSpan.Zero });
        await WriteBlockAsync(storage, 1, _time.GetUtcNow());
        using (var snapshot = storage.OpenSnapshot(default, TimeRange.All))
        {
            await PassAsync(storage, TimeSpan.FromHours(25));
            Assert.Equal(0, storage.GetStatistics().Blocks);
            Assert.Equal(6, Assert.Single(EngineBed.SpanCounts(snapshot)).SpanCount);
        }

        await PassAsync(storage, TimeSpan.FromHours(1));
        Assert.Empty(_files.ListDirectories(Path.Combine(EngineBed.BlocksFolder, TenantId.Single.Value)));
    }

    private static ulong Nanoseconds(DateTimeOffset time) => (ulong)(time - DateTimeOffset.UnixEpoch).Ticks * 100;

    private static byte[] Checkout(int number, DateTimeOffset start) => Traces.Checkout(number).At(start).ToBytes();

    private static async Task WriteBlockAsync(TraceStorage storage, int number, DateTimeOffset start, TenantId tenant = default)
    {
        await EngineBed.AppendAsync(storage, Checkout(number, start), tenant);
        await storage.FlushAsync(TestContext.Current.CancellationToken);
    }

    private Task<TraceStorage> OpenAsync(StorageOptions? options = null) => EngineBed.OpenAsync(_files, options ?? Options, _time);

    private Task PassAsync(TraceStorage storage, TimeSpan time)
    {
        _time.Advance(time);
        return storage.MaintainAsync(TestContext.Current.CancellationToken);
    }
}
