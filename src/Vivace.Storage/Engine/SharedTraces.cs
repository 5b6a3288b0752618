using System.Collections.Concurrent;

namespace Vivace.Storage.Engine;

/// <summary>Finds the traces that lie in more than one block or live block, by merging the sorted hashes of their ids. What two blocks
/// share is remembered, and put together for the next query: blocks do not change.</summary>
internal sealed class SharedTraces
{
    // Queries over the same range see the same blocks until one is written or merged; a handful of ranges are asked in turn.
    private const int MaxRemembered = 8;
    private const long MaxRememberedBytes = 16L << 20;

    private readonly ConcurrentDictionary<(Guid, Guid), uint[]> _known = new();
    private readonly Lock _lock = new(); // guards _assemblies
    private readonly List<(Guid[] Blocks, SharedAssembly Assembly)> _assemblies = []; // the last one was asked for last

    /// <summary>One place where traces lie.</summary>
    /// <param name="BlockId">The block; null for live data.</param>
    /// <param name="Index">Gives the index; asked only where it is needed. Upper half: upper half of the id's hash; lower half: number of
    /// the trace there. Ascending.</param>
    /// <param name="MinStart">Earliest span start there.</param>
    /// <param name="MaxEnd">Latest span end there.</param>
    public sealed record Place(Guid? BlockId, Func<ulong[]> Index, ulong MinStart, ulong MaxEnd);

    /// <summary>The traces that blocks share, put together; remembered for the sets of blocks that were asked for last.</summary>
    /// <param name="blocks">Leased blocks.</param>
    /// <param name="reachNanoseconds">Blocks further apart in time than this are taken not to share traces.</param>
    /// <exception cref="DamagedSourceException">A block cannot be read.</exception>
    public SharedAssembly OfBlocks(IReadOnlyList<BlockSnapshotSource> blocks, ulong reachNanoseconds)
    {
        var ids = new Guid[blocks.Count];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = blocks[i].Block.Meta.BlockId;
        lock (_lock)
        {
            if (_assemblies.FindIndex(one => one.Blocks.AsSpan().SequenceEqual(ids)) is >= 0 and var found)
            {
                var (_, known) = _assemblies[found];
                _assemblies.RemoveAt(found);
                _assemblies.Add((ids, known));
                return known;
            }
        }

        var nothing = Array.ConvertAll(ids, static _ => new HashSet<int>());
        var assembly = SharedAssembly.Of(blocks, Find(blocks, blocks.Count, reachNanoseconds), nothing);
        if (assembly.SizeBytes <= MaxRememberedBytes)
            Remember(ids, assembly);
        return assembly;
    }

    /// <summary>For each place, the traces there that may lie elsewhere, too (ids can collide in 32 bits).</summary>
    /// <param name="sources">The places.</param>
    /// <param name="firstCount">Only what one of the first places has is looked for; the count of all to look for everything.</param>
    /// <param name="reachNanoseconds">Places further apart in time than this are taken not to share traces.</param>
    /// <returns>Numbers of traces by place, ascending by hash.</returns>
    public List<int>[] Find(IReadOnlyList<SnapshotSource> sources, int firstCount, ulong reachNanoseconds)
    {
        var places = new Place[sources.Count];
        var shared = new HashSet<uint>[sources.Count];
        for (var i = 0; i < places.Length; i++)
            (places[i], shared[i]) = (sources[i].Place, []);
        for (var i = 0; i < firstCount; i++)
        {
            for (var j = i + 1; j < places.Length; j++)
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

        var numbers = new List<int>[places.Length];
        for (var i = 0; i < places.Length; i++)
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

        lock (_lock)
            _assemblies.RemoveAll(one => one.Blocks.Contains(blockId));
    }

    private void Remember(Guid[] blocks, SharedAssembly assembly)
    {
        lock (_lock)
        {
            _assemblies.Add((blocks, assembly));
            while (_assemblies.Count > MaxRemembered || _assemblies.Sum(static one => one.Assembly.SizeBytes) > MaxRememberedBytes)
                _assemblies.RemoveAt(0);
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
