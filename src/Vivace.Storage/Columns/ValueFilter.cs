using System.Buffers.Binary;

namespace Vivace.Storage.Columns;

/// <summary>Says of a text that no entry of a column has it, or perhaps one has: about two wrong "perhaps" in a hundred. Written for
/// columns of many different values, so that looking for one of them opens few row groups.</summary>
/// <remarks>A Bloom filter (Bloom, CACM 1970) of eight bits per value and five probes. Layout and hash in docs/block-format.md,
/// "Value filters". Keep both in step.</remarks>
internal static class ValueFilter
{
    /// <summary>Columns with fewer different values have a dictionary that is as quickly read.</summary>
    internal const int FewestValues = 1024;

    private const int BitsPerValue = 8;
    private const int Probes = 5;
    private const ulong FirstMultiplier = 0x9E3779B97F4A7C15;
    private const ulong SecondMultiplier = 0xBF58476D1CE4E5B9;

    /// <summary>Bytes of a filter.</summary>
    public static int SizeFor(int valueCount) => Math.Max(1, valueCount) * BitsPerValue / 8;

    /// <summary>Adds a value.</summary>
    public static void Add(Span<byte> filter, ReadOnlySpan<byte> value)
    {
        var hash = Hash(value);
        for (var probe = 0; probe < Probes; probe++)
        {
            var bit = BitOf(hash, probe, filter.Length);
            filter[(int)(bit >> 3)] |= (byte)(1 << (int)(bit & 7));
        }
    }

    /// <summary>Whether a value may be in the column.</summary>
    public static bool MayContain(ReadOnlySpan<byte> filter, ReadOnlySpan<byte> value)
    {
        var hash = Hash(value);
        for (var probe = 0; probe < Probes; probe++)
        {
            var bit = BitOf(hash, probe, filter.Length);
            if ((filter[(int)(bit >> 3)] & (1 << (int)(bit & 7))) == 0)
                return false;
        }

        return true;
    }

    /// <summary>A hash that is the same on every machine and in every release: eight bytes at a time, little endian, the last ones padded
    /// with zeros, each multiplied in and folded by a shift.</summary>
    internal static ulong Hash(ReadOnlySpan<byte> value)
    {
        var hash = FirstMultiplier ^ (ulong)value.Length;
        for (; value.Length >= sizeof(ulong); value = value[sizeof(ulong)..])
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(value));
        if (!value.IsEmpty)
        {
            Span<byte> last = stackalloc byte[sizeof(ulong)];
            last.Clear();
            value.CopyTo(last);
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(last));
        }

        return Mix(hash);
    }

    private static ulong Mix(ulong hash)
    {
        hash *= SecondMultiplier;
        return hash ^ (hash >> 32);
    }

    private static long BitOf(ulong hash, int probe, int filterBytes) =>
        (long)(((uint)hash + ((ulong)(uint)probe * (uint)((hash >> 32) | 1))) % ((ulong)filterBytes * 8));
}
