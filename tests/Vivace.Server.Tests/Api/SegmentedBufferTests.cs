using System.Buffers;
using Vivace.Server.Api;
using Xunit;

namespace Vivace.Server.Tests.Api;

public sealed class SegmentedBufferTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(4096, 4096)]
    [InlineData(10_000, 7)]
    [InlineData(5_000_000, 3000)]
    [InlineData(3_000_000, 2_500_000)]
    public void What_was_written_comes_back_in_order(int length, int pieceLength)
    {
        var written = new byte[length];
        new Random(length).NextBytes(written);
        using var buffer = new SegmentedBuffer();
        for (var first = 0; first < length; first += pieceLength)
            buffer.Write(written.AsSpan(first, Math.Min(pieceLength, length - first)));

        Assert.Equal(length, buffer.Written.Length);
        Assert.True(buffer.Written.ToArray().AsSpan().SequenceEqual(written));
    }

    [Fact]
    public void Room_asked_for_but_not_used_is_not_written()
    {
        using var buffer = new SegmentedBuffer();
        buffer.Write("a"u8);
        buffer.GetSpan(100_000);
        buffer.Write("b"u8);
        buffer.GetSpan(2_000_000);

        Assert.Equal("ab"u8.ToArray(), buffer.Written.ToArray());
    }
}
