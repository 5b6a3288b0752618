using System.Collections.Concurrent;

namespace Vivace.Storage.Engine;

/// <summary>Finds the traces that lie in more than one block or live block, by merging the sorted hashes of their ids. What two blocks
/// share is remembered: blocks do not change.</summary>
internal sealed class SharedTraces
{
    private readonly ConcurrentDictionary<(Guid, Guid), uint[]> _known = new();

    /// <summary>One place where traces lie.</summary>
    /// <param name="BlockId">The block; null for live data.</param>
    /// <param name="Index">Gives the index; asked only where it is needed. Upper half: upper half of the id's hash; lower half: number of
    /// the trace there. Ascending.</param>
    /// <param name="MinStart">Earliest span start there.</param>
    /// <param name="MaxEnd">Latest span end there.</param>
    public sealed record Place(Guid? BlockId, Func<ulong[]> Index, ulong MinStart, ulong MaxEnd);

    /// <summary>For each place, the traces there that may lie elsewhere, too (ids can collide in 32 bits).</summary>
    /// <param name="places">The places.</param>
    /// <param name="reachNanoseconds">Places further apart in time than this are taken not to share traces.</param>
    /// <returns>Numbers of traces by place, ascending by hash.</returns>
    public List<int>[] Find(IReadOnlyList<Place> places, ulong reachNanoseconds)
    {
        var shared = new HashSet<uint>[places.Count];
        for (var i = 0; i < places.Count; i++)
            shared[i] = [];
        for (var i = 0; i < places.Count; i++)
        {
            for (var j = i + 1; j < places.Count; j++)
            {
                if (!AreNear(places[i], places[j], reachNanoseconds))
                    continue;
                foreach (var hash in Common(places[i], places[j]))
                {
                    shared[i].Add(hash);
                    shared[j].Add(hash);
                }
            }
        }

        var numbers = new List<int>[places.Count];
        for (var i = 0; i < places.Count; i++)
            numbers[i] = shared[i].Count == 0 ? [] : Numbers(places[i].Index(), shared[i]);
        return numbers;
    }

    /// <summary>Forgets what concerns a block that is gone.</summary>
    public void Forget(Guid blockId)
    {
        foreach (var pair in _known.Keys)
        {
            if (pair.Item1 == blockId || pair.Item2 == blockId)
                _known.TryRemove(pair, out _);
        }
    }

    private static bool AreNear(Place left, Place right, ulong reach)
    {
        var gap = left.MinStart > right.MaxEnd ? left.MinStart - right.MaxEnd
            : right.MinStart > left.MaxEnd ? right.MinStart - left.MaxEnd
            : 0;
        return gap <= reach;
    }

    private static List<int> Numbers(ulong[] index, HashSet<uint> hashes)
    {
        var numbers = new List<int>();
        foreach (var hash in hashes.Order())
        {
            var first = Array.BinarySearch(index, (ulong)hash << 32);
            for (var i = first < 0 ? ~first : first; i < index.Length && (uint)(index[i] >> 32) == hash; i++)
                numbers.Add((int)(uint)index[i]);
        }

        return numbers;
    }

    private static uint[] Merge(ulong[] left, ulong[] right)
    {
        var common = new List<uint>();
        for (int i = 0, j = 0; i < left.Length && j < right.Length;)
        {
            var (a, b) = ((uint)(left[i] >> 32), (uint)(right[j] >> 32));
            if (a == b)
            {
                if (common.Count == 0 || common[^1] != a)
                    common.Add(a);
                i++;
            }
            else if (a < b)
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return [.. common];
    }

    private uint[] Common(Place left, Place right)
    {
        if (left.BlockId is not { } a || right.BlockId is not { } b)
            return Merge(left.Index(), right.Index());
        var pair = a.CompareTo(b) < 0 ? (a, b) : (b, a);
        if (!_known.TryGetValue(pair, out var common))
            _known.TryAdd(pair, common = Merge(left.Index(), right.Index()));
        return common;
    }
}
