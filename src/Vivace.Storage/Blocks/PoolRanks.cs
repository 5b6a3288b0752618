using System.Buffers.Binary;
using Vivace.Storage.Columns;

namespace Vivace.Storage.Blocks;

/// <summary>The byte order of a dictionary's values, found once per block: the sorted dictionary of each row group then follows
/// from the ranks that occur, without comparing texts again.</summary>
internal sealed class PoolRanks
{
    private readonly TextDictionary _pool;

    public PoolRanks(TextDictionary pool)
    {
        _pool = pool;
        var count = pool.Count;
        CodeOfRank = new int[count];
        RankOfCode = new int[count];
        var prefixes = new ulong[count];
        for (var code = 0; code < count; code++)
        {
            CodeOfRank[code] = code;
            prefixes[code] = Prefix(pool[code]);
        }

        Array.Sort(prefixes, CodeOfRank);
        SortEqualPrefixes(prefixes);
        for (var rank = 0; rank < count; rank++)
            RankOfCode[CodeOfRank[rank]] = rank;
    }

    public int[] CodeOfRank { get; }

    public int[] RankOfCode { get; }

    private static ulong Prefix(ReadOnlySpan<byte> value)
    {
        if (value.Length >= sizeof(ulong))
            return BinaryPrimitives.ReadUInt64BigEndian(value);
        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        padded.Clear();
        value.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }

    private void SortEqualPrefixes(ulong[] prefixes)
    {
        for (int first = 0, end; first < prefixes.Length; first = end)
        {
            for (end = first + 1; end < prefixes.Length && prefixes[end] == prefixes[first]; end++)
            {
            }

            if (end - first > 1)
                CodeOfRank.AsSpan(first, end - first).Sort((left, right) => _pool[left].SequenceCompareTo(_pool[right]));
        }
    }
}
