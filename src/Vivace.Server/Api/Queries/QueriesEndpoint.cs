using System.Diagnostics;

namespace Vivace.Server.Api.Queries;

/// <summary><c>/api/vivace/queries</c>: queries that run, and the last slow ones, with a way to stop one.</summary>
/// <param name="registry">Knows them.</param>
/// <param name="options">Whether there are tenants.</param>
/// <param name="waiting">Queries that wait for their turn, over all tenants.</param>
internal sealed class QueriesEndpoint(QueryRegistry registry, QueryApiOptions options, Func<int> waiting)
{
    private const string CancelEnd = "/cancel";

    /// <summary>Lists queries.</summary>
    public ApiAnswer Answer(HttpContext context)
    {
        if (TenantHeader.Read(context.Request.Headers[TenantHeader.Name], options, out var tenants) is { } refused)
            return refused;

        var buffer = new PooledBuffer();
        var json = new TempoJsonWriter(buffer);
        json.BeginObject();
        json.Name("running"u8);
        json.BeginArray();
        foreach (var query in registry.Running(tenants))
            WriteRunning(json, query);
        json.EndArray();
        json.Name("waiting"u8);
        json.Integer(waiting());
        json.Name("slow"u8);
        json.BeginArray();
        foreach (var query in registry.Slow(tenants))
            WriteSlow(json, query);
        json.EndArray();
        json.EndObject();
        return ApiAnswer.Json(buffer);
    }

    /// <summary>Stops a query.</summary>
    /// <param name="context">The request.</param>
    /// <param name="rest">The path behind <c>/api/vivace/queries/</c>.</param>
    public ApiAnswer Cancel(HttpContext context, string rest)
    {
        var id = rest.EndsWith(CancelEnd, StringComparison.Ordinal) ? rest[..^CancelEnd.Length] : "";
        if (id.Length == 0 || id.Contains('/', StringComparison.Ordinal))
            return ApiAnswer.Text(StatusCodes.Status404NotFound, QueryApi.PageNotFound);
        if (!HttpMethods.IsPost(context.Request.Method))
            return ApiAnswer.Text(StatusCodes.Status405MethodNotAllowed, "send a POST to cancel a query");
        if (PageOrigin.IsElsewhere(context.Request))
            return ApiAnswer.Text(StatusCodes.Status403Forbidden, "a page of another origin may not cancel a query");
        if (TenantHeader.Read(context.Request.Headers[TenantHeader.Name], options, out var tenants) is { } refused)
            return refused;
        return registry.TryCancel(id, tenants)
            ? ApiAnswer.Empty(StatusCodes.Status204NoContent)
            : ApiAnswer.Text(StatusCodes.Status404NotFound, $"no query {QueryParameters.Quote(id)} is running; it may have ended");
    }

    private void WriteRunning(TempoJsonWriter json, RunningQuery query)
    {
        json.BeginObject();
        json.Name("id"u8);
        json.String(query.Id);
        Text(json, query.Kind, query.Expression, string.Join('|', query.Tenants.Select(static tenant => tenant.Value)), query.Started);
        json.Name("elapsedMs"u8);
        json.Integer((long)registry.ElapsedOf(query).TotalMilliseconds);
        json.Name("inspectedBytes"u8);
        json.Integer(query.Cost.InspectedBytes);
        json.Name("inspectedSpans"u8);
        json.Integer(query.Cost.InspectedSpans);
        json.Name("client"u8);
        json.StringOrNull(query.Client);
        json.EndObject();
    }

    private static void WriteSlow(TempoJsonWriter json, EndedQuery query)
    {
        json.BeginObject();
        Text(json, query.Kind, query.Expression, string.Join('|', query.Tenants.Select(static tenant => tenant.Value)), query.Started);
        json.Name("elapsedMs"u8);
        json.Integer((long)query.Elapsed.TotalMilliseconds);
        json.Name("inspectedBytes"u8);
        json.Integer(query.InspectedBytes);
        json.Name("inspectedSpans"u8);
        json.Integer(query.InspectedSpans);
        json.Name("status"u8);
        json.String(query.Status switch
        {
            QueryEnd.Ok => "ok",
            QueryEnd.Error => "error",
            QueryEnd.Cancelled => "cancelled",
            QueryEnd.Timeout => "timeout",
            _ => throw new UnreachableException("every end of a query has a name"),
        });
        json.EndObject();
    }

    private static void Text(TempoJsonWriter json, string kind, string expression, string tenant, DateTimeOffset started)
    {
        json.Name("kind"u8);
        json.String(kind);
        json.Name("query"u8);
        json.String(expression);
        json.Name("tenant"u8);
        json.String(tenant);
        json.Name("startedUnixNano"u8);
        json.LongString((started - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick);
    }
}
