using Vivace.Query.Metrics;
using Vivace.Query.Naming;
using Vivace.Store;

namespace Vivace.Query.ServiceGraph;

/// <summary>The nodes that one worker met, numbered.</summary>
internal sealed class GraphNodes(NameTable names, MemoryBudget budget)
{
    private const int BytesEach = 200;

    private readonly Dictionary<NodeKey, int> _numbers = [];
    private readonly List<NodeKey> _keys = [];
    private readonly List<int> _systems = [];

    /// <summary>Their names.</summary>
    public NameTable Names => names;

    /// <summary>Nodes met.</summary>
    public int Count => _keys.Count;

    /// <summary>A node by its number.</summary>
    public NodeKey this[int node] => _keys[node];

    /// <summary>Kind of database or queue; no name when not known.</summary>
    public int SystemOf(int node) => _systems[node];

    /// <summary>The number of a node, which is added unless it is there.</summary>
    public int GetOrAdd(NodeKey key)
    {
        if (_numbers.TryGetValue(key, out var number))
            return number;

        budget.Take(BytesEach);
        number = _keys.Count;
        _numbers.Add(key, number);
        _keys.Add(key);
        _systems.Add(0);
        return number;
    }

    /// <summary>Notes the system of a node. Of several, the first by name stays, whatever the order in which they are met.</summary>
    public void NoteSystem(int node, int system)
    {
        var known = _systems[node];
        if (system == 0 || system == known)
            return;
        if (known == 0 || string.CompareOrdinal(names[system], names[known]) < 0)
            _systems[node] = system;
    }
}

/// <summary>What makes a node.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Namespace">Namespace of a service; no name without.</param>
internal readonly record struct NodeKey(ServiceGraphNodeType Type, int Name, int Namespace = 0);
