using System.Diagnostics;
using Vivace.Core;
using Vivace.Store;
using static Vivace.Server.Api.SpanAnswerJson;

namespace Vivace.Server.Api.ServiceGraph;

/// <summary>A service graph as JSON.</summary>
internal static class ServiceGraphJson
{
    /// <summary>Writes the answer.</summary>
    /// <param name="json">Takes the text.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="range">The range it is of.</param>
    /// <param name="isGrouped">True when groups were asked for.</param>
    /// <param name="traceCount">How many traces it is of; null when it is not of traces.</param>
    /// <param name="message">Why it is incomplete; null when it is complete.</param>
    public static void Write(TempoJsonWriter json, ServiceGraphResult graph, TimeRange range, bool isGrouped, int? traceCount, string? message)
    {
        json.BeginObject();
        SpanAnswerJson.Range(json, range);
        if (traceCount is { } traces)
            Number(json, "traces"u8, traces);
        Completeness(json, graph.Metrics, message);
        WriteNodes(json, graph.Nodes, isGrouped);
        WriteEdges(json, graph.Edges);
        WriteUnmatched(json, graph.Unmatched);
        json.EndObject();
    }

    private static void WriteNodes(TempoJsonWriter json, IReadOnlyList<ServiceGraphNode> nodes, bool isGrouped)
    {
        json.Name("nodes"u8);
        json.BeginArray();
        for (var id = 0; id < nodes.Count; id++)
        {
            var node = nodes[id];
            json.BeginObject();
            Number(json, "id"u8, id);
            Text(json, "name"u8, node.Name);
            Text(json, "type"u8, TextOf(node.Type));
            Text(json, "namespace"u8, node.Namespace);
            Text(json, "system"u8, node.System);
            if (isGrouped)
                Text(json, "group"u8, node.Group);
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
            Number(json, "client"u8, edge.Client);
            Number(json, "server"u8, edge.Server);
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
            Number(json, "count"u8, spans.Count);
            Text(json, "exampleTraceId"u8, spans.TraceId.ToString());
            Text(json, "exampleSpanId"u8, SpanIdText.Of(spans.SpanId));
            json.EndObject();
        }

        json.EndArray();
    }

    private static void Requests(TempoJsonWriter json, RequestNumbers requests)
    {
        Number(json, "requests"u8, requests.Count);
        Number(json, "errors"u8, requests.Errors);
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
