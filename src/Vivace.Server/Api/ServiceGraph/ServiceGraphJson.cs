using System.Diagnostics;
using Vivace.Core;
using Vivace.Store;

namespace Vivace.Server.Api.ServiceGraph;

/// <summary>A service graph as JSON.</summary>
internal static class ServiceGraphJson
{
    private const ulong NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Writes the answer.</summary>
    /// <param name="json">Takes the text.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="range">The range it is of.</param>
    /// <param name="message">Why it is incomplete; null when it is complete.</param>
    public static void Write(TempoJsonWriter json, ServiceGraphResult graph, TimeRange range, string? message)
    {
        json.BeginObject();
        json.Name("startUnixNano"u8);
        json.LongString(range.StartInclusive);
        json.Name("endUnixNano"u8);
        json.LongString(range.EndInclusive);
        json.Name("seconds"u8);
        json.Double((double)(range.EndInclusive - range.StartInclusive) / NanosecondsPerSecond);
        json.Name("inspectedSpans"u8);
        json.LongString(graph.Metrics.InspectedSpans);
        json.Name("partial"u8);
        json.Boolean(message is not null);
        Text(json, "message"u8, message);
        WriteNodes(json, graph.Nodes);
        WriteEdges(json, graph.Edges);
        WriteUnmatched(json, graph.Unmatched);
        json.EndObject();
    }

    private static void WriteNodes(TempoJsonWriter json, IReadOnlyList<ServiceGraphNode> nodes)
    {
        json.Name("nodes"u8);
        json.BeginArray();
        for (var id = 0; id < nodes.Count; id++)
        {
            var node = nodes[id];
            json.BeginObject();
            json.Name("id"u8);
            json.Number((uint)id);
            Text(json, "name"u8, node.Name);
            Text(json, "type"u8, TextOf(node.Type));
            Text(json, "namespace"u8, node.Namespace);
            Text(json, "system"u8, node.System);
            Requests(json, node.Served);
            Nanoseconds(json, "p50Nanos"u8, node.Served.Durations.P50Nanoseconds);
            Nanoseconds(json, "p95Nanos"u8, node.Served.Durations.P95Nanoseconds);
            Nanoseconds(json, "p99Nanos"u8, node.Served.Durations.P99Nanoseconds);
            json.EndObject();
        }

        json.EndArray();
    }

    private static void WriteEdges(TempoJsonWriter json, IReadOnlyList<ServiceGraphEdge> edges)
    {
        json.Name("edges"u8);
        json.BeginArray();
        foreach (var edge in edges)
        {
            json.BeginObject();
            json.Name("client"u8);
            json.Number((uint)edge.Client);
            json.Name("server"u8);
            json.Number((uint)edge.Server);
            Text(json, "type"u8, TextOf(edge.Connection));
            Requests(json, edge.Requests);
            Nanoseconds(json, "clientP50Nanos"u8, edge.ClientDurations.P50Nanoseconds);
            Nanoseconds(json, "clientP95Nanos"u8, edge.ClientDurations.P95Nanoseconds);
            Nanoseconds(json, "clientP99Nanos"u8, edge.ClientDurations.P99Nanoseconds);
            Nanoseconds(json, "serverP50Nanos"u8, edge.Requests.Durations.P50Nanoseconds);
            Nanoseconds(json, "serverP95Nanos"u8, edge.Requests.Durations.P95Nanoseconds);
            Nanoseconds(json, "serverP99Nanos"u8, edge.Requests.Durations.P99Nanoseconds);
            json.EndObject();
        }

        json.EndArray();
    }

    private static void WriteUnmatched(TempoJsonWriter json, IReadOnlyList<UnmatchedSpans> unmatched)
    {
        json.Name("unmatched"u8);
        json.BeginArray();
        foreach (var spans in unmatched)
        {
            json.BeginObject();
            Text(json, "side"u8, spans.IsServer ? "server" : "client");
            Text(json, "cause"u8, TextOf(spans.Cause));
            Text(json, "service"u8, spans.Service);
            Text(json, "peer"u8, spans.Peer);
            json.Name("count"u8);
            json.Integer(spans.Count);
            Text(json, "exampleTraceId"u8, spans.TraceId.ToString());
            Text(json, "exampleSpanId"u8, SpanIdText.Of(spans.SpanId));
            json.EndObject();
        }

        json.EndArray();
    }

    private static void Requests(TempoJsonWriter json, RequestNumbers requests)
    {
        json.Name("requests"u8);
        json.Integer(requests.Count);
        json.Name("errors"u8);
        json.Integer(requests.Errors);
    }

    private static void Nanoseconds(TempoJsonWriter json, ReadOnlySpan<byte> name, double value)
    {
        json.Name(name);
        json.Integer((long)Math.Round(value));
    }

    private static void Text(TempoJsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        json.Name(name);
        json.StringOrNull(value);
    }

    private static string TextOf(ServiceGraphNodeType type) => type switch
    {
        ServiceGraphNodeType.Service => "service",
        ServiceGraphNodeType.Database => "database",
        ServiceGraphNodeType.Messaging => "messaging",
        ServiceGraphNodeType.External => "external",
        ServiceGraphNodeType.User => "user",
        _ => throw new UnreachableException("every type of node has a name"),
    };

    private static string TextOf(ServiceGraphConnection connection) => connection switch
    {
        ServiceGraphConnection.Request => "",
        ServiceGraphConnection.Messaging => "messaging_system",
        ServiceGraphConnection.Database => "database",
        ServiceGraphConnection.VirtualNode => "virtual_node",
        _ => throw new UnreachableException("every connection has a name"),
    };

    private static string TextOf(UnmatchedCause cause) => cause switch
    {
        UnmatchedCause.NoServerSpan => "no-server-span",
        UnmatchedCause.InternalBetween => "internal-between",
        UnmatchedCause.NoServiceName => "no-service-name",
        UnmatchedCause.ClientNotFound => "client-not-found",
        UnmatchedCause.ParentNotClient => "parent-not-client",
        UnmatchedCause.ClientAlreadyMatched => "client-already-matched",
        UnmatchedCause.ClientIsDatabase => "client-is-database",
        _ => throw new UnreachableException("every cause has a name"),
    };
}
