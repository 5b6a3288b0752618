using System.Runtime.InteropServices;

namespace Vivace.Query.ServiceGraph;

/// <summary>Adds up the values that spans of nodes have, and tells the most frequent one of each node.</summary>
internal sealed class NodeGroups
{
    private readonly Dictionary<(int Node, string Value), long> _counts = [];

    /// <summary>Adds spans of a node that have a value.</summary>
    public void Add(int node, string value, long spans)
    {
        if (value.Length > 0) // lists and the like have no name
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, (node, value), out _) += spans;
    }

    /// <summary>The most frequent value of each node, null without one; of equally frequent ones the first by its characters.</summary>
    public string?[] MostFrequent(int nodeCount)
    {
        var values = new string?[nodeCount];
        var most = new long[nodeCount];
        foreach (var ((node, value), spans) in _counts)
        {
            if (spans < most[node] || (spans == most[node] && string.CompareOrdinal(value, values[node]) > 0))
                continue;
            (values[node], most[node]) = (value, spans);
        }

        return values;
    }
}
