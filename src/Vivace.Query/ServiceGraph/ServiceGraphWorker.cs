using Vivace.Core;
using Vivace.Query.Filters;
using Vivace.Query.Metrics;
using Vivace.Query.Naming;
using Vivace.Query.Search;
using Vivace.Storage.RowGroups;
using Vivace.Store;

namespace Vivace.Query.ServiceGraph;

/// <summary>Pairs client and server spans of row groups, one after the other, and counts. A trace lies whole in one row group, its spans
/// after their parents, so that pairing is one pass over arrays. Used by one thread at a time.</summary>
internal sealed class ServiceGraphWorker
{
    private const long StatusError = 2;

    private readonly SpanSelection _selection;
    private readonly TimeRange _range;
    private readonly IReadOnlySet<TraceId>? _traces;
    private readonly ResourceNodes _resources;
    private readonly SpanAttributes _clientAttributes;
    private readonly SpanAttributes _rootAttributes;
    private readonly PeerNames _clientPeers;
    private readonly PeerNames _rootPeers;
    private readonly RowSides _sides = new();
    private int[] _databases = []; // by client span: what makes it a call to a database

    /// <summary>Counts nothing yet.</summary>
    /// <param name="selection">The spans asked for.</param>
    /// <param name="request">What is asked about them.</param>
    /// <param name="budget">What the counts may take.</param>
    public ServiceGraphWorker(SpanSelection selection, ServiceGraphRequest request, MemoryBudget budget)
    {
        _selection = selection;
        _traces = request.Traces;
        _range = _traces is null ? request.Range : TimeRange.All;
        Nodes = new GraphNodes(new NameTable(), budget);
        Served = new RequestCounts(budget);
        Edges = new EdgeCounts(budget);
        Unmatched = new UnmatchedCounts(budget);
        Groups = request.GroupKey is { } groupKey ? new GroupCounts(Nodes.Names, groupKey, budget) : null;
        _resources = new ResourceNodes(Nodes);
        _clientAttributes = new SpanAttributes(Nodes.Names, PeerAttribute.All);
        _rootAttributes = new SpanAttributes(Nodes.Names, PeerAttribute.All);
        _clientPeers = new PeerNames(Nodes.Names, _clientAttributes);
        _rootPeers = new PeerNames(Nodes.Names, _rootAttributes);
    }

    /// <summary>Nodes met.</summary>
    public GraphNodes Nodes { get; }

    /// <summary>What services serve.</summary>
    public RequestCounts Served { get; }

    /// <summary>Edges met.</summary>
    public EdgeCounts Edges { get; }

    /// <summary>Spans that make no edge.</summary>
    public UnmatchedCounts Unmatched { get; }

    /// <summary>What groups nodes; null when nothing does.</summary>
    public GroupCounts? Groups { get; }

    /// <summary>Services that have a span among those asked for; by node.</summary>
    public List<bool> Seen { get; } = [];

    /// <summary>Takes one row group in.</summary>
    public void Visit(RowGroupScan scan)
    {
        var answered = scan.RentAnsweredRows();
        if (_traces is not null)
            KeepTraces(scan.Rows, answered, _traces);
        if (!answered.Any())
        {
            scan.Pool.Return(answered);
            return;
        }

        var matched = _selection.Select(scan, answered);
        if (matched.Any())
        {
            var nodeOfResource = _resources.Read(scan.Rows.Resources);
            var view = new RowGroupView(scan.Rows, nodeOfResource, matched, _range);
            MarkSeen(view);
            Groups?.Begin(view, nodeOfResource.Length);
            Served.Reserve(Nodes.Count);
            _sides.Read(scan, answered);
            scan.Cancellation.ThrowIfCancellationRequested();
            MarkDatabases(scan);
            MatchServers(view, scan, answered);
            scan.Cancellation.ThrowIfCancellationRequested();
            CountRoots(view, scan);
            CountClients(view);
            Groups?.End(scan.Rows.Resources, nodeOfResource);
        }

        scan.Pool.Return(matched);
        scan.Pool.Return(answered);
    }

    /// <summary>Of the rows that a row group answers for, leaves those of some traces.</summary>
    private static void KeepTraces(RowGroup rows, Bitmap answered, IReadOnlySet<TraceId> traces)
    {
        var firstRows = rows.TraceFirstRows;
        var ids = rows.TraceIds;
        for (var trace = 0; trace < ids.Length; trace++)
        {
            if (!traces.Contains(ids[trace]))
                answered.ClearRange(firstRows[trace], firstRows[trace + 1]);
        }
    }

    private void MarkSeen(in RowGroupView view)
    {
        while (Seen.Count < Nodes.Count)
            Seen.Add(false);
        for (var row = view.Matched.Next(0); row >= 0; row = view.Matched.Next(row + 1))
        {
            var node = view.NodeOf(row);
            if (node >= 0 && !Seen[node] && view.Counts(row))
                Seen[node] = true;
        }
    }

    private void MarkDatabases(RowGroupScan scan)
    {
        _clientAttributes.MoveTo(scan, _sides.ClientRows, _sides.ClientCount);
        if (_databases.Length < _sides.ClientCount)
            _databases = new int[_sides.ClientRows.Length];
        for (var i = 0; i < _sides.ClientCount; i++)
        {
            _databases[i] = _clientPeers.DatabaseOf(i);
            if (_databases[i] != 0)
                _sides[_sides.ClientRows[i]] = ClientState.Database;
        }
    }

    private void MatchServers(in RowGroupView view, RowGroupScan scan, Bitmap answered)
    {
        var checkpoint = new Checkpoint(scan.Cancellation);
        for (var row = answered.Next(0); row >= 0; row = answered.Next(row + 1))
        {
            if (!RowSides.IsServer(view.Kinds[row]))
                continue;
            checkpoint.Pass();
            var client = FindClient(view, row, out var cause);
            var node = view.NodeOf(row);
            var isMatch = client >= 0 && cause is null;
            if (isMatch)
                AddPair(view, client, row);
            else if (cause is { } why)
                AddUnmatched(view, row, isServer: true, why, peer: 0);
            if (node >= 0 && (view.Counts(row) || (isMatch && view.Matched[client] && view.IsInRange(row))))
                Served.Add(node, view.Durations[row], view.Statuses[row] == StatusError);
        }
    }

    /// <summary>Finds the client span of a server span, and marks what the client's side needs to know later.</summary>
    /// <returns>The client's row, or -1.</returns>
    private int FindClient(in RowGroupView view, int row, out UnmatchedCause? cause)
    {
        var parent = view.Parents[row];
        var isNamed = view.NodeOf(row) >= 0;
        if (parent < 0)
        {
            cause = !isNamed ? UnmatchedCause.NoServiceName
                : view.ParentId(row) == 0 ? null : UnmatchedCause.ClientNotFound;
            return -1;
        }

        var isDirect = RowSides.IsClient(view.Kinds[parent]);
        var client = isDirect ? parent : FindClientAbove(view, parent);
        if (client < 0)
        {
            cause = isNamed ? UnmatchedCause.ParentNotClient : UnmatchedCause.NoServiceName;
            return -1;
        }

        if (_sides[client] == ClientState.Open && (!isDirect || !isNamed))
            _sides[client] = isDirect ? ClientState.ServerWithoutName : ClientState.InternalBetween;
        cause = CauseOf(view, client, isDirect, isNamed);
        return client;
    }

    private int FindClientAbove(in RowGroupView view, int row)
    {
        if (RowSides.IsServer(view.Kinds[row]))
            return -1;
        var side = _sides.NearestSide(row);
        return side >= 0 && RowSides.IsClient(view.Kinds[side]) ? side : -1;
    }

    private UnmatchedCause? CauseOf(in RowGroupView view, int client, bool isDirect, bool isNamed)
    {
        if (!isNamed)
            return UnmatchedCause.NoServiceName;
        if (!isDirect)
            return UnmatchedCause.InternalBetween;
        return _sides[client] switch
        {
            ClientState.Database => UnmatchedCause.ClientIsDatabase,
            ClientState.Matched => UnmatchedCause.ClientAlreadyMatched,
            _ => view.NodeOf(client) < 0 ? UnmatchedCause.NoServiceName : null,
        };
    }

    private void AddPair(in RowGroupView view, int client, int server)
    {
        _sides[client] = ClientState.Matched;
        if (!view.IsInRange(server) || !(view.Matched[client] || view.Matched[server]))
            return;
        var connection = RowSides.IsMessaging(view.Kinds[client]) || RowSides.IsMessaging(view.Kinds[server])
            ? ServiceGraphConnection.Messaging
            : ServiceGraphConnection.Request;
        Edges.Add(
            new EdgeKey(view.NodeOf(client), view.NodeOf(server), connection),
            view.Durations[client],
            view.Durations[server],
            view.Statuses[client] == StatusError || view.Statuses[server] == StatusError);
        Seen[view.NodeOf(client)] = Seen[view.NodeOf(server)] = true;
        Groups?.AddSide(view, client);
        Groups?.AddSide(view, server);
    }

    private void CountRoots(in RowGroupView view, RowGroupScan scan)
    {
        _rootAttributes.MoveTo(scan, _sides.RootServerRows, _sides.RootServerCount);
        for (var i = 0; i < _sides.RootServerCount; i++)
        {
            var row = _sides.RootServerRows[i];
            if (!view.Counts(row) || view.NodeOf(row) < 0)
                continue;
            if (_rootPeers.PeerOf(i) is not 0 and var peer)
                AddVirtual(view, row, new NodeKey(ServiceGraphNodeType.External, peer), isServer: true);
            else if (RowSides.IsMessaging(view.Kinds[row]) && _rootPeers.QueueOf(i) is not 0 and var queue)
                AddQueue(view, row, queue, _rootPeers.QueueSystemOf(i), isServer: true);
            else
                AddVirtual(view, row, new NodeKey(ServiceGraphNodeType.User, Nodes.Names.Of("user"u8)), isServer: true);
        }
    }

    private void CountClients(in RowGroupView view)
    {
        for (var i = 0; i < _sides.ClientCount; i++)
        {
            var row = _sides.ClientRows[i];
            if (_sides[row] == ClientState.Matched || !view.Counts(row))
                continue;
            if (view.NodeOf(row) < 0)
                AddUnmatched(view, row, isServer: false, UnmatchedCause.NoServiceName, _clientPeers.HintOf(i));
            else if (_databases[i] != 0)
                AddDatabase(view, row, i);
            else if (_clientPeers.PeerOf(i) is not 0 and var peer)
                AddVirtual(view, row, new NodeKey(ServiceGraphNodeType.External, peer), isServer: false);
            else if (_sides[row] == ClientState.Open && _clientPeers.QueueOf(i) is not 0 and var queue)
                AddQueue(view, row, queue, _clientPeers.QueueSystemOf(i), isServer: false);
            else
                AddUnmatched(view, row, isServer: false, CauseOf(_sides[row]), _clientPeers.HintOf(i));
        }
    }

    private static UnmatchedCause CauseOf(ClientState state) => state switch
    {
        ClientState.InternalBetween => UnmatchedCause.InternalBetween,
        ClientState.ServerWithoutName => UnmatchedCause.NoServiceName,
        _ => UnmatchedCause.NoServerSpan,
    };

    private void AddDatabase(in RowGroupView view, int row, int index)
    {
        var name = _clientPeers.DatabaseServerOf(index, _databases[index]);
        var node = Nodes.GetOrAdd(new NodeKey(ServiceGraphNodeType.Database, name));
        Nodes.NoteSystem(node, _clientPeers.DatabaseSystemOf(index));
        AddOneSided(view, row, view.NodeOf(row), node, ServiceGraphConnection.Database);
    }

    private void AddQueue(in RowGroupView view, int row, int name, int system, bool isServer)
    {
        var node = Nodes.GetOrAdd(new NodeKey(ServiceGraphNodeType.Messaging, name));
        Nodes.NoteSystem(node, system);
        var known = view.NodeOf(row);
        AddOneSided(view, row, isServer ? node : known, isServer ? known : node, ServiceGraphConnection.Messaging);
    }

    private void AddVirtual(in RowGroupView view, int row, NodeKey other, bool isServer)
    {
        var node = Nodes.GetOrAdd(other);
        var known = view.NodeOf(row);
        AddOneSided(view, row, isServer ? node : known, isServer ? known : node, ServiceGraphConnection.VirtualNode);
    }

    /// <summary>Counts a request of which one side is known; the other took as long.</summary>
    private void AddOneSided(in RowGroupView view, int row, int client, int server, ServiceGraphConnection connection) => Edges.Add(
        new EdgeKey(client, server, connection), view.Durations[row], view.Durations[row], view.Statuses[row] == StatusError);

    private void AddUnmatched(in RowGroupView view, int row, bool isServer, UnmatchedCause cause, int peer)
    {
        if (view.Counts(row))
            Unmatched.Add(new UnmatchedKey(isServer, cause, view.NodeOf(row), peer), view.ExampleOf(row));
    }
}
