using Vivace.Query.Metrics;
using Vivace.Store;

namespace Vivace.Query.ServiceGraph;

/// <summary>Adds up what workers have counted; equal names are one node, whoever met them.</summary>
internal sealed class ServiceGraphMerge
{
    private readonly ServiceGraphRequest _request;
    private readonly Dictionary<MergedNode, int> _numbers = [];
    private readonly List<MergedNode> _nodes = [];
    private readonly Dictionary<string, int> _services = new(StringComparer.Ordinal); // by name; below 0 when several have it
    private readonly List<string?> _systems = [];
    private readonly RequestCounts _served;
    private readonly EdgeCounts _edges;
    private readonly NodeGroups _groups = new();
    private readonly Dictionary<(bool IsServer, UnmatchedCause Cause, string Service, string Peer), UnmatchedCount> _unmatched = [];

    private ServiceGraphMerge(ServiceGraphRequest request, MemoryBudget budget)
    {
        _request = request;
        _served = new RequestCounts(budget);
        _edges = new EdgeCounts(budget);
    }

    /// <summary>Makes the graph.</summary>
    /// <param name="request">Its limits.</param>
    /// <param name="workers">What was counted.</param>
    /// <param name="budget">What the result may take.</param>
    /// <param name="metrics">What it took.</param>
    /// <param name="partialReason">What could not be read.</param>
    public static ServiceGraphResult Merge(
        ServiceGraphRequest request,
        IReadOnlyCollection<ServiceGraphWorker> workers,
        MemoryBudget budget,
        QueryMetrics metrics,
        string? partialReason)
    {
        var merge = new ServiceGraphMerge(request, budget);
        foreach (var worker in workers)
            merge.AddServices(worker);
        foreach (var worker in workers)
            merge.AddEdges(worker);
        merge.SumUpOthers();
        return merge.Finish(metrics, partialReason);
    }

    private void AddServices(ServiceGraphWorker worker)
    {
        for (var node = 0; node < worker.Seen.Count; node++)
        {
            if (!worker.Seen[node])
                continue;
            var number = NumberOf(MergedNode.Of(worker.Nodes, node));
            _served.Add(number, worker.Served.CountOf(node), worker.Served.ErrorsOf(node));
            _served.Durations.Add(number, worker.Served.Durations, node);
            if (!_services.TryAdd(_nodes[number].Name, number) && _services[_nodes[number].Name] != number)
                _services[_nodes[number].Name] = -1;
        }

        if (worker.Groups is { } groups)
        {
            foreach (var (key, spans) in groups.All)
                _groups.Add(NumberOf(MergedNode.Of(worker.Nodes, key.Node)), worker.Nodes.Names[key.Value], spans);
        }

        foreach (var (key, count) in worker.Unmatched.All)
        {
            var service = key.Service < 0 ? "" : worker.Nodes.Names[worker.Nodes[key.Service].Name];
            var merged = (key.IsServer, key.Cause, service, worker.Nodes.Names[key.Peer]);
            _unmatched[merged] = _unmatched.TryGetValue(merged, out var known) ? known.With(count) : count;
        }
    }

    private void AddEdges(ServiceGraphWorker worker)
    {
        for (var edge = 0; edge < worker.Edges.Count; edge++)
        {
            var key = worker.Edges[edge];
            _edges.Add(new EdgeKey(Find(worker, key.Client), Find(worker, key.Server), key.Connection), worker.Edges, edge);
        }
    }

    /// <summary>A peer that has the name of exactly one service that sends spans is that service.</summary>
    private int Find(ServiceGraphWorker worker, int node)
    {
        var merged = MergedNode.Of(worker.Nodes, node);
        if (merged.Type == ServiceGraphNodeType.External && _services.GetValueOrDefault(merged.Name, -1) is >= 0 and var service)
            return service;

        var number = NumberOf(merged);
        var system = worker.Nodes.Names[worker.Nodes.SystemOf(node)];
        if (system.Length > 0 && (_systems[number] is not { } known || string.CompareOrdinal(system, known) < 0))
            _systems[number] = system;
        return number;
    }

    private int NumberOf(MergedNode node)
    {
        if (_numbers.TryGetValue(node, out var number))
            return number;
        number = _nodes.Count;
        _numbers.Add(node, number);
        _nodes.Add(node);
        _systems.Add(null);
        _served.Reserve(_nodes.Count);
        return number;
    }

    /// <summary>What those without spans of their own serve is known from the edges that lead to them.</summary>
    private void SumUpOthers()
    {
        for (var edge = 0; edge < _edges.Count; edge++)
        {
            var server = _edges[edge].Server;
            if (_nodes[server].Type == ServiceGraphNodeType.Service)
                continue;
            _served.Add(server, _edges.CountOf(edge), _edges.ErrorsOf(edge));
            _served.Durations.Add(server, _edges.ServerDurations, edge);
        }
    }

    private ServiceGraphResult Finish(QueryMetrics metrics, string? partialReason)
    {
        var kept = BusiestNodes();
        var indexes = new int[_nodes.Count];
        indexes.AsSpan().Fill(-1);
        for (var index = 0; index < kept.Count; index++)
            indexes[kept[index]] = index;
        var edges = BusiestEdges(indexes);
        var groups = _groups.MostFrequent(_nodes.Count);
        var isCut = kept.Count < _nodes.Count || edges.Count < _edges.Count;
        return new ServiceGraphResult(
            kept.ConvertAll(node => ToNode(node, groups[node])),
            edges.ConvertAll(edge => ToEdge(edge, indexes)),
            SortUnmatched(),
            isCut ? new ServiceGraphCut(_nodes.Count, _edges.Count) : null,
            metrics,
            partialReason);
    }

    private List<int> BusiestNodes()
    {
        var busy = new long[_nodes.Count];
        for (var node = 0; node < busy.Length; node++)
            busy[node] = _served.CountOf(node);
        for (var edge = 0; edge < _edges.Count; edge++)
            busy[_edges[edge].Client] += _edges.CountOf(edge);
        var order = Enumerable.Range(0, _nodes.Count).ToList();
        order.Sort((left, right) =>
        {
            var less = busy[right].CompareTo(busy[left]);
            return less != 0 ? less : _nodes[left].CompareTo(_nodes[right]);
        });
        return order.Count <= _request.MaxNodes ? order : order[.._request.MaxNodes];
    }

    private List<int> BusiestEdges(int[] indexes)
    {
        var order = new List<int>();
        for (var edge = 0; edge < _edges.Count; edge++)
        {
            if (indexes[_edges[edge].Client] >= 0 && indexes[_edges[edge].Server] >= 0)
                order.Add(edge);
        }

        order.Sort((left, right) =>
        {
            var less = _edges.CountOf(right).CompareTo(_edges.CountOf(left));
            less = less != 0 ? less : indexes[_edges[left].Client].CompareTo(indexes[_edges[right].Client]);
            less = less != 0 ? less : indexes[_edges[left].Server].CompareTo(indexes[_edges[right].Server]);
            return less != 0 ? less : _edges[left].Connection.CompareTo(_edges[right].Connection);
        });
        return order.Count <= _request.MaxEdges ? order : order[.._request.MaxEdges];
    }

    private ServiceGraphNode ToNode(int node, string? group) => new(
        _nodes[node].Type,
        _nodes[node].Name,
        _nodes[node].Namespace.Length == 0 ? null : _nodes[node].Namespace,
        _systems[node],
        new RequestNumbers(_served.CountOf(node), _served.ErrorsOf(node), _served.Durations.Quantiles(node)),
        group);

    private ServiceGraphEdge ToEdge(int edge, int[] indexes) => new(
        indexes[_edges[edge].Client],
        indexes[_edges[edge].Server],
        _edges[edge].Connection,
        new RequestNumbers(_edges.CountOf(edge), _edges.ErrorsOf(edge), _edges.ServerDurations.Quantiles(edge)),
        _edges.ClientDurations.Quantiles(edge));

    private List<UnmatchedSpans> SortUnmatched() =>
    [
        .. _unmatched
            .OrderByDescending(static one => one.Value.Count)
            .ThenBy(static one => one.Key.Service, StringComparer.Ordinal)
            .ThenBy(static one => one.Key.IsServer)
            .ThenBy(static one => one.Key.Cause)
            .ThenBy(static one => one.Key.Peer, StringComparer.Ordinal)
            .Take(_request.MaxEdges)
            .Select(static one => new UnmatchedSpans(
                one.Key.IsServer,
                one.Key.Cause,
                one.Key.Service.Length == 0 ? null : one.Key.Service,
                one.Key.Peer.Length == 0 ? null : one.Key.Peer,
                one.Value.Count,
                one.Value.TraceId,
                one.Value.SpanId)),
    ];

    /// <summary>A node by its texts.</summary>
    private readonly record struct MergedNode(ServiceGraphNodeType Type, string Name, string Namespace) : IComparable<MergedNode>
    {
        public static MergedNode Of(GraphNodes nodes, int node) =>
            new(nodes[node].Type, nodes.Names[nodes[node].Name], nodes.Names[nodes[node].Namespace]);

        public int CompareTo(MergedNode other)
        {
            var order = string.CompareOrdinal(Name, other.Name);
            order = order != 0 ? order : string.CompareOrdinal(Namespace, other.Namespace);
            return order != 0 ? order : Type.CompareTo(other.Type);
        }
    }
}
