using Vivace.Storage.Log;
using Vivace.Testing;
using Vivace.Testing.Files;
using Xunit;

namespace Vivace.Storage.Tests.Log;

public sealed class LogFailureTests
{
    [Fact]
    public async Task A_full_disk_refuses_until_there_is_space_and_loses_nothing_acknowledged()
    {
        var files = new FaultyFileSystem { CapacityBytes = 3_000 };
        var accepted = new List<ulong>();
        var seen = new Collected();
        await using (var log = await LogTestBed.StartAsync(files, seen, LogTestBed.Options with { SegmentBytes = 1_000 }))
        {
            var refused = 0;
            for (var i = 0; i < 60; i++)
            {
                if (i == 40)
                    files.CapacityBytes = 1 << 20;
                var result = await log.AppendAsync(LogTestBed.Tenant("shop"), LogTestBed.Payload(i), default);
                if (result.IsAccepted)
                {
                    accepted.Add(result.Sequence);
                    continue;
                }

                refused++;
                Assert.Equal(LogAppendStatus.StorageUnavailable, result.Status);
                Assert.Contains("No space left", result.Reason, StringComparison.Ordinal);
                Assert.True(i < 40);
            }

            Assert.True(refused > 5);
            Assert.Null(log.Failure);
        }

        var (replayed, records) = await LogTestBed.ReplayAsync(files);
        Assert.Empty(replayed.Damages);
        Assert.Equal(0, replayed.TornBytes);
        Assert.Equal(seen.Records, records);
        Assert.Equal(accepted, records.Select(record => record.Sequence));
    }

    [Fact]
    public async Task A_failed_write_leaves_no_trace_even_when_it_cannot_be_cut_off_at_once()
    {
        var files = new FaultyFileSystem();
        var seen = new Collected();
        await using (var log = await LogTestBed.StartAsync(files, seen))
        {
            Assert.True((await log.AppendAsync(LogTestBed.Tenant("shop"), LogTestBed.Payload(1), default)).IsAccepted);
            files.Fails = (operation, _) => operation is FaultyOperation.Write or FaultyOperation.SetLength;
            for (var i = 0; i < 3; i++)
                Assert.False((await log.AppendAsync(LogTestBed.Tenant("shop"), new byte[2_000], default)).IsAccepted);
            files.Fails = null;
            Assert.True((await log.AppendAsync(LogTestBed.Tenant("shop"), LogTestBed.Payload(2), default)).IsAccepted);
        }

        var (replayed, records) = await LogTestBed.ReplayAsync(files);
        Assert.Equal(seen.Records, records);
        Assert.Equal((0, 0L), (replayed.Damages.Count, replayed.TornBytes));
        Assert.Equal([1UL, 2UL], records.Select(record => record.Sequence));
    }

    [Theory]
    [InlineData(FaultyOperation.Sync)]
    [InlineData(FaultyOperation.SyncDirectory)]
    public async Task A_failed_sync_is_final(FaultyOperation failing)
    {
        var files = new FaultyFileSystem();
        var seen = new Collected();
        await using var log = await LogTestBed.StartAsync(files, seen, LogTestBed.Options with { SegmentBytes = 1_000 });
        Assert.True((await log.AppendAsync(LogTestBed.Tenant("shop"), new byte[600], default)).IsAccepted);

        files.Fails = (operation, _) => operation == failing;
        var failed = await log.AppendAsync(LogTestBed.Tenant("shop"), new byte[600], default);
        files.Fails = null;
        var after = await log.AppendAsync(LogTestBed.Tenant("shop"), new byte[600], default);

        Assert.Equal((LogAppendStatus.StorageUnavailable, LogAppendStatus.StorageUnavailable), (failed.Status, after.Status));
        Assert.Contains("until the server is restarted", after.Reason, StringComparison.Ordinal);
        Assert.NotNull(log.Failure);
        Assert.Single(seen.Records);

        // Posted actions still run, and nothing hangs on the way out.
        var ran = new TaskCompletionSource();
        log.Post(ran.SetResult);
        await ran.Task;
    }

    [Fact]
    public async Task Appends_are_refused_below_half_of_the_floor_and_taken_again_above_it()
    {
        var time = new ManualTime();
        var files = new FaultyFileSystem { CapacityBytes = 10_000 };
        await using var log = await LogTestBed.StartAsync(
            files, new Collected(), LogTestBed.Options with { MinFreeBytes = 20_000 }, time);

        var refused = await log.AppendAsync(LogTestBed.Tenant("shop"), new byte[10], default);
        Assert.True(refused.IsAccepted); // 10,000 free is just half
        time.Advance(TimeSpan.FromSeconds(2));
        refused = await log.AppendAsync(LogTestBed.Tenant("shop"), new byte[10], default);
        Assert.Equal(LogAppendStatus.StorageUnavailable, refused.Status);
        Assert.Contains("vivace.disk.min_free_bytes (20,000)", refused.Reason, StringComparison.Ordinal);

        files.CapacityBytes = 30_000;
        Assert.False((await log.AppendAsync(LogTestBed.Tenant("shop"), new byte[10], default)).IsAccepted);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.True((await log.AppendAsync(LogTestBed.Tenant("shop"), new byte[10], default)).IsAccepted);
    }

    [Fact]
    public async Task A_log_opens_on_a_full_disk_and_writes_when_there_is_space()
    {
        var files = new FaultyFileSystem();
        var records = await LogTestBed.FillAsync(files, 3);
        files.CapacityBytes = files.UsedBytes;

        var seen = new Collected();
        await using var log = await LogTestBed.OpenAsync(files);
        await log.ReplayAsync(seen, default);
        log.Start(seen);
        Assert.Equal(records, seen.Records);
        Assert.False((await log.AppendAsync(LogTestBed.Tenant("shop"), new byte[10], default)).IsAccepted);
        files.CapacityBytes *= 10;
        Assert.Equal(4UL, (await log.AppendAsync(LogTestBed.Tenant("shop"), new byte[10], default)).Sequence);
    }

    [Fact]
    public async Task A_follower_that_throws_is_told_to_the_sender_and_the_log_goes_on()
    {
        var files = new FaultyFileSystem();
        await using (var log = await LogTestBed.StartAsync(files, new Throwing()))
        {
            Assert.Equal(LogAppendStatus.StorageUnavailable,
                (await log.AppendAsync(LogTestBed.Tenant("shop"), new byte[10], default)).Status);
            Assert.True((await log.AppendAsync(LogTestBed.Tenant("shop"), new byte[20], default)).IsAccepted);
        }

        Assert.Equal(2, (await LogTestBed.ReplayAsync(files)).Records.Count);
    }

    private sealed class Throwing : ILogFollower
    {
        public void Apply(ReadOnlySpan<LogEntry> group)
        {
            if (group[0].Sequence == 1)
                throw new InvalidOperationException("planted");
        }
    }
}
