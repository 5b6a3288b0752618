using Vivace.Query.Naming;
using Vivace.Storage.RowGroups;
using Vivace.Store;

namespace Vivace.Query.ServiceGraph;

/// <summary>The node of each resource of a row group.</summary>
internal sealed class ResourceNodes
{
    /// <summary>A resource without <c>service.name</c>.</summary>
    public const int None = -1;

    private readonly GraphNodes _nodes;
    private readonly ResourceMemo _memo;

    public ResourceNodes(GraphNodes nodes)
    {
        _nodes = nodes;
        _memo = new ResourceMemo(NodeOf);
    }

    /// <summary>The node of each resource, or <see cref="None"/>.</summary>
    public ReadOnlySpan<int> Read(IReadOnlyList<ResourceEntry> resources) => _memo.Read(resources);

    private int NodeOf(ResourceEntry resource)
    {
        var name = _nodes.Names.Of(resource, "service.name");
        return name == 0
            ? None
            : _nodes.GetOrAdd(new NodeKey(ServiceGraphNodeType.Service, name, _nodes.Names.Of(resource, "service.namespace")));
    }
}
