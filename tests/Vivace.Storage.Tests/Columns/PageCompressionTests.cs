using FsCheck;
using FsCheck.Fluent;
using Vivace.Storage.Columns;
using Xunit;

namespace Vivace.Storage.Tests.Columns;

public sealed class PageCompressionTests
{
    [Fact]
    public void Pages_come_back_one_after_the_other() =>
        Prop.ForAll<byte[][]>(pages =>
        {
            using var output = new ByteWriter();
            foreach (var page in pages)
                PageCompression.Write(output, page);
            var input = new ByteReader(output.Written);
            foreach (var page in pages)
                Assert.Equal(page, Read(output.Written, ref input));
            Assert.Equal(0, input.Remaining);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(40_000)]
    [InlineData(1 << 20)]
    [InlineData(1 << 25)]
    public void Even_a_page_of_nothing_but_zeros_comes_back(int length)
    {
        using var output = new ByteWriter();
        PageCompression.Write(output, new byte[length]);
        var input = new ByteReader(output.Written);
        Assert.True(Read(output.Written, ref input).AsSpan().SequenceEqual(new byte[length]));
    }

    [Fact]
    public void Bytes_without_a_pattern_are_stored_as_they_are()
    {
        var raw = new byte[10_000];
        new Random(1).NextBytes(raw);
        using var output = new ByteWriter();
        PageCompression.Write(output, raw);
        Assert.Equal(10_000 + 5, output.Length);
    }

    private static byte[] Read(ReadOnlySpan<byte> region, ref ByteReader input)
    {
        var page = PageCompression.Find(ref input);
        var raw = new byte[page.RawSize];
        PageCompression.Read(region, page, raw);
        return raw;
    }
}
