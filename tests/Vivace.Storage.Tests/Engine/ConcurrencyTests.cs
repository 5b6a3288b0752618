using Vivace.Core;
using Vivace.Storage.Columns;
using Vivace.Storage.RowGroups;
using Vivace.Testing.Files;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Storage.Tests.Engine;

public sealed class ConcurrencyTests
{
    private static StorageOptions Options => EngineBed.Options with
    {
        MaxBlockBytes = 20_000,
        CompactionCycle = TimeSpan.FromMilliseconds(5),
        CompactedBlockRetention = TimeSpan.Zero,
    };

    [Fact]
    public async Task What_was_acknowledged_is_found_at_once_while_blocks_are_cut_merged_and_removed()
    {
        await using var storage = await EngineBed.OpenAsync(new FaultyFileSystem(), Options);
        var writers = Enumerable.Range(0, 3).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++)
            {
                // New attribute keys all the time: readers meet columns that are being made.
                var trace = Traces.Checkout((writer * 1000) + i);
                trace["GET /checkout"].With($"key {writer} {i}", i).With("key", $"text {i}");
                var request = trace.ToBytes();
                await EngineBed.AppendAsync(storage, request);
                var found = storage.FindTrace(default, trace.Id, TimeRange.All, CancellationToken.None);
                Assert.Null(found.PartialReason);
                OtlpTraces.AssertSame(OtlpTraces.Normalize(request), OtlpTraces.Normalize(found.TracesData.ToArray()));
            }
        })).ToArray();
        using var done = new CancellationTokenSource();
        var searches = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            var answered = 0;
            while (!done.IsCancellationRequested)
                answered = Search(storage, answered);
            return answered;
        })).ToArray();

        await Task.WhenAll(writers);
        await storage.FlushAsync(TestContext.Current.CancellationToken);
        await done.CancelAsync();
        await Task.WhenAll(searches);
        Assert.Equal(180, Search(storage, 0));
    }

    [Fact]
    public async Task A_query_reads_what_it_began_with_after_its_live_block_was_written_and_others_filled_the_memory()
    {
        const int TracesPerBlock = 3_000; // their columns are longer than what live blocks hand on to each other
        await using var storage = await EngineBed.OpenAsync(new FaultyFileSystem());
        await FillAsync(storage, 0, TracesPerBlock);
        using (var snapshot = storage.OpenSnapshot(default, TimeRange.All))
        {
            var before = Describe(snapshot);
            await storage.FlushAsync(TestContext.Current.CancellationToken);
            await FillAsync(storage, TracesPerBlock, TracesPerBlock);
            Assert.Equal(before, Describe(snapshot));
        }

        // Now the memory is free: two more blocks take it, and everything is still there.
        await storage.FlushAsync(TestContext.Current.CancellationToken);
        await FillAsync(storage, 2 * TracesPerBlock, TracesPerBlock);
        using var whole = storage.OpenSnapshot(default, TimeRange.All);
        Assert.Equal(3 * TracesPerBlock, EngineBed.SpanCounts(whole).Count(trace => trace.SpanCount == 6));
        Assert.Equal(Enumerable.Range(0, 3 * TracesPerBlock).Select(number => new TestTrace(number).Id).Order(), EngineBed.SpanCounts(whole).Select(trace => trace.Id).Order());
        foreach (var number in new[] { 0, 1, 2_999, 3_000, 5_999, 6_000, 8_999 })
        {
            var found = storage.FindTrace(default, new TestTrace(number).Id, TimeRange.All, CancellationToken.None);
            OtlpTraces.AssertSame(OtlpTraces.Normalize(Traces.Checkout(number).ToBytes()), OtlpTraces.Normalize(found.TracesData.ToArray()));
        }
    }

    private static async Task FillAsync(TraceStorage storage, int first, int count)
    {
        foreach (var numbers in Enumerable.Range(first, count).Chunk(200))
            await EngineBed.AppendAsync(storage, Traces.ToRequest(numbers.Select(Traces.Checkout)).ToBytes());
    }

    /// <summary>Ids, names and times of all spans of a snapshot, as one number for each row group.</summary>
    private static List<int> Describe(StorageSnapshot snapshot) => snapshot.RowGroups.Select(handle =>
    {
        using var group = handle.Open();
        var hash = new HashCode();
        var names = group.Texts(SpanText.Name);
        for (var row = 0; row < group.RowCount; row++)
        {
            hash.Add(group.SpanId(row));
            hash.Add(group.Numbers(SpanNumber.Start)[row]);
            hash.AddBytes(names[row]);
        }

        foreach (var id in group.TraceIds)
            hash.Add(id);
        return hash.ToHashCode();
    }).ToList();

    [Fact]
    public async Task Stopping_amid_everything_loses_nothing_that_was_acknowledged()
    {
        var files = new FaultyFileSystem();
        var acknowledged = new List<byte[]>();
        for (var run = 0; run < 8; run++)
        {
            var storage = await EngineBed.OpenAsync(files, Options);
            var first = run * 1000;
            var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
            {
                for (var number = first + writer; ; number += 4)
                {
                    var request = EngineBed.Checkout(number);
                    if (!await IsAcceptedAsync(storage, request))
                        return;
                    lock (acknowledged)
                        acknowledged.Add(request);
                }
            })).ToArray();
            var flush = run % 2 == 0 ? storage.FlushAsync(TestContext.Current.CancellationToken) : Task.CompletedTask;
            await Task.Delay(run * 4, TestContext.Current.CancellationToken);
            await storage.DisposeAsync();
            await Task.WhenAll(writers);
            await flush.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        await using var reopened = await EngineBed.OpenAsync(files, Options);
        EngineBed.AssertStored(reopened, acknowledged);
    }

    private static async Task<bool> IsAcceptedAsync(TraceStorage storage, byte[] request) =>
        (await storage.AppendAsync(default, request, CancellationToken.None)).IsAccepted;

    /// <summary>Reads a snapshot whole: each trace is there once, with all its spans, and none goes that was there before.</summary>
    private static int Search(TraceStorage storage, int answeredBefore)
    {
        Assert.Equal(0, storage.GetStatistics().BadBlocks);
        using var snapshot = storage.OpenSnapshot(default, TimeRange.All);
        Assert.Null(snapshot.PartialReason);
        foreach (var handle in snapshot.RowGroups)
        {
            using var group = handle.Open();
            foreach (var info in group.AttributeColumns(ColumnTable.Spans))
                _ = group.ReadAttribute(info).Rows.Length;
        }

        var answered = EngineBed.SpanCounts(snapshot);
        Assert.Equal(answered.Count, answered.Select(trace => trace.Id).Distinct().Count());
        Assert.All(answered, trace => Assert.Equal(6, trace.SpanCount));
        Assert.InRange(answered.Count, answeredBefore, int.MaxValue);
        return answered.Count;
    }
}
