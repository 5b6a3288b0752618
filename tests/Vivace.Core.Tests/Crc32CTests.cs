using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Vivace.Core.Tests;

public sealed class Crc32CTests
{
    [Fact]
    public void Known_checksums_come_out()
    {
        // RFC 3720, appendix B.4, as numbers; the last is the check value of the CRC catalogue.
        Assert.Equal(0x8A9136AAu, Crc32C.Compute(new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc32C.Compute([.. Enumerable.Repeat((byte)0xFF, 32)]));
        Assert.Equal(0x46DD794Eu, Crc32C.Compute([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
        Assert.Equal(0x113FDB5Cu, Crc32C.Compute([.. Enumerable.Range(0, 32).Select(i => (byte)(31 - i))]));
        Assert.Equal(0xE3069283u, Crc32C.Compute(Encoding.ASCII.GetBytes("123456789")));
        Assert.Equal(0u, Crc32C.Compute([]));
    }

    [Fact]
    public void Lanes_agree_with_the_bitwise_definition_at_every_length()
    {
        var bytes = new byte[10_000];
        new Random(7).NextBytes(bytes);
        var expected = 0xFFFFFFFFu;
        for (var length = 0; length <= bytes.Length; length++)
        {
            Assert.Equal(~expected, Crc32C.Compute(bytes.AsSpan(0, length)));
            if (length < bytes.Length)
                expected = AddBitwise(expected, bytes[length]);
        }
    }

    [Fact]
    public void A_checksum_may_be_computed_piece_by_piece() =>
        Prop.ForAll<byte[], byte[]>((first, second) =>
            Crc32C.Append(Crc32C.Compute(first), second) == Crc32C.Compute([.. first, .. second]))
            .QuickCheckThrowOnFailure();

    private static uint AddBitwise(uint register, byte value)
    {
        register ^= value;
        for (var bit = 0; bit < 8; bit++)
            register = (register >> 1) ^ ((register & 1) * 0x82F63B78);
        return register;
    }
}
