using System.Buffers.Binary;
using Vivace.Core;

namespace Vivace.Storage.Blocks;

/// <summary>Pages of 4 KiB that end in the CRC32C of the rest.</summary>
internal static class SealedPage
{
    public static void Seal(Span<byte> page) => BinaryPrimitives.WriteUInt32LittleEndian(
        page[^sizeof(uint)..], Crc32C.Compute(page[..^sizeof(uint)]));

    public static bool IsIntact(ReadOnlySpan<byte> page) =>
        BinaryPrimitives.ReadUInt32LittleEndian(page[^sizeof(uint)..]) == Crc32C.Compute(page[..^sizeof(uint)]);
}
