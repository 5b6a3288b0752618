using System.Runtime.InteropServices;
using Vivace.Query.Metrics;
using Vivace.Query.Naming;
using Vivace.Storage.RowGroups;

namespace Vivace.Query.ServiceGraph;

/// <summary>How many spans of each node have which value of one attribute of the resource. Within a row group spans are counted by
/// resource, of which there are few; values are looked up once for each of them.</summary>
internal sealed class GroupCounts
{
    private const int BytesEach = 60;

    private readonly MemoryBudget _budget;
    private readonly ResourceMemo _memo;
    private readonly Dictionary<NodeGroup, long> _counts = [];
    private long[] _spans = []; // by resource of the row group

    /// <summary>Counts nothing yet.</summary>
    /// <param name="names">Numbers the values.</param>
    /// <param name="key">The attribute.</param>
    /// <param name="budget">What the counts may take.</param>
    public GroupCounts(NameTable names, string key, MemoryBudget budget)
    {
        _budget = budget;
        _memo = new ResourceMemo(resource => names.Of(resource, key));
    }

    /// <summary>What was counted.</summary>
    public IReadOnlyDictionary<NodeGroup, long> All => _counts;

    /// <summary>Begins a row group with the spans that are asked for themselves.</summary>
    public void Begin(in RowGroupView view, int resourceCount)
    {
        if (_spans.Length < resourceCount)
            _spans = new long[Math.Max(resourceCount, 2 * _spans.Length)];
        _spans.AsSpan(0, resourceCount).Clear();
        for (var row = view.Matched.Next(0); row >= 0; row = view.Matched.Next(row + 1))
        {
            if (view.IsInRange(row))
                _spans[view.ResourceOf(row)]++;
        }
    }

    /// <summary>Counts a side of a request that counts because the other side is asked for.</summary>
    public void AddSide(in RowGroupView view, int row)
    {
        if (!view.Counts(row))
            _spans[view.ResourceOf(row)]++;
    }

    /// <summary>Ends the row group: spans of resources become spans of nodes.</summary>
    /// <param name="resources">Its resources.</param>
    /// <param name="nodeOfResource">The node of each, or <see cref="ResourceNodes.None"/>.</param>
    public void End(IReadOnlyList<ResourceEntry> resources, ReadOnlySpan<int> nodeOfResource)
    {
        var values = _memo.Read(resources);
        for (var resource = 0; resource < values.Length; resource++)
        {
            if (_spans[resource] == 0 || values[resource] == 0 || nodeOfResource[resource] < 0)
                continue;
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _counts, new NodeGroup(nodeOfResource[resource], values[resource]), out var isKnown);
            count += _spans[resource];
            if (!isKnown)
                _budget.Take(BytesEach);
        }
    }
}

/// <summary>A node and a value that spans of it have.</summary>
/// <param name="Node">Number of the node.</param>
/// <param name="Value">Number of the value's name.</param>
internal readonly record struct NodeGroup(int Node, int Value);
