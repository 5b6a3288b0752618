using System.Globalization;
using Vivace.Server.Api;
using Vivace.Storage;
using Vivace.Storage.Engine;

namespace Vivace.Server.Web.Storage;

/// <summary><c>/api/vivace/storage/blocks</c>: lists blocks, and describes one with its columns.</summary>
/// <param name="options">Whether there are tenants.</param>
/// <param name="storage">The engine; null while it opens.</param>
internal sealed class BlocksEndpoint(QueryApiOptions options, Func<TraceStorage?> storage)
{
    private const uint DefaultLimit = 200;
    private const uint MaxLimit = 1_000;

    /// <summary>Lists the blocks of one tenant, newest first.</summary>
    public ApiAnswer List(HttpContext context)
    {
        if (TenantHeader.Read(context.Request.Headers[TenantHeader.Name], options, out var tenants) is { } refused)
            return refused;
        var parameters = new QueryParameters(context.Request.Query);
        var tenant = StorageTenant.Read(parameters, tenants);
        var level = parameters.Unsigned("level");
        var limit = parameters.Unsigned("limit") ?? DefaultLimit;
        if (limit is 0 or > MaxLimit)
            parameters.Fail(string.Create(CultureInfo.InvariantCulture, $"invalid limit: {limit}; it must be from 1 to {MaxLimit}"));
        var after = ReadCursor(parameters);
        if (parameters.Error is { } error)
            return ApiAnswer.BadRequest(error);
        if (storage() is not { } engine)
            return Opening();

        var blocks = engine.ListBlocks(tenant, (int?)level, after, (int)limit + 1);
        var buffer = new PooledBuffer();
        var json = new StatusJson(new TempoJsonWriter(buffer));
        json.Object(null, () =>
        {
            json.Objects("blocks", blocks.Take((int)limit), block => WriteBlock(json, block));
            json.TextOrNull("next", blocks.Count > limit ? CursorOf(blocks[(int)limit - 1]) : null);
        });
        return ApiAnswer.Json(buffer);
    }

    /// <summary>Describes a block.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">Its id.</param>
    public ApiAnswer Describe(HttpContext context, string id)
    {
        if (TenantHeader.Read(context.Request.Headers[TenantHeader.Name], options, out var tenants) is { } refused)
            return refused;
        if (storage() is not { } engine)
            return Opening();
        if (!Guid.TryParse(id, out var blockId) || engine.DescribeBlock(tenants, blockId, context.RequestAborted) is not { } block)
            return ApiAnswer.Text(StatusCodes.Status404NotFound, $"there is no block {QueryParameters.Quote(id)}; it may have been merged into another");

        var buffer = new PooledBuffer();
        var json = new StatusJson(new TempoJsonWriter(buffer));
        json.Object(null, () =>
        {
            WriteBlock(json, block);
            json.Texts("replaces", block.Meta.Replaces.Select(static replaced => replaced.ToString()));
            json.Objects("columns", block.Columns, column =>
            {
                json.Text("table", column.Table.ToString().ToLowerInvariant());
                json.Text("name", column.Name);
                json.TextOrNull("type", column.Type?.ToString().ToLowerInvariant());
                json.Number("values", column.Values);
                json.Number("bytes", column.Bytes);
                json.TextOrNull("encoding", column.Encoding);
            });
        });
        return ApiAnswer.Json(buffer);
    }

    private static void WriteBlock(StatusJson json, BlockDescription block)
    {
        var meta = block.Meta;
        json.Text("id", meta.BlockId.ToString());
        json.Text("tenant", meta.Tenant);
        json.Number("level", meta.CompactionLevel);
        json.Number("spans", meta.TotalSpans);
        json.Number("traces", meta.TotalTraces);
        json.Number("bytes", meta.SizeBytes);
        json.Text("startUnixNano", meta.StartTime.ToString(CultureInfo.InvariantCulture));
        json.Text("endUnixNano", meta.EndTime.ToString(CultureInfo.InvariantCulture));
        json.Text(
            "createdUnixNano",
            ((meta.CreatedAt - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick).ToString(CultureInfo.InvariantCulture));
        json.NumberOrNull("rowGroups", block.RowGroups);
        json.TextOrNull("damage", block.Damage);
    }

    private static string CursorOf(BlockDescription block) =>
        string.Create(CultureInfo.InvariantCulture, $"{block.Meta.EndTime}_{block.Meta.BlockId}");

    private static (ulong EndTime, Guid BlockId)? ReadCursor(QueryParameters parameters)
    {
        if (parameters.Text("after") is not { } text)
            return null;
        var parts = text.Split('_');
        if (parts.Length == 2
            && ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var endTime)
            && Guid.TryParse(parts[1], out var id))
            return (endTime, id);
        parameters.Fail($"invalid after: {QueryParameters.Quote(text)}; it must be \"next\" of an earlier answer");
        return null;
    }

    private static ApiAnswer Opening() =>
        ApiAnswer.RetryLater(StatusCodes.Status503ServiceUnavailable, "the data is being opened", seconds: 1);
}
