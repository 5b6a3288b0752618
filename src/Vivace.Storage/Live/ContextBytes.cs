using System.Buffers.Binary;

namespace Vivace.Storage.Live;

/// <summary>A resource or scope with its schema URL as one byte string, so that equal ones share a code: one byte (1 when the
/// message was sent), the schema URL's length in four bytes little endian, the schema URL, the message as sent.</summary>
/// <remarks>The same bytes stand in blocks; docs/block-format.md, "Resources and scopes".</remarks>
internal static class ContextBytes
{
    private const int HeaderSize = 5;

    public static int Write(Span<byte> destination, bool hasMessage, ReadOnlySpan<byte> message, ReadOnlySpan<byte> schemaUrl)
    {
        destination[0] = hasMessage ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(destination[1..], schemaUrl.Length);
        schemaUrl.CopyTo(destination[HeaderSize..]);
        message.CopyTo(destination[(HeaderSize + schemaUrl.Length)..]);
        return Size(message, schemaUrl);
    }

    public static int Size(ReadOnlySpan<byte> message, ReadOnlySpan<byte> schemaUrl) =>
        HeaderSize + schemaUrl.Length + message.Length;

    public static (bool HasMessage, ReadOnlyMemory<byte> Message, ReadOnlyMemory<byte> SchemaUrl) Read(ReadOnlyMemory<byte> bytes)
    {
        var schemaLength = bytes.Length < HeaderSize ? -1 : BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[1..]);
        if (schemaLength < 0 || schemaLength > bytes.Length - HeaderSize)
            throw new BlockCorruptedException("a resource or scope is shorter than its header says");
        return (bytes.Span[0] != 0, bytes[(HeaderSize + schemaLength)..], bytes.Slice(HeaderSize, schemaLength));
    }
}
