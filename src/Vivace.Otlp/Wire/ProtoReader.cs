using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Vivace.Otlp.Wire;

/// <summary>Walks the fields of one protobuf message in place. Allocates nothing; every malformed input ends in an
/// <see cref="OtlpFormatException"/> that names the byte.</summary>
/// <remarks>Wire format: protobuf.dev, "Encoding". The reader never reads outside the bytes given.</remarks>
public ref struct ProtoReader
{
    private const int MaxGroupDepth = 64;

    private readonly ReadOnlySpan<byte> _message;
    private readonly int _origin;
    private int _position;

    /// <summary>Starts at the first field of a message.</summary>
    /// <param name="message">The message's bytes.</param>
    /// <param name="origin">Offset of the message in the request, so that errors name a position the sender can find.</param>
    public ProtoReader(ReadOnlySpan<byte> message, int origin = 0)
    {
        _message = message;
        _origin = origin;
        _position = 0;
    }

    /// <summary>Offset of the next unread byte within the message.</summary>
    public readonly int Position => _position;

    /// <summary>Offset of the next unread byte within the whole request.</summary>
    public readonly int Offset => _origin + _position;

    /// <summary>True when the whole message has been read.</summary>
    public readonly bool AtEnd => _position >= _message.Length;

    /// <summary>Reads the next field's tag.</summary>
    /// <param name="field">The field number, 1 to 536,870,911.</param>
    /// <param name="wireType">How the value is laid out.</param>
    /// <returns>False at the end of the message.</returns>
    /// <exception cref="OtlpFormatException">The tag is truncated, has number 0 or an unknown wire type.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadTag(out int field, out WireType wireType)
    {
        if (_position >= _message.Length)
        {
            field = 0;
            wireType = default;
            return false;
        }

        var tag = ReadVarint();
        field = (int)(tag >> 3);
        wireType = (WireType)(tag & 7);
        if (tag - 8 > uint.MaxValue - 8 || (tag & 7) > 5)
            ThrowBadTag(tag);
        return true;
    }

    /// <summary>Reads a varint of up to ten bytes.</summary>
    /// <exception cref="OtlpFormatException">The message ends inside it, or it is longer than ten bytes.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadVarint()
    {
        if ((uint)_position < (uint)_message.Length && _message[_position] < 0x80)
            return _message[_position++]; // one byte: nearly every tag and length

        return ReadLongVarint();
    }

    /// <summary>Reads eight bytes, little endian.</summary>
    /// <exception cref="OtlpFormatException">Fewer than eight bytes are left.</exception>
    public ulong ReadFixed64()
    {
        if (_message.Length - _position < 8)
            ThrowTruncated("a fixed64 value");
        var value = BinaryPrimitives.ReadUInt64LittleEndian(_message[_position..]);
        _position += 8;
        return value;
    }

    /// <summary>Reads four bytes, little endian.</summary>
    /// <exception cref="OtlpFormatException">Fewer than four bytes are left.</exception>
    public uint ReadFixed32()
    {
        if (_message.Length - _position < 4)
            ThrowTruncated("a fixed32 value");
        var value = BinaryPrimitives.ReadUInt32LittleEndian(_message[_position..]);
        _position += 4;
        return value;
    }

    /// <summary>Reads a length and returns that many bytes of the message, without copying.</summary>
    /// <exception cref="OtlpFormatException">The length reaches past the end of the message.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        if (length > (ulong)(_message.Length - _position))
            ThrowTooLong(length);
        var bytes = _message.Slice(_position, (int)length);
        _position += (int)length;
        return bytes;
    }

    /// <summary>Reads a length and returns a reader over the embedded message.</summary>
    /// <exception cref="OtlpFormatException">The length reaches past the end of the message.</exception>
    public ProtoReader ReadMessage()
    {
        var bytes = ReadBytes();
        return new ProtoReader(bytes, _origin + _position - bytes.Length);
    }

    /// <summary>Skips the value of the field whose tag was just read.</summary>
    /// <param name="field">The field number read.</param>
    /// <param name="wireType">The wire type read.</param>
    /// <exception cref="OtlpFormatException">The value is truncated, or groups nest deeper than 64.</exception>
    public void Skip(int field, WireType wireType)
    {
        switch (wireType)
        {
            case WireType.Varint:
                ReadVarint();
                break;
            case WireType.Fixed64:
                ReadFixed64();
                break;
            case WireType.LengthDelimited:
                ReadBytes();
                break;
            case WireType.Fixed32:
                ReadFixed32();
                break;
            case WireType.StartGroup:
                SkipGroup(field);
                break;
            default:
                OtlpFormatException.ThrowAt(Offset, "end of a group that was not started");
                break;
        }
    }

    /// <summary>The raw bytes of the message between two positions; for keeping fields that are not understood.</summary>
    /// <param name="start">A former <see cref="Position"/>.</param>
    /// <param name="endExclusive">A later <see cref="Position"/>.</param>
    public readonly ReadOnlySpan<byte> Raw(int start, int endExclusive) => _message[start..endExclusive];

    /// <summary>Reports a field whose wire type is not the one its definition demands.</summary>
    /// <param name="field">Name of the field, for the sender.</param>
    /// <param name="wireType">The wire type found.</param>
    public readonly void ThrowWrongWireType(string field, WireType wireType) =>
        OtlpFormatException.ThrowAt(Offset, $"field {field} has wire type {wireType}");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong ReadLongVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_position >= _message.Length)
                ThrowTruncated("a varint");
            var b = _message[_position++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }

        OtlpFormatException.ThrowAt(Offset, "a varint longer than ten bytes");
        return 0;
    }

    private void SkipGroup(int field)
    {
        Span<int> open = stackalloc int[MaxGroupDepth];
        open[0] = field;
        var depth = 1;
        while (depth > 0)
        {
            if (!TryReadTag(out var inner, out var wireType))
                ThrowTruncated("a group");
            if (wireType == WireType.StartGroup)
            {
                if (depth == MaxGroupDepth)
                    OtlpFormatException.ThrowAt(Offset, "groups nest deeper than 64");
                open[depth++] = inner;
            }
            else if (wireType == WireType.EndGroup)
            {
                if (open[--depth] != inner)
                    OtlpFormatException.ThrowAt(Offset, "a group ends with another number than it started with");
            }
            else
            {
                Skip(inner, wireType);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void ThrowBadTag(ulong tag) =>
        OtlpFormatException.ThrowAt(Offset, $"{tag} is not a field tag");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void ThrowTruncated(string what) =>
        OtlpFormatException.ThrowAt(_origin + _message.Length, $"the message ends inside {what}");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void ThrowTooLong(ulong length) => OtlpFormatException.ThrowAt(
        Offset, $"a field of {length} bytes does not fit in the {_message.Length - _position} bytes left");
}
