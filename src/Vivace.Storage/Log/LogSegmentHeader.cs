using System.Buffers.Binary;
using Vivace.Core;

namespace Vivace.Storage.Log;

/// <summary>The first bytes of a segment. Layout in docs/log-format.md, "Segment"; keep both in step.</summary>
/// <param name="Version">The version of the format.</param>
/// <param name="FirstSequence">No record of the segment has a lower number.</param>
/// <param name="Marker">Random bytes in front of every record of the segment.</param>
internal readonly record struct LogSegmentHeader(uint Version, ulong FirstSequence, ulong Marker)
{
    /// <summary>Length of the header.</summary>
    public const int SizeBytes = 32;

    /// <summary>The version this code writes, and the only one it reads.</summary>
    public const uint CurrentVersion = 1;

    private const int VersionOffset = 8;
    private const int FirstSequenceOffset = 12;
    private const int MarkerOffset = 20;
    private const int ChecksumOffset = 28;

    private static ReadOnlySpan<byte> Magic => "VIVACEWL"u8;

    /// <summary>Writes the header.</summary>
    /// <param name="destination">At least <see cref="SizeBytes"/> bytes.</param>
    public void Write(Span<byte> destination)
    {
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[VersionOffset..], Version);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[FirstSequenceOffset..], FirstSequence);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[MarkerOffset..], Marker);
        BinaryPrimitives.WriteUInt32LittleEndian(
            destination[ChecksumOffset..], Crc32C.Compute(destination[..ChecksumOffset]));
    }

    /// <summary>Reads the header.</summary>
    /// <param name="source">The first bytes of the file.</param>
    /// <param name="header">The header when it is intact.</param>
    /// <param name="problem">What is wrong; null when it is intact.</param>
    /// <returns>True when the header is intact, of whatever version.</returns>
    public static bool TryRead(ReadOnlySpan<byte> source, out LogSegmentHeader header, out string? problem)
    {
        header = default;
        problem = null;
        if (source.Length < SizeBytes)
            problem = $"the segment's header needs {SizeBytes} bytes, the file has {source.Length}";
        else if (!source.StartsWith(Magic))
            problem = "the file does not begin like a log segment";
        else if (BinaryPrimitives.ReadUInt32LittleEndian(source[ChecksumOffset..]) != Crc32C.Compute(source[..ChecksumOffset]))
            problem = "the segment's header fails its checksum";
        if (problem is not null)
            return false;

        header = new LogSegmentHeader(
            BinaryPrimitives.ReadUInt32LittleEndian(source[VersionOffset..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[FirstSequenceOffset..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[MarkerOffset..]));
        return true;
    }
}
