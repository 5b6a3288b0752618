using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Vivace.Storage.Columns;

/// <summary>Numbers of a fixed bit width, packed least significant bit first.</summary>
/// <remarks>A packed run is followed by <see cref="PaddingBytes"/> zero bytes (once per column), so that every number is read with
/// one or two eight-byte loads that stay inside the region.</remarks>
internal static class BitPacking
{
    /// <summary>Zero bytes after the last packed run of a region.</summary>
    public const int PaddingBytes = 8;

    /// <summary>Bytes of a packed run.</summary>
    public static int Size(int count, int width) => (int)((((long)count * width) + 7) >> 3);

    /// <summary>Packs <c>values[i] - minimum</c>.</summary>
    /// <param name="values">The numbers; none less than the minimum.</param>
    /// <param name="minimum">Subtracted from each, wrapping.</param>
    /// <param name="width">Bits of each, 1 to 64; every difference fits.</param>
    /// <param name="destination"><see cref="Size"/> bytes and <see cref="PaddingBytes"/> more that may be overwritten.</param>
    public static void Pack(ReadOnlySpan<long> values, long minimum, int width, Span<byte> destination)
    {
        destination.Clear();
        var bit = 0L;
        foreach (var value in values)
        {
            var difference = (ulong)(value - minimum);
            var place = destination[(int)(bit >> 3)..];
            var shift = (int)(bit & 7);
            BinaryPrimitives.WriteUInt64LittleEndian(
                place, BinaryPrimitives.ReadUInt64LittleEndian(place) | (difference << shift));
            if (shift + width > 64)
                place[8] |= (byte)(difference >> (64 - shift));
            bit += width;
        }
    }

    /// <summary>Unpacks and adds the minimum.</summary>
    /// <param name="packed">The packed run and at least <see cref="PaddingBytes"/> bytes behind it.</param>
    /// <param name="minimum">Added to each, wrapping.</param>
    /// <param name="width">Bits of each, 1 to 64.</param>
    /// <param name="destination">Receives the numbers; its length is their count.</param>
    public static void Unpack(ReadOnlySpan<byte> packed, long minimum, int width, Span<long> destination)
    {
        if (packed.Length < Size(destination.Length, width) + PaddingBytes)
            throw new BlockCorruptedException($"{destination.Length} numbers of {width} bits do not fit in {packed.Length} bytes");

        var done = VectorUnpacking.Unpack(packed, minimum, width, destination);

        // The check above bounds every load below: the last starts within Size and reads PaddingBytes at most beyond.
        ref var start = ref MemoryMarshal.GetReference(packed);
        var mask = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
        var bit = (long)done * width;
        if (width <= 57)
        {
            for (var i = done; i < destination.Length; i++)
            {
                var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, (nint)(bit >> 3)));
                destination[i] = minimum + (long)((word >> (int)(bit & 7)) & mask);
                bit += width;
            }

            return;
        }

        for (var i = done; i < destination.Length; i++)
        {
            var shift = (int)(bit & 7);
            ref var place = ref Unsafe.Add(ref start, (nint)(bit >> 3));
            var number = Unsafe.ReadUnaligned<ulong>(ref place) >> shift;
            if (shift + width > 64)
                number |= (ulong)Unsafe.Add(ref place, 8) << (64 - shift);
            destination[i] = minimum + (long)(number & mask);
            bit += width;
        }
    }
    /// <summary>Unpacks small numbers, codes and counts, and adds the minimum.</summary>
    /// <param name="packed">The packed run and at least <see cref="PaddingBytes"/> bytes behind it.</param>
    /// <param name="minimum">Added to each, wrapping.</param>
    /// <param name="width">Bits of each, 1 to 31.</param>
    /// <param name="destination">Receives the numbers; its length is their count.</param>
    public static void Unpack(ReadOnlySpan<byte> packed, int minimum, int width, Span<int> destination)
    {
        if (packed.Length < Size(destination.Length, width) + PaddingBytes)
            throw new BlockCorruptedException($"{destination.Length} numbers of {width} bits do not fit in {packed.Length} bytes");

        var done = VectorUnpacking.Unpack(packed, minimum, width, destination);
        var mask = (1U << width) - 1;
        for (var i = done; i < destination.Length; i++)
        {
            var bit = (long)i * width;
            var word = BinaryPrimitives.ReadUInt64LittleEndian(packed[(int)(bit >> 3)..]);
            destination[i] = minimum + (int)((uint)(word >> (int)(bit & 7)) & mask);
        }
    }
}
