using Vivace.Storage.Live;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Blocks;

/// <summary>Hashes of the ids of a block's traces, by trace number. What is made of them is made part by part of the range of hashes,
/// so that a block of millions of traces needs no arrays of as many.</summary>
internal sealed class TraceHashes : IDisposable
{
    private readonly ChunkedList<ulong> _hashes = new();

    /// <summary>Hashes added.</summary>
    public int Count => _hashes.Count;

    public ulong this[int number] => _hashes[number];

    /// <summary>Adds the hash of the next trace.</summary>
    public void Add(ulong hash) => _hashes.Add(hash);

    /// <summary>Finds the hashes of one part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="found">Filled with the upper half of each hash, and the number of its trace below.</param>
    /// <returns>How many there are.</returns>
    public int Find(HashPart part, RentedBuffer<ulong> found)
    {
        var count = 0;
        var entries = found.Array;
        for (var number = 0; number < _hashes.Count; number++)
        {
            var hash = _hashes[number];
            if (!part.Contains(hash))
                continue;
            if (count == entries.Length)
            {
                found.Grow(count);
                entries = found.Array;
            }

            entries[count++] = (hash & 0xFFFFFFFF_00000000) | (uint)number;
        }

        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => _hashes.Release();
}
