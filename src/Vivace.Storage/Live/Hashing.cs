using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Vivace.Storage.Live;

/// <summary>A fast hash of short byte strings for tables in memory; never stored.</summary>
/// <remarks>Multiply-and-fold over eight bytes at a time, the construction of wyhash (Wang Yi, public domain). Seeded per
/// process, so that a sender cannot choose values that collide.</remarks>
internal static class Hashing
{
    private const ulong Multiplier = 0xA0761D6478BD642F;
    private const ulong Increment = 0xE7037ED1A0B428DB;

    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64() ^ 0x8EBC6AF09C88C6E3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Hash32(ReadOnlySpan<byte> value)
    {
        var hash = Hash64(value);
        return (uint)(hash ^ (hash >> 32));
    }

    public static ulong Hash64(ReadOnlySpan<byte> value)
    {
        var hash = Seed ^ (ulong)value.Length;
        while (value.Length > 8)
        {
            hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(value), Multiplier);
            value = value[8..];
        }

        return Fold(hash ^ ReadUpTo8(value), Increment);
    }

    /// <summary>Mixes two numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong left, ulong right) => Fold(left ^ Seed, right ^ Multiplier);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right | 1, out var low);
        return high ^ low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ReadUpTo8(ReadOnlySpan<byte> value)
    {
        if (value.Length == 8)
            return BinaryPrimitives.ReadUInt64LittleEndian(value);
        if (value.Length >= 4)
        {
            return BinaryPrimitives.ReadUInt32LittleEndian(value)
                | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(value[^4..]) << 32);
        }

        if (value.IsEmpty)
            return 0;
        return value[0] | ((ulong)value[value.Length >> 1] << 8) | ((ulong)value[^1] << 16);
    }
}
