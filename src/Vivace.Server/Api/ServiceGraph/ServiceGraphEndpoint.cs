using System.Globalization;
using Vivace.Store;

namespace Vivace.Server.Api.ServiceGraph;

/// <summary><c>/api/vivace/service-graph</c>: who calls whom, computed from stored spans.</summary>
internal sealed class ServiceGraphEndpoint(ITraceStore store, QueryApiOptions options, SpanQueryReader reader, TracesOfGraph traces, LimitHits hits)
{
    /// <summary>Answers.</summary>
    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (range, query) = reader.Read(request);
        var groupKey = GroupName.Read(request.Parameters);
        var question = traces.Read(request.Parameters, range, query);
        if (request.Parameters.Error is { } error)
            return ApiAnswer.BadRequest(error);

        var asked = new ServiceGraphRequest(
            request.Tenants, range, query, options.ServiceGraphMaxNodes, options.ServiceGraphMaxEdges, groupKey);
        FoundTraces? found = null;
        if (question is not null)
        {
            found = await traces.FindAsync(request.Tenants, question, cancellationToken);
            asked = asked with { Range = found.Range, Query = null, Traces = found.Ids };
        }

        var graph = await store.FindServiceGraphAsync(asked, cancellationToken);
        if (found is not null)
            graph = graph with { Metrics = Federation.Sum([found.Metrics, graph.Metrics]) };
        var message = Federation.Join([DescribeCut(asked, graph), found?.PartialReason, graph.PartialReason]);
        var buffer = new PooledBuffer();
        ServiceGraphJson.Write(new TempoJsonWriter(buffer), graph, range, groupKey is not null, found?.Ids.Count, message);
        return ApiAnswer.Json(buffer).With(graph.Metrics.InspectedBytes, graph.Edges.Count, message is not null);
    }

    private string? DescribeCut(ServiceGraphRequest asked, ServiceGraphResult graph)
    {
        if (graph.Limited is not { } cut)
            return null;

        const string nodes = "vivace.service_graph.max_nodes";
        const string edges = "vivace.service_graph.max_edges";
        hits.Record(cut.TotalNodes > asked.MaxNodes ? nodes : edges);
        return cut.TotalNodes > asked.MaxNodes
            ? string.Create(CultureInfo.InvariantCulture,
                $"the graph has {cut.TotalNodes:N0} nodes; the busiest {asked.MaxNodes:N0} are shown ({nodes}): narrow the time range or the filter")
            : string.Create(CultureInfo.InvariantCulture,
                $"the graph has {cut.TotalEdges:N0} edges; the busiest {asked.MaxEdges:N0} are shown ({edges}): narrow the time range or the filter");
    }
}
