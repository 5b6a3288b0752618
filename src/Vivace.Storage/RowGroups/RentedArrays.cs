using System.Buffers;

namespace Vivace.Storage.RowGroups;

/// <summary>Arrays taken from the shared pool by one row group and given back together.</summary>
internal sealed class RentedArrays : IDisposable
{
    private readonly List<Action> _returns = [];

    /// <summary>Takes an array.</summary>
    /// <param name="length">Elements needed.</param>
    /// <returns>Exactly that many, with what the last owner left in them.</returns>
    public Memory<T> Rent<T>(int length)
        where T : unmanaged
    {
        if (length == 0)
            return Memory<T>.Empty;
        var array = ArrayPool<T>.Shared.Rent(length);
        _returns.Add(() => ArrayPool<T>.Shared.Return(array));
        return array.AsMemory(0, length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var giveBack in _returns)
            giveBack();
        _returns.Clear();
    }
}
