using System.Numerics;
using System.Runtime.CompilerServices;

namespace Vivace.Storage.Live;

/// <summary>An append-only list whose elements never move: one writer appends while readers read the elements that were
/// published to them.</summary>
/// <remarks>Chunk 0 holds 64 elements, chunks 1 to 8 double the list up to 16,384, all later ones hold 16,384: short lists
/// stay small, long ones waste at most one chunk. The writer publishes a count through a lock or a volatile write of its
/// own; readers never go beyond it.</remarks>
internal sealed class ChunkedList<T>
    where T : unmanaged
{
    private const int FirstChunkBits = 6;
    private const int LargeChunkBits = 14;
    private const int FirstChunkSize = 1 << FirstChunkBits;
    private const int LargeChunkSize = 1 << LargeChunkBits;
    private const int SmallChunkCount = LargeChunkBits - FirstChunkBits + 1;

    private static readonly ChunkPool<T> Pool = new(LargeChunkSize);

    private T[][] _chunks = [];
    private T[] _current = [];
    private int _used;
    private int _count;

    /// <summary>Elements appended; for the writer.</summary>
    public int Count => _count;

    /// <summary>Bytes held by the chunks.</summary>
    public long SizeBytes
    {
        get
        {
            var elements = 0L;
            foreach (var chunk in _chunks)
                elements += chunk.Length;
            return elements * Unsafe.SizeOf<T>();
        }
    }

    public T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (index >= LargeChunkSize)
                return _chunks[(index >> LargeChunkBits) + SmallChunkCount - 1][index & (LargeChunkSize - 1)];
            return GetFromSmallChunk(index);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T value)
    {
        if (_used == _current.Length)
            AddChunk();
        _current[_used++] = value;
        _count++;
    }

    /// <summary>Copies elements <paramref name="start"/> and following; all must have been published.</summary>
    public void CopyTo(int start, Span<T> destination)
    {
        while (!destination.IsEmpty)
        {
            var (chunk, offset) = Locate(start);
            var source = _chunks[chunk].AsSpan(offset);
            if (source.Length > destination.Length)
                source = source[..destination.Length];
            source.CopyTo(destination);
            destination = destination[source.Length..];
            start += source.Length;
        }
    }

    /// <summary>Gives the memory back: nobody reads the list any more. Who does all the same meets an exception.</summary>
    public void Release()
    {
        var chunks = _chunks;
        _chunks = [];
        _current = [];
        _used = 0;
        _count = 0;
        Pool.Return(chunks);
    }

    private T GetFromSmallChunk(int index)
    {
        var (chunk, offset) = Locate(index);
        return _chunks[chunk][offset];
    }

    private static (int Chunk, int Offset) Locate(int index)
    {
        if (index >= LargeChunkSize)
            return ((index >> LargeChunkBits) + SmallChunkCount - 1, index & (LargeChunkSize - 1));
        if (index < FirstChunkSize)
            return (0, index);
        var bits = BitOperations.Log2((uint)index);
        return (bits - FirstChunkBits + 1, index - (1 << bits));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddChunk()
    {
        var number = _chunks.Length;
        var chunk = number switch
        {
            0 => new T[FirstChunkSize],
            < SmallChunkCount => GC.AllocateUninitializedArray<T>(FirstChunkSize << (number - 1)),
            _ => Pool.Rent(),
        };
        var chunks = new T[number + 1][];
        Array.Copy(_chunks, chunks, number);
        chunks[number] = chunk;
        Volatile.Write(ref _chunks, chunks);
        _current = chunk;
        _used = 0;
    }
}
