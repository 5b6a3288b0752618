using Vivace.Core;
using Vivace.Storage.Blocks;
using Xunit;

namespace Vivace.Storage.Tests.Blocks;

public sealed class TraceFilterTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3000)]
    [InlineData(20_000)]
    [InlineData(1_000_000)]
    public void Every_id_is_perhaps_there_and_few_others_are(int count)
    {
        var pages = WrittenPages.Of(Enumerable.Range(0, count).Select(Hash), TraceFilter.Write);
        Assert.Equal(TraceFilter.PageCount(count) * BlockFormat.PageSize, pages.Length);
        Assert.InRange(pages.Length, 0, (count * 10 / 8) + (2 * BlockFormat.PageSize));
        for (var number = 0; number < count; number++)
            Assert.True(MayContain(pages, Hash(number)));
        var wrong = Enumerable.Range(2_000_000, 10_000).Count(number => MayContain(pages, Hash(number)));
        Assert.InRange(wrong, 0, 200);
    }

    [Fact]
    public void The_extremes_of_hashes_have_a_page()
    {
        foreach (var pageCount in new[] { 1, 2, 3, 1000, 1 << 20 })
        {
            Assert.Equal(0, TraceFilter.PageOf(0, pageCount));
            Assert.Equal(pageCount - 1, TraceFilter.PageOf(ulong.MaxValue, pageCount));
        }
    }

    private static ulong Hash(int number) => new TraceId((ulong)number, (ulong)number * 7).StableHash();

    private static bool MayContain(byte[] pages, ulong hash)
    {
        var page = pages.AsSpan(TraceFilter.PageOf(hash, pages.Length / BlockFormat.PageSize) * BlockFormat.PageSize, BlockFormat.PageSize);
        Assert.True(SealedPage.IsIntact(page));
        return TraceFilter.MayContain(page, hash);
    }
}
