using Vivace.Storage.Files;
using Vivace.Testing.Files;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Storage.Tests.Engine;

public sealed class RestartTests
{
    private readonly FaultyFileSystem _files = new();

    [Fact]
    public async Task The_log_brings_back_everything_that_is_not_in_a_block()
    {
        var sent = new List<byte[]>();
        for (var run = 0; run < 3; run++)
        {
            await using var storage = await EngineBed.OpenAsync(_files);
            sent.Add(EngineBed.Checkout(run));
            await EngineBed.AppendAsync(storage, sent[^1]);
        }

        await using var last = await EngineBed.OpenAsync(_files);
        EngineBed.AssertStored(last, sent);
        Assert.Equal((18, 0), (last.GetStatistics().LiveSpans, last.GetStatistics().BlockSpans));
    }

    [Fact]
    public async Task Records_that_are_in_blocks_are_not_replayed()
    {
        var (busy, quiet) = (EngineBed.Tenant("busy"), EngineBed.Tenant("quiet"));
        var options = EngineBed.Options with { MaxBlockBytes = 10_000 };
        var sent = Enumerable.Range(0, 20).Select(EngineBed.Checkout).ToArray();
        await using (var storage = await EngineBed.OpenAsync(_files, options))
        {
            await EngineBed.AppendAsync(storage, EngineBed.Checkout(100), quiet);
            foreach (var request in sent)
                await EngineBed.AppendAsync(storage, request, busy);
            await EngineBed.UntilAsync(() => storage.GetStatistics().BlockSpans >= 60);
        }

        await using var reopened = await EngineBed.OpenAsync(_files, options);
        var statistics = reopened.GetStatistics();
        Assert.Equal(21 * 6, statistics.LiveSpans + statistics.BlockSpans);
        EngineBed.AssertStored(reopened, sent, busy);
        EngineBed.AssertStored(reopened, [EngineBed.Checkout(100)], quiet);
    }

    [Fact]
    public async Task A_live_block_is_cut_at_its_memory_too()
    {
        await using var storage = await EngineBed.OpenAsync(
            _files, EngineBed.Options with { MaxBlockBytes = long.MaxValue, MaxLiveBlockBytes = 2 << 20 });
        var request = Traces.ToRequest(Enumerable.Range(1, 300).SelectMany(number => Traces.Checkout(number).Spans)).ToBytes();
        for (var sent = 0L; sent < 6 << 20; sent += request.Length)
            await EngineBed.AppendAsync(storage, request);

        await EngineBed.UntilAsync(() => storage.GetStatistics().Blocks > 0);
        Assert.InRange(storage.GetStatistics().LiveSpans, 0, 30_000);
    }

    [Fact]
    public async Task The_log_goes_when_its_spans_are_in_blocks()
    {
        await using (var storage = await EngineBed.OpenAsync(_files))
        {
            for (var i = 0; i < 50; i++)
                await EngineBed.AppendAsync(storage, EngineBed.Checkout(i));
            await storage.FlushAsync(TestContext.Current.CancellationToken);
        }

        Assert.InRange(LogBytes(), 0, 200);
        await using var reopened = await EngineBed.OpenAsync(_files);
        EngineBed.AssertStored(reopened, [.. Enumerable.Range(0, 50).Select(EngineBed.Checkout)]);

        // Numbers go on: what comes now must not look as if it were in a block already.
        await EngineBed.AppendAsync(reopened, EngineBed.Checkout(50));
        await reopened.DisposeAsync();
        await using var again = await EngineBed.OpenAsync(_files);
        EngineBed.AssertStored(again, [.. Enumerable.Range(0, 51).Select(EngineBed.Checkout)]);
    }

    [Fact]
    public async Task A_log_whose_spans_are_all_in_blocks_goes_at_the_start()
    {
        await using (var storage = await EngineBed.OpenAsync(_files))
            await EngineBed.AppendAsync(storage, EngineBed.Checkout(1));
        var log = _files.ListFiles(EngineBed.LogFolder).ToDictionary(
            file => file.Name, file => _files.ReadAllBytes(Path.Combine(EngineBed.LogFolder, file.Name)));
        await using (var storage = await EngineBed.OpenAsync(_files))
            await storage.FlushAsync(TestContext.Current.CancellationToken);
        foreach (var (name, bytes) in log)
            _files.WriteAllBytes(Path.Combine(EngineBed.LogFolder, name), bytes);

        await using (var storage = await EngineBed.OpenAsync(_files))
        {
            Assert.Equal(0, storage.GetStatistics().LiveSpans);
            EngineBed.AssertStored(storage, [EngineBed.Checkout(1)]);
        }

        Assert.InRange(LogBytes(), 0, 200);
    }

    [Fact]
    public async Task Opening_reads_the_meta_data_of_blocks_and_nothing_else_of_them()
    {
        await using (var storage = await EngineBed.OpenAsync(_files, EngineBed.Options with { CompactionDisabled = true }))
        {
            for (var i = 0; i < 8; i++)
            {
                await EngineBed.AppendAsync(storage, EngineBed.Checkout(i));
                await storage.FlushAsync(TestContext.Current.CancellationToken);
            }
        }

        var observed = new ObservedFileSystem(_files);
        await using var reopened = await EngineBed.OpenAsync(observed);
        var opened = observed.Opened.Where(path => path.StartsWith(EngineBed.BlocksFolder, StringComparison.Ordinal)).ToArray();
        Assert.Equal(8, opened.Length);
        Assert.All(opened, path => Assert.Equal("meta.json", Path.GetFileName(path)));
    }

    [Fact]
    public async Task Requests_without_spans_make_no_block_and_do_not_hold_the_log()
    {
        await using (var storage = await EngineBed.OpenAsync(_files))
        {
            await EngineBed.AppendAsync(storage, []);
            await storage.FlushAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, storage.GetStatistics().Blocks);
            await EngineBed.AppendAsync(storage, EngineBed.Checkout(1));
            await storage.FlushAsync(TestContext.Current.CancellationToken);
        }

        Assert.InRange(LogBytes(), 0, 200);
    }

    [Fact]
    public async Task An_orderly_stop_writes_blocks_when_asked_to()
    {
        await using (var storage = await EngineBed.OpenAsync(_files, EngineBed.Options with { FlushOnShutdown = true }))
            await EngineBed.AppendAsync(storage, EngineBed.Checkout(1));
        Assert.Single(EngineBed.BlockFolders(_files));
        await using var reopened = await EngineBed.OpenAsync(_files);
        Assert.Equal(0, reopened.GetStatistics().LiveSpans);
        EngineBed.AssertStored(reopened, [EngineBed.Checkout(1)]);
    }

    [Fact]
    public async Task Stopping_closes_all_files()
    {
        var observed = new ObservedFileSystem(_files);
        await using (var storage = await EngineBed.OpenAsync(observed))
        {
            for (var i = 0; i < 3; i++)
            {
                await EngineBed.AppendAsync(storage, EngineBed.Checkout(i));
                await storage.FlushAsync(TestContext.Current.CancellationToken);
            }

            EngineBed.AssertStored(storage, [.. Enumerable.Range(0, 3).Select(EngineBed.Checkout)]);
            Assert.Equal(3, observed.OpenCount);
        }

        Assert.Equal(0, observed.OpenCount);
    }

    private long LogBytes() => _files.ListFiles(EngineBed.LogFolder).Sum(static (FileEntry file) => file.SizeBytes);
}
