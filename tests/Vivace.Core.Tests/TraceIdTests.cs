using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Vivace.Core.Tests;

public sealed class TraceIdTests
{
    [Fact]
    public void Any_id_comes_back_from_its_bytes_and_from_its_text() =>
        Prop.ForAll<ulong, ulong>((high, low) =>
        {
            var id = new TraceId(high, low);
            var bytes = new byte[TraceId.SizeBytes];
            id.CopyTo(bytes);
            return TraceId.FromBytes(bytes) == id
                && Convert.ToHexStringLower(bytes) == id.ToString()
                && TraceId.TryParseHex(id.ToString(), out var parsed) && parsed == id
                && TraceId.TryParseHex(id.ToString().ToUpperInvariant(), out var upper) && upper == id
                && TraceId.TryParseHex(id.ToTrimmedHex(), out var trimmed) && trimmed == id;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Ids_are_ordered_as_their_bytes_are() =>
        Prop.ForAll<ulong, ulong, ulong>((high, low, other) =>
        {
            // The same first word in half of the pairs, so that the second one decides.
            var left = new TraceId(high, low);
            var right = new TraceId((other & 1) == 0 ? high : other, other);
            var order = Bytes(left).AsSpan().SequenceCompareTo(Bytes(right));
            return Math.Sign(left.CompareTo(right)) == Math.Sign(order)
                && left < right == order < 0 && left > right == order > 0
                && left <= right == order <= 0 && left >= right == order >= 0;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("0", 0, 0)]
    [InlineData("a", 0, 10)]
    [InlineData("aB", 0, 0xAB)]
    [InlineData("10000000000000000", 1, 0)]
    [InlineData("00000000000000aabbccddeeff001122", 0xAA, 0xBBCCDDEEFF001122)]
    public void Short_texts_are_padded_on_the_left(string text, ulong high, ulong low)
    {
        Assert.True(TraceId.TryParseHex(text, out var id));
        Assert.Equal(new TraceId(high, low), id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("g")]
    [InlineData("0x1")]
    [InlineData(" 1")]
    [InlineData("-1")]
    [InlineData("١")]
    [InlineData("000000000000000000000000000000001")]
    public void Other_texts_are_refused(string text)
    {
        Assert.False(TraceId.TryParseHex(text, out var id));
        Assert.True(id.IsZero);
    }

    [Theory]
    [InlineData(0, 0, "0")]
    [InlineData(0, 0xAB, "ab")]
    [InlineData(1, 0, "10000000000000000")]
    public void Trimmed_text_has_no_leading_zeros(ulong high, ulong low, string expected) =>
        Assert.Equal(expected, new TraceId(high, low).ToTrimmedHex());

    [Theory]
    [InlineData(0x0000000000000000UL, 0x0000000000000000UL, 0xD0BD7FF386AD0729UL)]
    [InlineData(0x0000000000000001UL, 0x0000000000000000UL, 0x10E47B862D93249CUL)]
    [InlineData(0x0000000000000000UL, 0x0000000000000001UL, 0x658DC9AE0CCC436BUL)]
    [InlineData(0x5B8EFFF798038103UL, 0xD269B633813FC60CUL, 0x67B958579FA91B4EUL)]
    public void The_hash_that_blocks_store_never_changes(ulong high, ulong low, ulong hash) =>
        Assert.Equal(hash, new TraceId(high, low).StableHash());

    private static byte[] Bytes(TraceId id)
    {
        var bytes = new byte[TraceId.SizeBytes];
        id.CopyTo(bytes);
        return bytes;
    }
}
