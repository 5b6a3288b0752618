using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Vivace.Otlp.Wire;

/// <summary>Writes protobuf into one growing pooled buffer. Embedded messages are written in place: their length is
/// filled in when they end.</summary>
/// <remarks>Not thread safe. Dispose returns the buffer to its pool; <see cref="Written"/> is invalid after that.</remarks>
public sealed class ProtoWriter : IDisposable
{
    private byte[] _buffer;
    private int _length;

    /// <summary>Creates a writer.</summary>
    /// <param name="capacity">First size of the buffer in bytes.</param>
    public ProtoWriter(int capacity = 4096) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>The bytes written so far.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>The bytes written so far, as memory; invalid after the next write or dispose.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, _length);

    /// <summary>How many bytes were written.</summary>
    public int Length => _length;

    /// <summary>Forgets everything written.</summary>
    public void Clear() => _length = 0;

    /// <summary>Takes back everything written after a former <see cref="Length"/>.</summary>
    /// <param name="length">A former length, with no message begun after it left open.</param>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)_length);
        _length = length;
    }

    /// <summary>Writes a varint field.</summary>
    public void WriteVarint(int field, ulong value)
    {
        WriteTag(field, WireType.Varint);
        WriteRawVarint(value);
    }

    /// <summary>Writes an eight-byte little-endian field.</summary>
    public void WriteFixed64(int field, ulong value)
    {
        WriteTag(field, WireType.Fixed64);
        BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);
    }

    /// <summary>Writes a double field.</summary>
    public void WriteDouble(int field, double value) => WriteFixed64(field, BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Writes a four-byte little-endian field.</summary>
    public void WriteFixed32(int field, uint value)
    {
        WriteTag(field, WireType.Fixed32);
        BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);
    }

    /// <summary>Writes a length-delimited field.</summary>
    public void WriteBytes(int field, ReadOnlySpan<byte> value)
    {
        WriteTag(field, WireType.LengthDelimited);
        WriteRawVarint((ulong)value.Length);
        value.CopyTo(Reserve(value.Length));
    }

    /// <summary>Writes a string field as UTF-8.</summary>
    public void WriteString(int field, string value)
    {
        WriteTag(field, WireType.LengthDelimited);
        var length = Encoding.UTF8.GetByteCount(value);
        WriteRawVarint((ulong)length);
        Encoding.UTF8.GetBytes(value, Reserve(length));
    }

    /// <summary>Appends bytes as they are.</summary>
    public void WriteRaw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>Starts an embedded message.</summary>
    /// <returns>A mark to give to <see cref="EndMessage"/>.</returns>
    public int BeginMessage(int field)
    {
        WriteTag(field, WireType.LengthDelimited);
        Reserve(1);
        return _length;
    }

    /// <summary>Ends the embedded message that began at <paramref name="mark"/> and fills in its length.</summary>
    public void EndMessage(int mark)
    {
        var size = _length - mark;
        var lengthBytes = VarintSize((ulong)size);
        if (lengthBytes > 1)
        {
            Reserve(lengthBytes - 1);
            Buffer.BlockCopy(_buffer, mark, _buffer, mark + lengthBytes - 1, size);
        }

        PutVarint(_buffer.AsSpan(mark - 1), (ulong)size);
    }

    /// <summary>Writes a field's tag.</summary>
    public void WriteTag(int field, WireType wireType) => WriteRawVarint(((ulong)(uint)field << 3) | (uint)wireType);

    /// <summary>Writes a varint without a tag.</summary>
    public void WriteRawVarint(ulong value)
    {
        if (_buffer.Length - _length < 10)
            Grow(10);
        _length += PutVarint(_buffer.AsSpan(_length), value);
    }

    /// <summary>How many bytes a varint takes, 1 to 10.</summary>
    public static int VarintSize(ulong value) => ((BitOperations.Log2(value | 1) * 9) + 73) >> 6;

    /// <inheritdoc/>
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _length = 0;
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private static int PutVarint(Span<byte> destination, ulong value)
    {
        var i = 0;
        while (value >= 0x80)
        {
            destination[i++] = (byte)(value | 0x80);
            value >>= 7;
        }

        destination[i++] = (byte)value;
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
            Grow(count);
        var place = _buffer.AsSpan(_length, count);
        _length += count;
        return place;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count)
    {
        var needed = checked(_length + count);
        var doubled = (int)Math.Min(_buffer.Length * 2L, Array.MaxLength);
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, doubled));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        var old = _buffer;
        _buffer = larger;
        if (old.Length > 0)
            ArrayPool<byte>.Shared.Return(old);
    }
}
