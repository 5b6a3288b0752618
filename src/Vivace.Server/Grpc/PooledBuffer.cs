using System.Buffers;

namespace Vivace.Server.Grpc;

/// <summary>The bytes of one request, in one piece, in an array of the shared pool.</summary>
/// <remarks>Owned by one call, not thread safe. What <see cref="Written"/> gave is invalid after the next write and after
/// <see cref="Dispose"/>. A pooled array may hold another request's bytes behind <see cref="Length"/>; nobody sees them.</remarks>
internal sealed class PooledBuffer : IDisposable
{
    /// <summary>Most bytes taken from the pool on the word of a length that the client only claims. Larger buffers grow with
    /// what has arrived, so that a call costs memory in proportion to what it sent.</summary>
    public const int LargestUnprovenBytes = 256 * 1024;

    private byte[] _array = [];
    private int _length;

    /// <summary>Bytes written.</summary>
    public int Length => _length;

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _array.AsMemory(0, _length);

    /// <summary>The array behind <see cref="Written"/>, which starts at its first byte.</summary>
    public byte[] Array => _array;

    /// <summary>Makes room for a message of a claimed length, as far as such a claim is believed.</summary>
    /// <param name="claimedBytes">Length the sender announced.</param>
    public void Expect(long claimedBytes) => Reserve((int)Math.Min(claimedBytes, LargestUnprovenBytes));

    /// <summary>Makes room for this many bytes more.</summary>
    public void Reserve(int count) => EnsureFree(count, int.MaxValue);

    /// <summary>Appends bytes.</summary>
    public void Append(in ReadOnlySequence<byte> bytes)
    {
        var count = checked((int)bytes.Length);
        Reserve(count);
        bytes.CopyTo(_array.AsSpan(_length));
        _length += count;
    }

    /// <summary>A place to write into, of at least one byte and never past <paramref name="limitBytes"/> in total.</summary>
    /// <param name="limitBytes">Most bytes the buffer may hold; more than <see cref="Length"/>.</param>
    public Span<byte> Free(int limitBytes)
    {
        EnsureFree(1, limitBytes);
        return _array.AsSpan(_length, Math.Min(_array.Length, limitBytes) - _length);
    }

    /// <summary>Counts bytes that were written into <see cref="Free"/>.</summary>
    public void Advance(int count) => _length += count;

    /// <inheritdoc/>
    public void Dispose()
    {
        var array = _array;
        _array = [];
        _length = 0;
        if (array.Length > 0)
            ArrayPool<byte>.Shared.Return(array);
    }

    private void EnsureFree(int count, int limitBytes)
    {
        if (_array.Length - _length < count)
            Grow(count, limitBytes);
    }

    private void Grow(int count, int limitBytes)
    {
        var needed = checked(_length + count);
        var doubled = (int)Math.Min(_array.Length * 2L, limitBytes);
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, doubled));
        _array.AsSpan(0, _length).CopyTo(larger);
        if (_array.Length > 0)
            ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
    }
}
