using Microsoft.Extensions.Logging.Abstractions;
using Vivace.Core;
using Vivace.Storage.Files;
using Vivace.Storage.Log;
using Vivace.Testing.Files;
using Xunit;

namespace Vivace.Storage.Tests.Log;

public sealed class WriteAheadLogTests
{
    [Fact]
    public async Task Replay_from_a_real_disk_returns_exactly_what_was_acknowledged()
    {
        var folder = Directory.CreateTempSubdirectory("vivace-log-").FullName;
        try
        {
            var options = new LogOptions { Path = Path.Combine(folder, "a", "wal"), SegmentBytes = 10_000, MinFreeBytes = 0 };
            var first = new Collected();
            await using (var log = await LogTestBed.StartAsync(LocalFileSystem.Instance, first, options))
            {
                var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
                    await log.AppendAsync(TenantId.Single, new byte[i * 20], default)));
                Assert.All(results, result => Assert.Null(result.Reason));
                Assert.Equal(200UL, log.LastAppliedSequence);
                Assert.True(log.SegmentCount > 5);
            }

            var second = new Collected();
            await using (var log = await LogTestBed.OpenAsync(LocalFileSystem.Instance, options))
            {
                var found = await log.ReplayAsync(second, default);
                Assert.Equal((200L, 200UL, 0, 0L), (found.RecordCount, found.LastSequence, found.Damages.Count, found.TornBytes));
                Assert.Equal(first.Records, second.Records);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Records_are_applied_in_the_order_of_their_numbers_whoever_sends_them()
    {
        var files = new FaultyFileSystem();
        var seen = new Collected();
        await using (var log = await LogTestBed.StartAsync(files, seen, LogTestBed.Options with { SegmentBytes = 20_000 }))
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(sender => Task.Run(async () =>
            {
                var last = 0UL;
                for (var i = 0; i < 100; i++)
                {
                    var result = await log.AppendAsync(
                        LogTestBed.Tenant("tenant-" + sender), LogTestBed.Payload((sender * 1000) + i), default);
                    Assert.True(result.IsAccepted);
                    Assert.True(result.Sequence > last);
                    last = result.Sequence;
                }
            })));
        }

        var records = seen.Records;
        Assert.Equal(Enumerable.Range(1, 800).Select(number => (ulong)number), records.Select(record => record.Sequence));
        Assert.Equal(records, (await LogTestBed.ReplayAsync(files)).Records);
        for (var sender = 0; sender < 8; sender++)
        {
            Assert.Equal(
                Enumerable.Range(0, 100).Select(i => Convert.ToHexString(LogTestBed.Payload((sender * 1000) + i))),
                records.Where(record => record.Tenant == "tenant-" + sender).Select(record => record.Payload));
        }
    }

    [Fact]
    public async Task What_comes_during_a_sync_shares_the_next_one()
    {
        var files = new FaultyFileSystem();
        using var gate = new Gate(files, FaultyOperation.Sync);
        await using var log = await LogTestBed.StartAsync(files, new Collected());
        var first = log.AppendAsync(TenantId.Single, new byte[10], default).AsTask();
        await gate.Reached;
        var others = Enumerable.Range(0, 100).Select(i => log.AppendAsync(TenantId.Single, new byte[i], default).AsTask()).ToArray();
        var before = files.OperationCount;
        gate.Open();
        await Task.WhenAll(others);
        Assert.True((await first).IsAccepted);

        // The new segment's sync and folder, the first record's write and sync, one write and one sync for all the others.
        Assert.True(files.OperationCount - before <= 6, $"{files.OperationCount - before} operations for two groups");
    }

    [Fact]
    public async Task Cancelling_takes_back_what_still_waits_and_nothing_else()
    {
        var files = new FaultyFileSystem();
        var seen = new Collected();
        using var gate = new Gate(files, FaultyOperation.Sync);
        using var cancellation = new CancellationTokenSource();
        await using var log = await LogTestBed.StartAsync(files, seen);
        var taken = log.AppendAsync(TenantId.Single, new byte[1], cancellation.Token).AsTask();
        await gate.Reached;
        var waiting = log.AppendAsync(TenantId.Single, new byte[2], cancellation.Token).AsTask();
        var other = log.AppendAsync(TenantId.Single, new byte[3], default).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.Open();

        Assert.True((await taken).IsAccepted);
        Assert.True((await other).IsAccepted);
        Assert.Equal(["00", "000000"], seen.Records.Select(record => record.Payload));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => log.AppendAsync(TenantId.Single, new byte[4], cancellation.Token).AsTask());
    }

    [Fact]
    public async Task Under_a_storm_of_cancellations_the_log_holds_what_was_accepted_and_nothing_else()
    {
        var files = new FaultyFileSystem();
        var accepted = new System.Collections.Concurrent.ConcurrentDictionary<ulong, string>();
        await using (var log = await LogTestBed.StartAsync(files, new Collected()))
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(sender => Task.Run(async () =>
            {
                for (var i = 0; i < 150; i++)
                {
                    using var cancellation = new CancellationTokenSource();
                    var payload = LogTestBed.Payload((sender * 1000) + i);
                    var append = log.AppendAsync(LogTestBed.Tenant("shop"), payload, cancellation.Token).AsTask();
                    if (i % 3 != 0)
                        await cancellation.CancelAsync();
                    try
                    {
                        var result = await append;
                        Assert.True(result.IsAccepted);
                        Assert.True(accepted.TryAdd(result.Sequence, Convert.ToHexString(payload)));
                    }
                    catch (OperationCanceledException)
                    {
                        Assert.NotEqual(0, i % 3);
                    }
                }
            })));
        }

        var (_, records) = await LogTestBed.ReplayAsync(files);
        Assert.Equal(
            accepted.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)),
            records.Select(record => (record.Sequence, record.Payload)));
    }

    [Fact]
    public async Task Too_many_waiting_bytes_are_refused_as_overload_but_one_large_request_passes()
    {
        var files = new FaultyFileSystem();
        using var gate = new Gate(files, FaultyOperation.Sync);
        await using var log = await LogTestBed.StartAsync(
            files, new Collected(), LogTestBed.Options with { MaxPendingBytes = 1_000 });
        var large = log.AppendAsync(TenantId.Single, new byte[5_000], default).AsTask();
        var refused = await log.AppendAsync(TenantId.Single, new byte[1], default);
        Assert.Equal(LogAppendStatus.Overloaded, refused.Status);
        Assert.Contains("1,000", refused.Reason, StringComparison.Ordinal);
        gate.Open();
        Assert.True((await large).IsAccepted);
        Assert.True((await log.AppendAsync(TenantId.Single, new byte[1_000], default)).IsAccepted);
    }

    [Fact]
    public async Task Shutting_down_refuses_new_appends_and_finishes_those_taken()
    {
        var files = new FaultyFileSystem();
        var seen = new Collected();
        using var gate = new Gate(files, FaultyOperation.Sync);
        var log = await LogTestBed.StartAsync(files, seen);
        var taken = Enumerable.Range(0, 10).Select(i => log.AppendAsync(TenantId.Single, new byte[i], default).AsTask()).ToArray();
        log.BeginShutdown();
        var refused = await log.AppendAsync(TenantId.Single, new byte[1], default);
        Assert.Equal(LogAppendStatus.Overloaded, refused.Status);
        Assert.Contains("shutting down", refused.Reason, StringComparison.Ordinal);
        var applied = -1;
        log.Post(() => applied = seen.Records.Count);
        gate.Open();
        await log.DisposeAsync();
        await log.DisposeAsync();

        Assert.All(await Task.WhenAll(taken), result => Assert.True(result.IsAccepted));
        Assert.Equal(10, applied);
        Assert.Throws<ObjectDisposedException>(() => log.Post(() => { }));
        Assert.Equal(LogAppendStatus.Overloaded, (await log.AppendAsync(TenantId.Single, new byte[1], default)).Status);
    }

    [Fact]
    public async Task A_posted_action_runs_between_the_records_before_and_after_it()
    {
        var files = new FaultyFileSystem();
        var seen = new Collected();
        using var gate = new Gate(files, FaultyOperation.Sync);
        await using var log = await LogTestBed.StartAsync(files, seen);
        var counts = new List<int>();
        var appends = new List<Task<LogAppendResult>>();
        for (var i = 0; i < 30; i++)
        {
            appends.Add(log.AppendAsync(TenantId.Single, new byte[i], default).AsTask());
            log.Post(() => counts.Add(seen.Records.Count));
            if (i == 7)
                log.Post(() => throw new InvalidOperationException("planted"));
        }

        gate.Open();
        await Task.WhenAll(appends);
        var last = new TaskCompletionSource();
        log.Post(last.SetResult);
        await last.Task;
        Assert.Equal(Enumerable.Range(1, 30), counts);
    }

    [Fact]
    public async Task Released_segments_are_deleted_and_numbers_go_on()
    {
        var files = new FaultyFileSystem();
        var options = LogTestBed.Options with { SegmentBytes = 1_000 };
        await using (var log = await LogTestBed.StartAsync(files, new Collected(), options))
        {
            for (var i = 0; i < 20; i++)
                await log.AppendAsync(TenantId.Single, new byte[300], default);
            var segments = LogTestBed.Segments(files).Length;
            Assert.True(segments > 5);
            log.ReleaseBefore(10);
            await log.AppendAsync(TenantId.Single, new byte[300], default);
        }

        var (_, records) = await LogTestBed.ReplayAsync(files);
        Assert.InRange(records[0].Sequence, 2UL, 9UL);
        Assert.Equal(21UL, records[^1].Sequence);

        await using (var log = await LogTestBed.StartAsync(files, new Collected(), options))
            log.ReleaseBefore(22);
        Assert.Empty((await LogTestBed.ReplayAsync(files)).Records);
        Assert.Equal(LogSegmentHeader.SizeBytes, files.UsedBytes);

        // The empty segment that is left is gone on with, and remembers the numbers.
        await using (var log = await LogTestBed.StartAsync(files, new Collected(), options))
        {
            Assert.Equal(22UL, (await log.AppendAsync(TenantId.Single, new byte[3], default)).Sequence);
            Assert.Equal(1, log.SegmentCount);
            Assert.Equal(files.UsedBytes, log.SizeBytes);
        }
    }

    [Fact]
    public async Task Numbers_begin_where_blocks_say()
    {
        var files = new FaultyFileSystem();
        await using var log = await LogTestBed.StartAsync(
            files, new Collected(), LogTestBed.Options with { NextSequenceAtLeast = 1_000 });
        Assert.Equal(1_000UL, (await log.AppendAsync(TenantId.Single, new byte[3], default)).Sequence);
        Assert.Equal(1_001UL, (await log.AppendAsync(TenantId.Single, new byte[3], default)).Sequence);
    }

    [Theory]
    [InlineData(SyncPolicy.Group, 5)]
    [InlineData(SyncPolicy.Interval, 0)]
    [InlineData(SyncPolicy.None, 0)]
    public async Task Only_the_group_policy_syncs_before_it_answers(SyncPolicy policy, int expected)
    {
        var files = new FaultyFileSystem();
        var options = LogTestBed.Options with { Sync = policy, SyncInterval = TimeSpan.FromHours(1) };
        await using var log = await LogTestBed.StartAsync(files, new Collected(), options);
        Assert.True((await log.AppendAsync(TenantId.Single, new byte[3], default)).IsAccepted);
        var syncs = 0;
        files.Before = (operation, _) => syncs += operation == FaultyOperation.Sync ? 1 : 0;
        for (var i = 0; i < 5; i++)
            Assert.True((await log.AppendAsync(TenantId.Single, new byte[3], default)).IsAccepted);
        Assert.Equal(expected, syncs);
    }

    [Fact]
    public async Task With_the_interval_policy_a_timer_brings_the_sync()
    {
        var files = new FaultyFileSystem();
        var options = LogTestBed.Options with { Sync = SyncPolicy.Interval, SyncInterval = TimeSpan.FromMilliseconds(1) };
        await using var log = await LogTestBed.StartAsync(files, new Collected(), options);
        Assert.True((await log.AppendAsync(TenantId.Single, new byte[3], default)).IsAccepted);
        var synced = new TaskCompletionSource();
        files.Before = (operation, _) =>
        {
            if (operation == FaultyOperation.Sync)
                synced.TrySetResult();
        };
        Assert.True((await log.AppendAsync(TenantId.Single, new byte[3], default)).IsAccepted);
        await synced.Task;
    }

    [Fact]
    public async Task An_append_allocates_nothing_in_steady_state()
    {
        var files = new FaultyFileSystem();
        await using var log = await LogTestBed.StartAsync(files, new Ignoring());
        var payload = new byte[2_000];
        var allocating = 0;
        for (var i = 0; i < 600; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var append = log.AppendAsync(TenantId.Single, payload, default);
            if (i >= 100 && GC.GetAllocatedBytesForCurrentThread() > before)
                allocating++;
            Assert.True((await append).IsAccepted);
        }

        // A few are the runtime's: a thread's first time here, a pool that a collection has emptied.
        Assert.True(allocating < 50, $"{allocating} of 500 appends allocated");
    }

    [Fact]
    public async Task Misuse_is_told()
    {
        var files = new FaultyFileSystem();
        await using var log = await WriteAheadLog.OpenAsync(
            LogTestBed.Options, files, TimeProvider.System, NullLogger.Instance, default);
        Assert.Throws<InvalidOperationException>(() => log.Start(new Ignoring()));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await log.AppendAsync(TenantId.Single, default, default));
        await log.ReplayAsync(new Collected(), default);
        log.Start(new Ignoring());
        Assert.Throws<InvalidOperationException>(() => log.Start(new Ignoring()));
    }

    private sealed class Ignoring : ILogFollower
    {
        public void Apply(ReadOnlySpan<LogEntry> group)
        {
        }
    }

    /// <summary>Holds the thread that comes to an operation first until it is opened.</summary>
    private sealed class Gate : IDisposable
    {
        private readonly ManualResetEventSlim _open = new();
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Gate(FaultyFileSystem files, FaultyOperation held) => files.Before = (operation, path) =>
        {
            if (operation != held || !path.EndsWith(".wal", StringComparison.Ordinal))
                return;
            _reached.TrySetResult();
            _open.Wait();
        };

        public Task Reached => _reached.Task;

        public void Open() => _open.Set();

        public void Dispose() => _open.Set();
    }
}
