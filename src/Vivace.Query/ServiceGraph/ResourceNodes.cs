using Vivace.Query.Tags;
using Vivace.Query.Values;
using Vivace.Storage.RowGroups;
using Vivace.Store;

namespace Vivace.Query.ServiceGraph;

/// <summary>The node of each resource of a row group. Row groups of one system repeat the same few resources, so they are known by
/// their messages and taken apart once.</summary>
internal sealed class ResourceNodes(GraphNodes nodes)
{
    /// <summary>A resource without <c>service.name</c>.</summary>
    public const int None = -1;

    private const int MaxRemembered = 4096;

    private readonly ByteStringSet _messages = new();
    private readonly List<int> _nodeOfMessage = [];
    private int[] _nodes = [];

    /// <summary>The node of each resource, or <see cref="None"/>.</summary>
    public ReadOnlySpan<int> Read(IReadOnlyList<ResourceEntry> resources)
    {
        if (_nodes.Length < resources.Count)
            _nodes = new int[Math.Max(resources.Count, 2 * _nodes.Length)];
        for (var i = 0; i < resources.Count; i++)
            _nodes[i] = Find(resources[i]);
        return _nodes.AsSpan(0, resources.Count);
    }

    private int Find(ResourceEntry resource)
    {
        if (_messages.Count >= MaxRemembered)
            return NodeOf(resource);
        var number = _messages.GetOrAdd(resource.Message.Span);
        if (number == _nodeOfMessage.Count)
            _nodeOfMessage.Add(NodeOf(resource));
        return _nodeOfMessage[number];
    }

    private int NodeOf(ResourceEntry resource)
    {
        var name = NameOf(resource, "service.name");
        return name == 0
            ? None
            : nodes.GetOrAdd(new NodeKey(ServiceGraphNodeType.Service, name, NameOf(resource, "service.namespace")));
    }

    private int NameOf(ResourceEntry resource, string key) =>
        nodes.Names.Of(nodes.Names.Values.IdOf(EntryValues.Find(resource.Attributes, key)));
}
