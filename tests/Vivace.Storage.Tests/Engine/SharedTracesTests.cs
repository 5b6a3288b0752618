using Vivace.Core;
using Vivace.Testing.Files;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Storage.Tests.Engine;

public sealed class SharedTracesTests
{
    private const int TraceCount = 12;

    [Fact]
    public async Task Traces_in_several_places_stay_whole_while_blocks_come_go_and_live_data_grows()
    {
        await using var storage = await EngineBed.OpenAsync(new FaultyFileSystem());
        var sent = new List<byte[]>();
        for (var piece = 0; piece < 5; piece++)
        {
            // Every trace has a span in each piece; asking twice uses what the first query put together.
            var request = Piece(piece);
            sent.Add(request);
            await EngineBed.AppendAsync(storage, request);
            EngineBed.AssertStored(storage, sent);
            EngineBed.AssertStored(storage, sent);
            if (piece is 1 or 2 or 4)
                await storage.FlushAsync(CancellationToken.None);
            EngineBed.AssertStored(storage, sent);
        }

        await storage.MaintainAsync(CancellationToken.None);
        EngineBed.AssertStored(storage, sent);
    }

    [Fact]
    public async Task What_blocks_share_is_put_together_once()
    {
        await using var storage = await EngineBed.OpenAsync(new FaultyFileSystem());
        for (var piece = 0; piece < 3; piece++)
        {
            await EngineBed.AppendAsync(storage, Piece(piece));
            await storage.FlushAsync(CancellationToken.None);
        }

        using var first = storage.OpenSnapshot(default, TimeRange.All);
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var second = storage.OpenSnapshot(default, TimeRange.All);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(EngineBed.SpanCounts(first).Order(), EngineBed.SpanCounts(second).Order());
        Assert.InRange(allocated, 0, 20_000);
    }

    private static byte[] Piece(int piece) =>
        Traces.ToRequest(Enumerable.Range(1, TraceCount).SelectMany(number => Traces.Checkout(number).Spans.Where((_, i) => i % 5 == piece))).ToBytes();
}
