using Vivace.Core;
using Vivace.Storage.Log;
using Vivace.Testing;
using Vivace.Testing.Files;
using Xunit;

namespace Vivace.Storage.Tests.Engine;

public sealed class DiskFullTests
{
    private readonly FaultyFileSystem _files = new();

    [Fact]
    public async Task A_block_that_does_not_fit_is_written_later_and_its_spans_answer_meanwhile()
    {
        await using var storage = await EngineBed.OpenAsync(_files, time: new HurriedTime());
        await EngineBed.AppendAsync(storage, EngineBed.Checkout(1));
        var attempts = 0;
        _files.Fails = (operation, path) =>
            operation == FaultyOperation.Write && InBlocks(path) && Interlocked.Increment(ref attempts) > 0;
        var flush = storage.FlushAsync(TestContext.Current.CancellationToken);
        await EngineBed.UntilAsync(() => Volatile.Read(ref attempts) >= 3);
        Assert.False(flush.IsCompleted);
        EngineBed.AssertStored(storage, [EngineBed.Checkout(1)]);

        _files.Fails = null;
        await flush;
        Assert.Equal((1, 0), (storage.GetStatistics().Blocks, storage.GetStatistics().LiveSpans));
        EngineBed.AssertStored(storage, [EngineBed.Checkout(1)]);
        Assert.Single(_files.ListDirectories(Path.Combine(EngineBed.BlocksFolder, TenantId.Single.Value)));
    }

    [Fact]
    public async Task Appends_are_refused_while_blocks_cannot_be_written_and_taken_again_afterwards()
    {
        var options = EngineBed.Options with { MaxBlockBytes = 4_000 };
        await using var storage = await EngineBed.OpenAsync(_files, options, new HurriedTime());
        _files.Fails = (operation, path) => operation == FaultyOperation.Sync && InBlocks(path);
        var sent = new List<byte[]>();
        LogAppendResult result;
        do
        {
            var request = EngineBed.Checkout(sent.Count);
            result = await storage.AppendAsync(default, request, TestContext.Current.CancellationToken);
            if (result.IsAccepted)
                sent.Add(request);
        }
        while (result.IsAccepted && sent.Count < 1000);

        Assert.Equal(LogAppendStatus.StorageUnavailable, result.Status);
        Assert.Contains("blocks cannot be written", result.Reason, StringComparison.Ordinal);
        Assert.InRange(sent.Count, 2, 20);
        EngineBed.AssertStored(storage, sent);

        _files.Fails = null;
        await EngineBed.UntilAsync(() => storage.GetStatistics().Blocks >= 2);
        sent.Add(EngineBed.Checkout(5000));
        await EngineBed.AppendAsync(storage, sent[^1]);
        EngineBed.AssertStored(storage, sent);
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_a_full_disk_and_the_log_has_it_all()
    {
        var options = EngineBed.Options with { MaxBlockBytes = 1 };
        var storage = await EngineBed.OpenAsync(_files, options, new HurriedTime());
        _files.Fails = (_, path) => InBlocks(path);
        var waiting = Enumerable.Range(0, 8)
            .Select(i => storage.AppendAsync(default, EngineBed.Checkout(i), CancellationToken.None).AsTask())
            .ToArray();
        await EngineBed.UntilAsync(() => storage.GetStatistics().LiveSpans > 0);
        await storage.DisposeAsync();

        var results = await Task.WhenAll(waiting);
        var acknowledged = Enumerable.Range(0, 8).Where(i => results[i].IsAccepted).Select(EngineBed.Checkout).ToArray();
        _files.Fails = null;
        await using var reopened = await EngineBed.OpenAsync(_files);
        EngineBed.AssertStored(reopened, acknowledged);
    }

    [Fact]
    public async Task It_opens_with_a_full_disk_and_reads()
    {
        var sent = Enumerable.Range(0, 12).Select(EngineBed.Checkout).ToArray();
        await using (var storage = await EngineBed.OpenAsync(_files))
        {
            foreach (var request in sent)
                await EngineBed.AppendAsync(storage, request);
        }

        _files.Fails = (operation, path) => operation == FaultyOperation.Write && InBlocks(path);
        var time = new HurriedTime();
        await using var full = await EngineBed.OpenAsync(_files, EngineBed.Options with { MaxBlockBytes = 1 }, time);
        EngineBed.AssertStored(full, sent);
        _files.Fails = null;
        await EngineBed.UntilAsync(() => full.GetStatistics().Blocks == 12);
        EngineBed.AssertStored(full, sent);
    }

    [Fact]
    public async Task A_full_log_disk_refuses_appends_and_loses_nothing()
    {
        var time = new HurriedTime();
        await using var storage = await EngineBed.OpenAsync(_files, time: time);
        var sent = new List<byte[]> { EngineBed.Checkout(0) };
        await EngineBed.AppendAsync(storage, sent[0]);
        _files.CapacityBytes = _files.UsedBytes + 10_000;
        LogAppendResult result;
        var next = 1;
        while ((result = await storage.AppendAsync(default, EngineBed.Checkout(next), CancellationToken.None)).IsAccepted)
            sent.Add(EngineBed.Checkout(next++));
        Assert.Equal(LogAppendStatus.StorageUnavailable, result.Status);
        Assert.NotEmpty(result.Reason!);
        EngineBed.AssertStored(storage, sent);

        _files.CapacityBytes = 1L << 40;
        time.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 6000 && !result.IsAccepted; i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            result = await storage.AppendAsync(default, EngineBed.Checkout(next), CancellationToken.None);
        }

        Assert.True(result.IsAccepted, result.Reason);
        sent.Add(EngineBed.Checkout(next));
        EngineBed.AssertStored(storage, sent);
        await storage.DisposeAsync();
        await using var reopened = await EngineBed.OpenAsync(_files);
        EngineBed.AssertStored(reopened, sent);
    }

    private static bool InBlocks(string path) => path.StartsWith(EngineBed.BlocksFolder, StringComparison.Ordinal);
}
