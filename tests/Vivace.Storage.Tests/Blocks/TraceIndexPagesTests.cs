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
    public void Entries_ascend_and_name_every_trace_also_when_hashes_collide()
    {
        var hashes = Enumerable.Range(0, 2000).Select(number => (ulong)(number % 37) * 0x0700_0000_0000_0000).ToArray();
        var pages = TraceIndexPages.Build(hashes);
        Assert.Equal(TraceIndexPages.PageCount(2000) * BlockFormat.PageSize, pages.Length);
        var entries = new List<ulong>();
        for (var page = 0; page < TraceIndexPages.PageCount(2000); page++)
        {
            var bytes = pages.AsSpan(page * BlockFormat.PageSize, BlockFormat.PageSize);
            Assert.True(SealedPage.IsIntact(bytes));
            for (var i = 0; i < TraceIndexPages.EntriesOf(page, 2000); i++)
                entries.Add(TraceIndexPages.Entry(bytes, i));
        }

        Assert.Equal(entries.Order(), entries);
        Assert.Equal(Enumerable.Range(0, 2000), entries.Select(entry => (int)(uint)entry).Order());
        Assert.All(entries, entry => Assert.Equal(hashes[(int)(uint)entry] >> 32, entry >> 32));
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
