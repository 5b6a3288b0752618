using Vivace.Core;
using Vivace.TraceQL.Syntax;

namespace Vivace.Store;

/// <summary>Asks who calls whom, how often, with which errors and how fast.</summary>
/// <param name="Tenants">Whose spans; those of several are counted together. At least one.</param>
/// <param name="Range">Requests that begin here count: by the start of the span on the server's side, or of the only known side.</param>
/// <param name="Query">A parsed and checked search; a request counts when a span of either side matches. Null for all.</param>
/// <param name="MaxNodes">Most nodes; the busiest stay. At least 1.</param>
/// <param name="MaxEdges">Most edges; the busiest stay. At least 1.</param>
/// <param name="GroupKey">Attribute of resources by which nodes are grouped; null for none, which costs nothing.</param>
public sealed record ServiceGraphRequest(
    IReadOnlyList<TenantId> Tenants, TimeRange Range, TraceQuery? Query, int MaxNodes, int MaxEdges, string? GroupKey = null)
{
    /// <summary>When set, the requests of these traces count and no others, all of them, wherever they begin;
    /// <see cref="Range"/> is where the traces lie.</summary>
    public IReadOnlySet<TraceId>? Traces { get; init; }
}

/// <summary>A service graph.</summary>
/// <param name="Nodes">The busiest first.</param>
/// <param name="Edges">The busiest first.</param>
/// <param name="Unmatched">Sides of requests without a counterpart, by cause; most first.</param>
/// <param name="Limited">Set when a limit left out nodes, edges or causes: how many.</param>
/// <param name="Metrics">What it took.</param>
/// <param name="PartialReason">Set when parts could not be read: what is missing and why.</param>
public sealed record ServiceGraphResult(
    IReadOnlyList<ServiceGraphNode> Nodes,
    IReadOnlyList<ServiceGraphEdge> Edges,
    IReadOnlyList<UnmatchedSpans> Unmatched,
    ServiceGraphCut? Limited,
    QueryMetrics Metrics,
    string? PartialReason);

/// <summary>What limits left out.</summary>
/// <param name="TotalNodes">Nodes found.</param>
/// <param name="TotalEdges">Edges found.</param>
public sealed record ServiceGraphCut(int TotalNodes, int TotalEdges);

/// <summary>Requests as a whole: how many, how many failed, how long they took.</summary>
/// <param name="Count">Requests.</param>
/// <param name="Errors">Those that failed.</param>
/// <param name="Durations">How long they took.</param>
public sealed record RequestNumbers(long Count, long Errors, DurationQuantiles Durations);

/// <summary>Quantiles of durations, each at most 1.6 % off; zeros when there are no durations.</summary>
/// <param name="P50Nanoseconds">Median.</param>
/// <param name="P95Nanoseconds">19 of 20 are not longer.</param>
/// <param name="P99Nanoseconds">99 of 100 are not longer.</param>
public readonly record struct DurationQuantiles(double P50Nanoseconds, double P95Nanoseconds, double P99Nanoseconds);

/// <summary>One that calls or is called.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Name">Name of the service, or what callers know of it.</param>
/// <param name="Namespace"><c>service.namespace</c>; null without.</param>
/// <param name="System">Kind of database or queue; null when not known.</param>
/// <param name="Served">What it serves: for services their own server and consumer spans, for others what their callers saw.</param>
/// <param name="Group">The value of <see cref="ServiceGraphRequest.GroupKey"/> that most of its spans have; of equally frequent ones
/// the first by its characters. Null when none of them has one, and for what sends no spans.</param>
public sealed record ServiceGraphNode(
    ServiceGraphNodeType Type, string Name, string? Namespace, string? System, RequestNumbers Served, string? Group = null);

/// <summary>Requests from one node to another.</summary>
/// <param name="Client">Index of the caller in the list of nodes.</param>
/// <param name="Server">Index of the one called.</param>
/// <param name="Connection">How they are connected.</param>
/// <param name="Requests">Requests as the server saw them (a side that is not known took as long as the other); failed when either
/// side says so.</param>
/// <param name="ClientDurations">How long they took as the client saw them.</param>
public sealed record ServiceGraphEdge(
    int Client, int Server, ServiceGraphConnection Connection, RequestNumbers Requests, DurationQuantiles ClientDurations);

/// <summary>What a node is.</summary>
public enum ServiceGraphNodeType
{
    /// <summary>Sends spans of its own.</summary>
    Service,

    /// <summary>A database, known from its clients.</summary>
    Database,

    /// <summary>A queue or topic, known from its users.</summary>
    Messaging,

    /// <summary>Another peer that sends no spans.</summary>
    External,

    /// <summary>Whoever called a service without a span of his own.</summary>
    User,
}

/// <summary>How the ends of an edge are connected.</summary>
public enum ServiceGraphConnection
{
    /// <summary>By a request.</summary>
    Request,

    /// <summary>By messages.</summary>
    Messaging,

    /// <summary>One is a database.</summary>
    Database,

    /// <summary>One sends no spans.</summary>
    VirtualNode,
}

/// <summary>Spans of one side of requests that make no edge.</summary>
/// <param name="IsServer">True for the server's side.</param>
/// <param name="Cause">Why.</param>
/// <param name="Service">Their service; null without a name.</param>
/// <param name="Peer">Where a client span says that it went; null when it does not say.</param>
/// <param name="Count">Spans.</param>
/// <param name="TraceId">Trace of one of them, the newest.</param>
/// <param name="SpanId">Its id, big endian.</param>
public sealed record UnmatchedSpans(
    bool IsServer, UnmatchedCause Cause, string? Service, string? Peer, long Count, TraceId TraceId, ulong SpanId);

/// <summary>Why a span makes no edge.</summary>
public enum UnmatchedCause
{
    /// <summary>A client span has no server span below it, and nothing says what it called.</summary>
    NoServerSpan,

    /// <summary>An internal span stands between client and server span.</summary>
    InternalBetween,

    /// <summary>The resource of the span itself, or of its counterpart, has no <c>service.name</c>.</summary>
    NoServiceName,

    /// <summary>The parent of a server span is not in the trace.</summary>
    ClientNotFound,

    /// <summary>The parent of a server span, or what leads to it, is no client span.</summary>
    ParentNotClient,

    /// <summary>The client span has an earlier server span, which has made the edge.</summary>
    ClientAlreadyMatched,

    /// <summary>The client span is a call to a database.</summary>
    ClientIsDatabase,
}
