using FsCheck;
using FsCheck.Fluent;
using Vivace.Storage.Columns;
using Xunit;

namespace Vivace.Storage.Tests.Columns;

public sealed class BitPackingTests
{
    [Fact]
    public void Packing_agrees_with_the_definition_bit_by_bit() =>
        Prop.ForAll(Seeds.Any, seed =>
        {
            var random = new Random(seed);
            for (var width = 1; width <= 64; width++)
            {
                var minimum = random.Next(3) == 0 ? long.MaxValue - 5 : random.NextInt64(long.MinValue, long.MaxValue);
                var differences = new ulong[random.Next(1, 70)];
                for (var i = 0; i < differences.Length; i++)
                    differences[i] = (ulong)random.NextInt64(long.MinValue, long.MaxValue) >> (64 - width);
                var values = differences.Select(difference => unchecked(minimum + (long)difference)).ToArray();

                var packed = new byte[BitPacking.Size(values.Length, width) + BitPacking.PaddingBytes];
                random.NextBytes(packed); // what was there before does not matter
                BitPacking.Pack(values, minimum, width, packed);
                Assert.Equal(Defined(differences, width), packed[..^BitPacking.PaddingBytes]);

                random.NextBytes(packed.AsSpan(^BitPacking.PaddingBytes..)); // nor does what follows
                var unpacked = new long[values.Length];
                BitPacking.Unpack(packed, minimum, width, unpacked);
                Assert.Equal(values, unpacked);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Small_numbers_unpack_to_the_same_codes() =>
        Prop.ForAll(Seeds.Any, seed =>
        {
            var random = new Random(seed);
            for (var width = 1; width <= 31; width++)
            {
                var minimum = random.Next();
                var values = new long[random.Next(0, 70)];
                for (var i = 0; i < values.Length; i++)
                    values[i] = minimum + random.NextInt64(1L << width);
                var packed = new byte[BitPacking.Size(values.Length, width) + BitPacking.PaddingBytes];
                BitPacking.Pack(values, minimum, width, packed);

                var codes = new int[values.Length];
                BitPacking.Unpack(packed, minimum, width, codes);
                Assert.Equal(values.Select(value => unchecked((int)value)), codes);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Too_few_bytes_are_damage()
    {
        for (var width = 1; width <= 64; width++)
        {
            var packed = new byte[BitPacking.Size(10, width) + BitPacking.PaddingBytes - 1];
            Assert.Throws<BlockCorruptedException>(() => BitPacking.Unpack(packed, 0L, width, new long[10]));
            if (width < 32)
                Assert.Throws<BlockCorruptedException>(() => BitPacking.Unpack(packed, 0, width, new int[10]));
        }
    }

    /// <summary>Number i is bits i * width and following, least significant first.</summary>
    private static byte[] Defined(ulong[] differences, int width)
    {
        var bytes = new byte[((differences.Length * width) + 7) / 8];
        for (var i = 0; i < differences.Length; i++)
        {
            for (var bit = 0; bit < width; bit++)
            {
                var place = (i * width) + bit;
                bytes[place / 8] |= (byte)(((differences[i] >> bit) & 1) << (place % 8));
            }
        }

        return bytes;
    }
}
