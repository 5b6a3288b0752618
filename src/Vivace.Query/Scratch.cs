using System.Buffers;

namespace Vivace.Query;

/// <summary>An array that a worker uses again for row group after row group, rented from the shared pool: arrays of this size made
/// anew for each query would be garbage of the oldest generation. Used by one thread at a time.</summary>
/// <typeparam name="T">Without references.</typeparam>
internal sealed class Scratch<T> : IDisposable
    where T : unmanaged
{
    private T[] _items = [];

    /// <summary>The first entries, with whatever was left in them.</summary>
    /// <param name="length">How many, at most what was made room for.</param>
    public Span<T> this[int length] => _items.AsSpan(0, length);

    /// <summary>One entry.</summary>
    public T At(int index) => _items[index];

    /// <summary>Makes room; what was there may be lost.</summary>
    /// <param name="length">Entries needed now.</param>
    /// <param name="growth">Entries that may be needed soon, at least <paramref name="length"/>.</param>
    /// <returns>The first <paramref name="length"/> entries, with whatever was left in them.</returns>
    public Span<T> Reserve(int length, int growth)
    {
        if (_items.Length < length)
        {
            Dispose();
            _items = ArrayPool<T>.Shared.Rent(growth);
        }

        return _items.AsSpan(0, length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_items.Length > 0)
            ArrayPool<T>.Shared.Return(_items);
        _items = [];
    }
}
