using System.Buffers.Binary;

namespace Vivace.Storage.Columns;

/// <summary>Reads a region of a block, little endian; what does not fit is a <see cref="BlockCorruptedException"/>.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> region)
{
    private readonly ReadOnlySpan<byte> _region = region;

    public int Position { get; private set; }

    public readonly int Remaining => _region.Length - Position;

    public byte ReadByte() => ReadBytes(1)[0];

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(ReadBytes(sizeof(int)));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(sizeof(uint)));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(ReadBytes(sizeof(long)));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(ReadBytes(sizeof(ulong)));

    public ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var b = ReadByte();
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }

        throw new BlockCorruptedException("a varint is longer than ten bytes");
    }

    /// <summary>Reads a varint that counts something.</summary>
    /// <param name="maximum">The most that makes sense here; less than 0 when nothing does.</param>
    public int ReadCount(int maximum)
    {
        var count = ReadVarint();
        if (maximum < 0 || count > (ulong)maximum)
            throw new BlockCorruptedException($"a count of {count} is more than {maximum}");
        return (int)count;
    }

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if (count < 0 || count > Remaining)
            throw new BlockCorruptedException($"{count} bytes wanted at {Position} of {_region.Length}");
        var bytes = _region.Slice(Position, count);
        Position += count;
        return bytes;
    }

    /// <summary>The next bytes, without going on.</summary>
    public readonly ReadOnlySpan<byte> Peek(int count)
    {
        if (count < 0 || count > Remaining)
            throw new BlockCorruptedException($"{count} bytes wanted at {Position} of {_region.Length}");
        return _region.Slice(Position, count);
    }

    /// <summary>A varint length and the bytes.</summary>
    public ReadOnlySpan<byte> ReadText() => ReadBytes(ReadCount(Remaining));

    /// <summary>All that is left.</summary>
    public ReadOnlySpan<byte> ReadRest() => ReadBytes(Remaining);
}
