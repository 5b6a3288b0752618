using System.Globalization;
using Vivace.Store;
using static Vivace.Server.Api.SpanAnswerJson;

namespace Vivace.Server.Api.Structure;

/// <summary><c>/api/vivace/structure</c>: traces merged into trees.</summary>
internal sealed class StructureEndpoint(ITraceStore store, QueryApiOptions options, SpanQueryReader reader, LimitHits hits)
{
    private const uint DefaultTraces = 1_000;
    private const uint MaxTraces = 10_000;
    private const string NodesKey = "vivace.structure.max_nodes";
    private const string LevelsKey = "vivace.structure.max_levels";

    private static readonly string[] Kinds = ["unspecified", "internal", "server", "client", "producer", "consumer"];

    /// <summary>Answers.</summary>
    public async Task<ApiAnswer> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var parameters = request.Parameters;
        var (range, query) = reader.Read(request);
        var traces = parameters.Unsigned("traces") ?? DefaultTraces;
        if (traces is 0 or > MaxTraces)
            parameters.Fail(string.Create(CultureInfo.InvariantCulture, $"invalid traces: {traces}; it must be from 1 to {MaxTraces}"));
        var order = ReadMode(parameters);
        if (parameters.Error is { } error)
            return ApiAnswer.BadRequest(error);

        var found = await store.MergeTracesAsync(
            new TraceStructureRequest(
                request.Tenants, range, query, (int)traces, order, options.StructureMaxNodes, options.StructureMaxLevels),
            cancellationToken);
        var message = Describe(found);
        var buffer = new PooledBuffer();
        Write(new TempoJsonWriter(buffer), found, message);
        return ApiAnswer.Json(buffer).With(found.Metrics.InspectedBytes, found.Traces, message is not null);
    }

    private static StructureOrder ReadMode(QueryParameters parameters)
    {
        switch (parameters.Text("mode"))
        {
            case null or "errors":
                return StructureOrder.Errors;
            case "latency":
                return StructureOrder.Duration;
            case var mode:
                parameters.Fail($"invalid mode: {QueryParameters.Quote(mode)}; write errors or latency");
                return default;
        }
    }

    private string? Describe(TraceStructureResult found)
    {
        if (found.NodesLeftOut > 0)
            hits.Record(NodesKey);
        if (found.SpansTooDeep > 0)
            hits.Record(LevelsKey);
        return Federation.Join(
        [
            found.MoreTraces
                ? string.Create(CultureInfo.InvariantCulture, $"more traces match; the newest {found.Traces:N0} are merged (traces)")
                : null,
            found.NodesLeftOut > 0
                ? string.Create(CultureInfo.InvariantCulture, $"{found.NodesLeftOut:N0} nodes that matter least are left out ({NodesKey})")
                : null,
            found.SpansTooDeep > 0
                ? string.Create(CultureInfo.InvariantCulture, $"{found.SpansTooDeep:N0} spans further down are left out ({LevelsKey})")
                : null,
            found.PartialReason,
        ]);
    }

    private static void Write(TempoJsonWriter json, TraceStructureResult found, string? message)
    {
        json.BeginObject();
        Number(json, "traces"u8, found.Traces);
        Completeness(json, found.Metrics, message);
        WriteNodes(json, "roots"u8, found.Roots);
        json.EndObject();
    }

    private static void WriteNodes(TempoJsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<StructureNode> nodes)
    {
        json.Name(name);
        json.BeginArray();
        foreach (var node in nodes)
        {
            json.BeginObject();
            Text(json, "service"u8, node.Service);
            Text(json, "name"u8, node.Name);
            Text(json, "kind"u8, Kinds[node.Kind < Kinds.Length ? node.Kind : 0]);
            Number(json, "count"u8, node.Count);
            Number(json, "errors"u8, node.Errors);
            Number(json, "durationNanos"u8, node.DurationNanoseconds);
            Number(json, "selfNanos"u8, node.SelfNanoseconds);
            Nanoseconds(json, "p95Nanos"u8, node.P95Nanoseconds);
            json.Name("exampleTraceIds"u8);
            json.BeginArray();
            foreach (var traceId in node.Examples)
                json.String(traceId.ToString());
            json.EndArray();
            WriteNodes(json, "children"u8, node.Children);
            json.EndObject();
        }

        json.EndArray();
    }
}
