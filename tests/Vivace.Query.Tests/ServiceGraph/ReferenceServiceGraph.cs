using Vivace.Core;
using Vivace.Store;
using Vivace.Testing.Otlp;

namespace Vivace.Query.Tests.ServiceGraph;

/// <summary>The service graph in the plainest way: span by span, parents looked up by id, durations kept and sorted.</summary>
internal sealed class ReferenceServiceGraph
{
    private static readonly string[] DatabaseKeys = ["db.namespace", "db.name", "db.system", "db.system.name"];
    private static readonly string[] PeerKeys = ["peer.service", "db.name", "db.system", "db.system.name"];

    private readonly TimeRange _range;
    private readonly Func<StoredSpan, bool> _isMatch;
    private readonly Dictionary<string, Numbers> _served = [];
    private readonly Dictionary<string, Numbers> _edges = [];
    private readonly Dictionary<string, int> _unmatched = [];
    private readonly HashSet<string> _services = [];
    private readonly List<StoredSpan> _counted;

    public ReferenceServiceGraph(IEnumerable<ReferenceTrace> traces, TimeRange range, Func<StoredSpan, bool> isMatch)
    {
        _range = range;
        _isMatch = isMatch;
        var all = traces.ToList();
        foreach (var span in all.SelectMany(trace => trace.Spans).Where(Counts).Where(span => Service(span).Length > 0))
            _services.Add(Service(span));
        var pairs = all.SelectMany(Pairs).ToList();
        foreach (var (client, server) in pairs.Where(CountsAsPair))
            _services.UnionWith([Service(client), Service(server)]);
        foreach (var trace in all)
            Count(trace, pairs);
        _counted =
        [
            .. all.SelectMany(trace => trace.Spans).Where(span => Counts(span)
                || pairs.Exists(pair => CountsAsPair(pair) && (ReferenceEquals(pair.Client, span) || ReferenceEquals(pair.Server, span)))),
        ];
    }

    public IEnumerable<string> Nodes => _services.Select(name => $"Service {name}").Union(_served.Keys).Order(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Numbers> Served => _served;

    public IReadOnlyDictionary<string, Numbers> Edges => _edges;

    public IEnumerable<string> Unmatched =>
        _unmatched.Select(one => $"{one.Key} {one.Value}").Order(StringComparer.Ordinal);

    /// <summary>What most spans of a service have; null when none has it.</summary>
    public string? GroupOf(string service, string key) => _counted
        .Where(span => Service(span) == service)
        .Select(span => Text(span.Resource?.Attributes, key))
        .Where(value => value.Length > 0)
        .GroupBy(value => value)
        .OrderByDescending(spans => spans.Count())
        .ThenBy(spans => spans.Key, StringComparer.Ordinal)
        .FirstOrDefault()?.Key;

    /// <summary>The first server span below each client span that calls no database.</summary>
    private static IEnumerable<(StoredSpan Client, StoredSpan Server)> Pairs(ReferenceTrace trace) =>
        from client in trace.Spans
        where IsClient(client) && Service(client).Length > 0 && First(client, DatabaseKeys).Length == 0
        let server = trace.ChildrenOf(client).FirstOrDefault(child => IsServer(child) && Service(child).Length > 0)
        where server is not null
        select (client, server);

    private void Count(ReferenceTrace trace, List<(StoredSpan Client, StoredSpan Server)> pairs)
    {
        foreach (var span in trace.Spans)
        {
            if (IsServer(span))
                CountServer(trace, span, pairs.FirstOrDefault(pair => ReferenceEquals(pair.Server, span)).Client);
            else if (IsClient(span) && Counts(span) && !pairs.Exists(pair => ReferenceEquals(pair.Client, span)))
                CountClient(trace, span);
        }
    }

    private void CountServer(ReferenceTrace trace, StoredSpan server, StoredSpan? client)
    {
        var isPair = client is not null && CountsAsPair((client, server));
        if (Service(server).Length > 0 && (Counts(server) || isPair))
            Add(_served, $"Service {Service(server)}", server, server, IsError(server));
        if (isPair)
        {
            var kind = IsMessaging(client!) || IsMessaging(server) ? "Messaging" : "Request";
            Add(_edges, $"Service {Service(client!)} -> Service {Service(server)} {kind}", client!, server, IsError(client!) || IsError(server));
        }

        if (client is not null || !Counts(server))
            return;
        var parent = trace.ParentOf(server);
        var above = parent;
        while (above is not null && !IsClient(above) && !IsServer(above))
            above = trace.ParentOf(above);
        var cause = (Service(server).Length, parent, above) switch
        {
            (0, _, _) => UnmatchedCause.NoServiceName,
            (_, null, _) when ReferenceTrace.IsRoot(server) => (UnmatchedCause?)null,
            (_, null, _) => UnmatchedCause.ClientNotFound,
            (_, _, null) => UnmatchedCause.ParentNotClient,
            (_, _, var nearest) when !IsClient(nearest) => UnmatchedCause.ParentNotClient,
            (_, var direct, var nearest) when direct != nearest => UnmatchedCause.InternalBetween,
            (_, var direct, _) when First(direct, DatabaseKeys).Length > 0 => UnmatchedCause.ClientIsDatabase,
            (_, var direct, _) when Service(direct).Length == 0 => UnmatchedCause.NoServiceName,
            _ => UnmatchedCause.ClientAlreadyMatched,
        };
        if (cause is { } why)
            AddUnmatched($"server {why} {Service(server)} ");
        else if (First(server, PeerKeys) is { Length: > 0 } peer)
            AddOneSided(Peer(peer), $"Service {Service(server)}", "VirtualNode", server);
        else if (IsMessaging(server) && First(server, ["messaging.destination.name", "messaging.system"]) is { Length: > 0 } queue)
            AddOneSided($"Messaging {queue}", $"Service {Service(server)}", "Messaging", server);
        else
            AddOneSided("User user", $"Service {Service(server)}", "VirtualNode", server);
    }

    private void CountClient(ReferenceTrace trace, StoredSpan client)
    {
        var hint = First(client, [.. PeerKeys, "server.address", "net.peer.name", "network.peer.address"]);
        if (Service(client).Length == 0)
            AddUnmatched($"client {UnmatchedCause.NoServiceName}  {hint}");
        else if (First(client, DatabaseKeys) is { Length: > 0 } database)
            AddOneSided($"Service {Service(client)}", $"Database {DatabaseName(client, database)}", "Database", client);
        else if (First(client, PeerKeys) is { Length: > 0 } peer)
            AddOneSided($"Service {Service(client)}", Peer(peer), "VirtualNode", client);
        else if (CauseOf(trace, client) is not UnmatchedCause.NoServerSpan and var cause)
            AddUnmatched($"client {cause} {Service(client)} {hint}");
        else if (First(client, ["messaging.destination.name", "messaging.system"]) is { Length: > 0 } queue)
            AddOneSided($"Service {Service(client)}", $"Messaging {queue}", "Messaging", client);
        else
            AddUnmatched($"client {UnmatchedCause.NoServerSpan} {Service(client)} {hint}");
    }

    /// <summary>The first server span that a client span leads to, over spans of neither side, says why they are no pair.</summary>
    private static UnmatchedCause CauseOf(ReferenceTrace trace, StoredSpan client) => FirstServerBelow(trace, client) switch
    {
        null => UnmatchedCause.NoServerSpan,
        var (_, isDirect) => isDirect ? UnmatchedCause.NoServiceName : UnmatchedCause.InternalBetween,
    };

    private static (StoredSpan Server, bool IsDirect)? FirstServerBelow(ReferenceTrace trace, StoredSpan span)
    {
        foreach (var child in trace.ChildrenOf(span))
        {
            if (IsServer(child))
                return (child, true);
            if (!IsClient(child) && FirstServerBelow(trace, child) is { } below)
                return (below.Server, false);
        }

        return null;
    }

    private static string DatabaseName(StoredSpan client, string found)
    {
        if (First(client, ["peer.service", "server.address"]) is { Length: > 0 } name)
            return name;
        var address = First(client, ["network.peer.address"]);
        var port = First(client, ["network.peer.port"]);
        return address.Length == 0 ? found : port.Length == 0 ? address : $"{address}:{port}";
    }

    private string Peer(string name) => _services.Contains(name) ? $"Service {name}" : $"External {name}";

    private void AddOneSided(string client, string server, string connection, StoredSpan span)
    {
        Add(_edges, $"{client} -> {server} {connection}", span, span, IsError(span));
        if (!server.StartsWith("Service ", StringComparison.Ordinal))
            Add(_served, server, span, span, IsError(span));
        if (!client.StartsWith("Service ", StringComparison.Ordinal))
            _served.TryAdd(client, new Numbers());
    }

    private static void Add(Dictionary<string, Numbers> all, string key, StoredSpan client, StoredSpan server, bool failed)
    {
        if (!all.TryGetValue(key, out var numbers))
            all[key] = numbers = new Numbers();
        numbers.Errors += failed ? 1 : 0;
        numbers.ClientDurations.Add(Duration(client));
        numbers.ServerDurations.Add(Duration(server));
    }

    private void AddUnmatched(string key) => _unmatched[key] = _unmatched.GetValueOrDefault(key) + 1;

    private bool Counts(StoredSpan span) => _isMatch(span) && IsInRange(span);

    private bool CountsAsPair((StoredSpan Client, StoredSpan Server) pair) =>
        IsInRange(pair.Server) && (_isMatch(pair.Client) || _isMatch(pair.Server));

    private bool IsInRange(StoredSpan span) =>
        span.Span.StartTimeUnixNano >= _range.StartInclusive && span.Span.StartTimeUnixNano <= _range.EndInclusive;

    private static bool IsClient(StoredSpan span) => span.Span.Kind is 3 or 4;

    private static bool IsServer(StoredSpan span) => span.Span.Kind is 2 or 5;

    private static bool IsMessaging(StoredSpan span) => span.Span.Kind is 4 or 5;

    private static bool IsError(StoredSpan span) => span.Span.Status?.Code == 2;

    private static double Duration(StoredSpan span) =>
        span.Span.EndTimeUnixNano < span.Span.StartTimeUnixNano ? 0 : span.Span.EndTimeUnixNano - span.Span.StartTimeUnixNano;

    private static string Service(StoredSpan span) => Text(span.Resource?.Attributes, "service.name");

    private static string First(StoredSpan span, string[] keys)
    {
        foreach (var key in keys)
        {
            if (DatabaseKeys.Contains(key) && keys == DatabaseKeys && Text(span.Resource?.Attributes, key) is { Length: > 0 } ofResource)
                return ofResource;
            if (Text(span.Span.Attributes, key) is { Length: > 0 } text)
                return text;
        }

        return "";
    }

    private static string Text(IReadOnlyList<OtlpAttribute>? attributes, string key) =>
        attributes?.FirstOrDefault(attribute => attribute.Key == key)?.Value switch
        {
            OtlpValue.Text text => text.Value,
            OtlpValue.Int integer => $"{integer.Value}",
            _ => "",
        };

    internal sealed class Numbers
    {
        public int Count => ServerDurations.Count;

        public int Errors { get; set; }

        public List<double> ClientDurations { get; } = [];

        public List<double> ServerDurations { get; } = [];
    }
}
