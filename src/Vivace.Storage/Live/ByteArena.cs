using System.Runtime.CompilerServices;

namespace Vivace.Storage.Live;

/// <summary>Append-only bytes that never move: one writer, many readers of what was published to them.</summary>
internal sealed class ByteArena
{
    private const int ChunkBits = 16;
    private const int ChunkSize = 1 << ChunkBits;

    private static readonly ChunkPool<byte> Pool = new(ChunkSize);

    private byte[][] _chunks = [];
    private byte[] _current = [];
    private int _used;

    /// <summary>Bytes held by the chunks.</summary>
    public long SizeBytes { get; private set; }

    /// <summary>Copies a value in.</summary>
    /// <returns>Its address: chunk number and offset.</returns>
    public long Add(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            return 0;
        if (_current.Length - _used < value.Length)
            AddChunk(value.Length);
        value.CopyTo(_current.AsSpan(_used));
        var address = ((long)(_chunks.Length - 1) << 32) | (uint)_used;
        _used += value.Length;
        return address;
    }

    /// <summary>The bytes at an address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Get(long address, int length) =>
        length == 0 ? default : _chunks[(int)(address >> 32)].AsSpan((int)(address & 0xFFFFFFFF), length);

    /// <summary>Gives the memory back: nobody reads these bytes any more. Who does all the same meets an exception.</summary>
    public void Release()
    {
        var chunks = _chunks;
        _chunks = [];
        _current = [];
        _used = 0;
        SizeBytes = 0;
        Pool.Return(chunks);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddChunk(int needed)
    {
        // The first chunks are small, so that a tenant or key with few values costs little.
        var size = Math.Max(needed, Math.Min(ChunkSize, 256 << Math.Min(_chunks.Length, ChunkBits - 8)));
        var chunk = size == ChunkSize ? Pool.Rent() : GC.AllocateUninitializedArray<byte>(size);
        var number = _chunks.Length;
        var chunks = new byte[number + 1][];
        Array.Copy(_chunks, chunks, number);
        chunks[number] = chunk;
        Volatile.Write(ref _chunks, chunks);
        _current = chunk;
        _used = 0;
        SizeBytes += size;
    }
}
