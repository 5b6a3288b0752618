using System.Diagnostics.Metrics;
using Vivace.Core;
using Vivace.Testing;
using Vivace.Testing.Files;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Storage.Tests.Engine;

public sealed class ContextCacheTests
{
    private readonly FaultyFileSystem _files = new();
    private readonly ManualTime _time = new();
    private int _traces;

    [Fact]
    public async Task Resources_and_scopes_of_a_block_are_read_once_for_many_queries()
    {
        await using var storage = await OpenAsync();
        await MakeBlockAsync(storage, "shop");
        var first = ReadServices(storage);
        var second = ReadServices(storage);

        Assert.Equal(["shop"], first.Services);
        Assert.Equal(first.Services, second.Services);
        Assert.True(second.BytesRead < first.BytesRead, $"{second.BytesRead} bytes the second time, {first.BytesRead} the first");
        Assert.Equal((1, 1), (storage.ContextCache.Hits, storage.ContextCache.Misses));
        Assert.InRange(storage.ContextCache.SizeBytes, 1, storage.ContextCache.MaxBytes);
    }

    [Fact]
    public async Task Without_bytes_nothing_is_kept_and_answers_are_the_same()
    {
        await using var storage = await OpenAsync(maxBytes: 0);
        await MakeBlockAsync(storage, "shop");
        for (var pass = 0; pass < 2; pass++)
            Assert.Equal(["shop"], ReadServices(storage).Services);
        Assert.Equal((0L, 0L), (storage.ContextCache.SizeBytes, storage.ContextCache.Hits));
    }

    [Fact]
    public async Task It_holds_no_more_than_it_may_and_lets_go_of_what_was_not_asked_for_longest()
    {
        long one;
        await using (var alone = await OpenAsync())
        {
            await MakeBlockAsync(alone, "service-0");
            ReadServices(alone);
            one = alone.ContextCache.SizeBytes;
        }

        _files.DeleteDirectory(EngineBed.BlocksFolder);
        await using var storage = await OpenAsync(maxBytes: (2 * one) + (one / 2));
        for (var i = 0; i < 5; i++)
            await MakeBlockAsync(storage, $"service-{i}");
        for (var pass = 0; pass < 3; pass++)
        {
            Assert.Equal(["service-0", "service-1", "service-2", "service-3", "service-4"], ReadServices(storage).Services);
            Assert.Equal(2 * one, storage.ContextCache.SizeBytes);
        }

        // Passed over in one order, two of five are always the wrong ones.
        Assert.Equal((0, 15), (storage.ContextCache.Hits, storage.ContextCache.Misses));
        using var snapshot = storage.OpenSnapshot(default, TimeRange.All);
        for (var again = 0; again < 3; again++)
        {
            using var group = snapshot.RowGroups[^1].Open();
            Assert.Single(group.Resources);
        }

        Assert.Equal((3, 15), (storage.ContextCache.Hits, storage.ContextCache.Misses));
    }

    [Fact]
    public async Task What_was_kept_of_blocks_goes_when_they_are_merged_but_not_under_a_query_that_reads_them()
    {
        await using var storage = await OpenAsync();
        for (var i = 0; i < 4; i++)
            await MakeBlockAsync(storage, $"service-{i}");
        string[] services = ["service-0", "service-1", "service-2", "service-3"];
        using (var before = storage.OpenSnapshot(default, TimeRange.All))
        {
            Assert.Equal(services, ReadServices(before).Services);
            var ofInputs = storage.ContextCache.SizeBytes;
            await storage.MaintainAsync(TestContext.Current.CancellationToken);
            Assert.Equal(1, storage.GetStatistics().Blocks);

            Assert.Equal(ofInputs, storage.ContextCache.SizeBytes);
            Assert.Equal(services, ReadServices(before).Services);
            Assert.Equal(services, ReadServices(storage).Services);
            Assert.True(storage.ContextCache.SizeBytes > ofInputs);
        }

        var ofMerged = storage.ContextCache.SizeBytes;
        Assert.InRange(ofMerged, 1, long.MaxValue);
        Assert.Equal(services, ReadServices(storage).Services);
        Assert.Equal(ofMerged, storage.ContextCache.SizeBytes); // of the merged block alone
    }

    [Fact]
    public async Task What_was_kept_of_a_block_goes_when_its_file_is_closed()
    {
        var storage = await OpenAsync();
        await MakeBlockAsync(storage, "shop");
        ReadServices(storage);
        Assert.NotEqual(0, storage.ContextCache.SizeBytes);
        await storage.DisposeAsync();
        Assert.Equal(0, storage.ContextCache.SizeBytes);
    }

    [Fact]
    public async Task Queries_that_read_while_blocks_are_merged_and_others_dropped_see_what_was_stored()
    {
        // Room for about two blocks: entries come and go all the time.
        await using var storage = await OpenAsync(maxBytes: 6_000);
        for (var i = 0; i < 12; i++)
            await MakeBlockAsync(storage, $"service-{i % 3}");
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var pass = 0; pass < 200; pass++)
                Assert.Equal(["service-0", "service-1", "service-2"], ReadServices(storage).Services);
        })).ToArray();
        for (var round = 0; round < 4; round++)
            await storage.MaintainAsync(TestContext.Current.CancellationToken);
        await Task.WhenAll(readers);
        Assert.InRange(storage.ContextCache.SizeBytes, 0, 6_000);
    }

    [Fact]
    public async Task A_gauge_tells_what_is_kept()
    {
        await using var storage = await OpenAsync();
        await MakeBlockAsync(storage, "shop");
        ReadServices(storage);
        var measured = new List<long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == "vivace_context_cache_bytes")
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, bytes, _, _) => measured.Add(bytes));
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.Contains(storage.ContextCache.SizeBytes, measured); // engines of other tests have gauges of that name, too
    }

    private Task<TraceStorage> OpenAsync(long maxBytes = 1 << 20) => EngineBed.OpenAsync(
        _files, EngineBed.Options with { ContextCacheBytes = maxBytes, CompactedBlockRetention = TimeSpan.Zero, MaxCompactionInputs = 4 }, _time);

    private async Task MakeBlockAsync(TraceStorage storage, string service)
    {
        var trace = new TestTrace(++_traces).At(TestTrace.DefaultStartUnixNanoseconds + ((ulong)_traces * 1_000_000_000));
        trace.Root(service, "work");
        await EngineBed.AppendAsync(storage, trace.ToBytes());
        await storage.FlushAsync(TestContext.Current.CancellationToken);
    }

    private static (string[] Services, long BytesRead) ReadServices(TraceStorage storage)
    {
        using var snapshot = storage.OpenSnapshot(default, TimeRange.All);
        return ReadServices(snapshot);
    }

    private static (string[] Services, long BytesRead) ReadServices(RowGroups.StorageSnapshot snapshot)
    {
        var services = new SortedSet<string>(StringComparer.Ordinal);
        var bytes = 0L;
        foreach (var handle in snapshot.RowGroups)
        {
            using var group = handle.Open();
            services.UnionWith(group.Resources.Select(static resource => resource.ServiceName));
            bytes += group.BytesRead;
        }

        return ([.. services], bytes);
    }
}
