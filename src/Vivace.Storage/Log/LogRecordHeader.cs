using System.Buffers.Binary;
using Vivace.Core;

namespace Vivace.Storage.Log;

/// <summary>The bytes in front of a record's tenant and payload. Layout in docs/log-format.md, "Record"; keep both in step.</summary>
/// <param name="Sequence">The record's number.</param>
/// <param name="SyncedBefore">Every record with a lower number was on disk when this one was written: so a hole below it is
/// damage, and a hole at or above it may be a write that a power cut tore.</param>
/// <param name="TenantLength">Bytes of the tenant's name, ASCII, 1 to 150.</param>
/// <param name="PayloadLength">Bytes of the payload.</param>
internal readonly record struct LogRecordHeader(ulong Sequence, ulong SyncedBefore, int TenantLength, int PayloadLength)
{
    /// <summary>Length of the header.</summary>
    public const int SizeBytes = 36;

    /// <summary>Length of the marker, the record's first bytes.</summary>
    public const int MarkerBytes = 8;

    /// <summary>Largest payload, so that a whole record fits an array.</summary>
    public const int MaxPayloadBytes = 1 << 30;

    private const int ChecksumOffset = 8;
    private const int PayloadLengthOffset = 12;
    private const int SequenceOffset = 16;
    private const int SyncedBeforeOffset = 24;
    private const int TenantLengthOffset = 32;
    private const int ReservedOffset = 34;

    /// <summary>Bytes of the whole record.</summary>
    public long RecordBytes => RecordSize(TenantLength, PayloadLength);

    /// <summary>Bytes of a whole record.</summary>
    /// <param name="tenantLength">Bytes of the tenant's name.</param>
    /// <param name="payloadLength">Bytes of the payload.</param>
    public static long RecordSize(int tenantLength, int payloadLength) => SizeBytes + (long)tenantLength + payloadLength;

    /// <summary>Writes the header in front of the tenant's name, which is already in its place.</summary>
    /// <param name="marker">The segment's marker.</param>
    /// <param name="head">The header's place and the tenant's name, nothing more.</param>
    /// <param name="payload">The payload, for its checksum.</param>
    public void Write(ulong marker, Span<byte> head, ReadOnlySpan<byte> payload)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(head, marker);
        BinaryPrimitives.WriteInt32LittleEndian(head[PayloadLengthOffset..], PayloadLength);
        BinaryPrimitives.WriteUInt64LittleEndian(head[SequenceOffset..], Sequence);
        BinaryPrimitives.WriteUInt64LittleEndian(head[SyncedBeforeOffset..], SyncedBefore);
        BinaryPrimitives.WriteUInt16LittleEndian(head[TenantLengthOffset..], (ushort)TenantLength);
        BinaryPrimitives.WriteUInt16LittleEndian(head[ReservedOffset..], 0);
        var checksum = Crc32C.Append(Crc32C.Compute(head[PayloadLengthOffset..]), payload);
        BinaryPrimitives.WriteUInt32LittleEndian(head[ChecksumOffset..], checksum);
    }

    /// <summary>Reads a header whose marker was compared already; the checksum is looked at later, with the whole record.</summary>
    /// <param name="source">At least <see cref="SizeBytes"/> bytes.</param>
    /// <param name="header">The header when its lengths are possible.</param>
    public static bool TryRead(ReadOnlySpan<byte> source, out LogRecordHeader header)
    {
        header = new LogRecordHeader(
            BinaryPrimitives.ReadUInt64LittleEndian(source[SequenceOffset..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[SyncedBeforeOffset..]),
            BinaryPrimitives.ReadUInt16LittleEndian(source[TenantLengthOffset..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[PayloadLengthOffset..]));
        return header.PayloadLength is >= 0 and <= MaxPayloadBytes
            && header.TenantLength is > 0 and <= TenantId.MaxLength
            && BinaryPrimitives.ReadUInt16LittleEndian(source[ReservedOffset..]) == 0;
    }

    /// <summary>True when the record's checksum agrees with its bytes.</summary>
    /// <param name="record">The whole record.</param>
    public static bool ChecksumAgrees(ReadOnlySpan<byte> record) =>
        BinaryPrimitives.ReadUInt32LittleEndian(record[ChecksumOffset..]) == Crc32C.Compute(record[PayloadLengthOffset..]);
}
