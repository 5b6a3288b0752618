using System.Buffers;

namespace Vivace.Storage.RowGroups;

/// <summary>A buffer that is used again and again, from the shared pool.</summary>
internal sealed class RentedBuffer<T> : IDisposable
    where T : unmanaged
{
    private T[] _array = [];

    /// <summary>All of it.</summary>
    public T[] Array => _array;

    /// <summary>Takes the first elements, with anything in them; what was taken before is lost.</summary>
    public Span<T> Take(int count)
    {
        if (_array.Length < count)
        {
            Dispose();
            _array = ArrayPool<T>.Shared.Rent(count);
        }

        return _array.AsSpan(0, count);
    }

    /// <summary>Makes room for more elements behind those that are there.</summary>
    /// <param name="count">Elements that are there.</param>
    public void Grow(int count)
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(16, count * 2));
        _array.AsSpan(0, count).CopyTo(larger);
        Dispose();
        _array = larger;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_array.Length > 0)
            ArrayPool<T>.Shared.Return(_array);
        _array = [];
    }
}
