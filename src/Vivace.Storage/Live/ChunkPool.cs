using System.Runtime.CompilerServices;

namespace Vivace.Storage.Live;

/// <summary>Chunks of one size that live blocks give back when they are on disk, for the live blocks after them: memory for spans is
/// taken once, not once for every block, and costs the garbage collector nothing.</summary>
/// <remarks>Thread safe. What was not needed for a while goes, see <see cref="ChunkPools.Trim"/>.</remarks>
internal sealed class ChunkPool<T> : ITrimmedPool
    where T : unmanaged
{
    private readonly Lock _lock = new(); // guards the fields below
    private readonly Stack<T[]> _chunks = new();
    private readonly int _length;
    private int _fewest; // chunks that lay here all the time since the last trim

    /// <summary>Creates a pool; it lives as long as the process.</summary>
    /// <param name="length">Elements of a chunk.</param>
    public ChunkPool(int length)
    {
        _length = length;
        ChunkPools.Add(this);
    }

    /// <summary>Takes a chunk, with what the last owner left in it.</summary>
    public T[] Rent()
    {
        lock (_lock)
        {
            if (_chunks.TryPop(out var chunk))
            {
                _fewest = Math.Min(_fewest, _chunks.Count);
                return chunk;
            }
        }

        return GC.AllocateUninitializedArray<T>(_length);
    }

    /// <summary>Gives chunks back that nobody looks at any more; those of another length are left to the garbage collector.</summary>
    public void Return(T[][] chunks)
    {
        lock (_lock)
        {
            foreach (var chunk in chunks)
            {
                if (chunk.Length == _length)
                    _chunks.Push(chunk);
            }
        }
    }

    /// <inheritdoc/>
    public long SizeBytes
    {
        get
        {
            lock (_lock)
                return (long)_chunks.Count * _length * Unsafe.SizeOf<T>();
        }
    }

    /// <inheritdoc/>
    public long Trim()
    {
        lock (_lock)
        {
            var trimmed = (long)_fewest * _length * Unsafe.SizeOf<T>();
            for (; _fewest > 0; _fewest--)
                _chunks.Pop();
            if (trimmed > 0)
                _chunks.TrimExcess();
            _fewest = _chunks.Count;
            return trimmed;
        }
    }

    /// <inheritdoc/>
    public long Clear()
    {
        lock (_lock)
        {
            var cleared = SizeBytes;
            _chunks.Clear();
            _chunks.TrimExcess();
            _fewest = 0;
            return cleared;
        }
    }
}

/// <summary>A pool that lets go of what was not needed for a while.</summary>
internal interface ITrimmedPool
{
    /// <summary>Bytes that lie here.</summary>
    long SizeBytes { get; }

    /// <summary>Lets go of what lay here all the time since the last call.</summary>
    /// <returns>Its bytes.</returns>
    long Trim();

    /// <summary>Lets go of everything.</summary>
    /// <returns>Its bytes.</returns>
    long Clear();
}

/// <summary>The chunk pools of the process.</summary>
internal static class ChunkPools
{
    private static readonly Lock Lock = new();
    private static readonly List<ITrimmedPool> Pools = [];

    /// <summary>Bytes that wait for live blocks to come.</summary>
    public static long SizeBytes
    {
        get
        {
            lock (Lock)
                return Pools.Sum(static pool => pool.SizeBytes);
        }
    }

    /// <summary>Notes a pool.</summary>
    public static void Add(ITrimmedPool pool)
    {
        lock (Lock)
            Pools.Add(pool);
    }

    /// <summary>Lets go of all chunks that nobody has needed since the last call.</summary>
    /// <returns>Their bytes.</returns>
    public static long Trim()
    {
        lock (Lock)
            return Pools.Sum(static pool => pool.Trim());
    }

    /// <summary>Lets go of all chunks: nothing is live.</summary>
    /// <returns>Their bytes.</returns>
    public static long Clear()
    {
        lock (Lock)
            return Pools.Sum(static pool => pool.Clear());
    }
}
