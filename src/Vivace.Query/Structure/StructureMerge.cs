using Vivace.Query.Metrics;
using Vivace.Store;

namespace Vivace.Query.Structure;

/// <summary>Adds up the trees of workers and makes the answer of what matters most.</summary>
internal sealed class StructureMerge
{
    private readonly TraceStructureRequest _request;
    private readonly StructureTree _tree;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private readonly List<List<int>> _children = [];
    private readonly List<int> _roots = [];

    public StructureMerge(TraceStructureRequest request, MemoryBudget budget)
    {
        _request = request;
        _tree = new StructureTree(budget);
    }

    /// <summary>Adds a worker's tree; its nodes have their parents before them.</summary>
    public void Add(StructureWorker worker)
    {
        var numbers = new int[worker.Tree.Count];
        for (var node = 0; node < numbers.Length; node++)
        {
            var other = worker.Tree[node];
            var key = new StructureKey(NumberOf(worker.Names[other.Key.Service]), NumberOf(worker.Names[other.Key.Name]), other.Key.Kind);
            var parent = other.Parent < 0 ? -1 : numbers[other.Parent];
            numbers[node] = _tree.GetOrAdd(parent, key);
            if (numbers[node] == _children.Count)
            {
                _children.Add([]);
                (parent < 0 ? _roots : _children[parent]).Add(numbers[node]);
            }

            _tree.Add(numbers[node], worker.Tree, node);
        }
    }

    /// <summary>Makes the answer.</summary>
    /// <returns>The roots, and how many nodes were left out.</returns>
    public (IReadOnlyList<StructureNode> Roots, int NodesLeftOut) Finish()
    {
        var kept = ChooseNodes();
        return (ToNodes(_roots, kept), _tree.Count - kept.Count);
    }

    private int NumberOf(string text)
    {
        if (!_numbers.TryGetValue(text, out var number))
        {
            _numbers.Add(text, number = _texts.Count);
            _texts.Add(text);
        }

        return number;
    }

    /// <summary>Takes the node that matters most of those whose parent is taken, as often as there may be nodes.</summary>
    private HashSet<int> ChooseNodes()
    {
        var kept = new HashSet<int>();
        var next = new SortedSet<int>(_roots, Comparer<int>.Create(Compare));
        while (kept.Count < _request.MaxNodes && next.Count > 0)
        {
            var node = next.Min;
            next.Remove(node);
            kept.Add(node);
            next.UnionWith(_children[node]);
        }

        return kept;
    }

    private List<StructureNode> ToNodes(List<int> siblings, HashSet<int> kept)
    {
        var chosen = siblings.FindAll(kept.Contains);
        chosen.Sort(Compare);
        return chosen.ConvertAll(number =>
        {
            var node = _tree[number];
            return new StructureNode(
                _texts[node.Key.Service],
                _texts[node.Key.Name],
                node.Key.Kind,
                node.Count,
                node.Errors,
                node.DurationNanoseconds,
                node.SelfNanoseconds,
                _tree.Durations.Quantiles(number).P95Nanoseconds,
                [.. node.Examples.ToArray().Select(static example => example.Id)],
                ToNodes(_children[number], kept));
        });
    }

    private int Compare(int left, int right)
    {
        var (a, b) = (_tree[left], _tree[right]);
        var order = _request.Order == StructureOrder.Errors ? b.Errors.CompareTo(a.Errors) : 0;
        order = order != 0 ? order : b.DurationNanoseconds.CompareTo(a.DurationNanoseconds);
        order = order != 0 ? order : b.Count.CompareTo(a.Count);
        order = order != 0 ? order : string.CompareOrdinal(_texts[a.Key.Service], _texts[b.Key.Service]);
        order = order != 0 ? order : string.CompareOrdinal(_texts[a.Key.Name], _texts[b.Key.Name]);
        order = order != 0 ? order : a.Key.Kind.CompareTo(b.Key.Kind);
        if (order != 0 || left == right)
            return order;

        // They stand in different places.
        return a.Parent < 0 || b.Parent < 0 ? a.Parent.CompareTo(b.Parent) : Compare(a.Parent, b.Parent);
    }
}
