using Vivace.Core;
using Vivace.Storage.Blocks;
using Vivace.Storage.Tests.Engine;
using Vivace.Testing.Files;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Storage.Tests.Blocks;

public sealed class TraceIndexPagesTests
{
    [Fact]
    public void Entries_ascend_and_name_every_trace_also_when_hashes_collide() =>
        AssertNamesAll([.. Enumerable.Range(0, 2000).Select(number => (ulong)(number % 37) * 0x0700_0000_0000_0000)]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(TraceIndexPages.EntriesPerPage)]
    [InlineData(TraceIndexPages.EntriesPerPage + 1)]
    [InlineData(TraceIndexPages.EntriesPerPart + 1)]
    [InlineData((2 * TraceIndexPages.EntriesPerPart) + 1)]
    public void Entries_ascend_and_name_every_trace_however_many_there_are(int count)
    {
        var random = new Random(count);
        AssertNamesAll([.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue))]);
    }

    private static void AssertNamesAll(ulong[] hashes)
    {
        var pages = WrittenPages.Of(hashes, TraceIndexPages.Write);
        Assert.Equal(TraceIndexPages.PageCount(hashes.Length) * BlockFormat.PageSize, pages.Length);
        var entries = new List<ulong>();
        for (var page = 0; page < TraceIndexPages.PageCount(hashes.Length); page++)
        {
            var bytes = pages.AsSpan(page * BlockFormat.PageSize, BlockFormat.PageSize);
            Assert.True(SealedPage.IsIntact(bytes));
            for (var i = 0; i < TraceIndexPages.EntriesOf(page, hashes.Length); i++)
                entries.Add(TraceIndexPages.Entry(bytes, i));
        }

        var expected = hashes.Select((hash, number) => (hash & 0xFFFFFFFF_00000000) | (uint)number).ToArray();
        Array.Sort(expected);
        Assert.True(expected.AsSpan().SequenceEqual(entries.ToArray()));
    }

    [Fact]
    public async Task Every_trace_of_a_block_with_many_pages_is_found()
    {
        var ids = Enumerable.Range(0, 4000).Select(number => new TraceId((ulong)number << 32, 1)).ToArray();
        var files = new FaultyFileSystem();
        await using var storage = await EngineBed.OpenAsync(files);
        await EngineBed.AppendAsync(storage, Request(ids));
        await storage.FlushAsync(TestContext.Current.CancellationToken);
        foreach (var id in ids)
            Assert.Equal(1, storage.FindTrace(default, id, TimeRange.All, CancellationToken.None).SpanCount);
        Assert.Equal(0, storage.FindTrace(default, new TraceId(5, 5), TimeRange.All, CancellationToken.None).SpanCount);
    }

    private static byte[] Request(IEnumerable<TraceId> ids) => new OtlpRequest(
    [
        new OtlpResourceSpans
        {
            ScopeSpans = [new OtlpScopeSpans { Spans = [.. ids.Select(Span)] }],
        },
    ]).ToBytes();

    private static OtlpSpan Span(TraceId id)
    {
        var bytes = new byte[TraceId.SizeBytes];
        id.CopyTo(bytes);
        return new OtlpSpan { TraceId = bytes, SpanId = [1, 2, 3, 4, 5, 6, 7, 8], Name = "span" };
    }
}
