using System.Globalization;
using Vivace.Core;
using Vivace.Server.Api;
using Vivace.Server.Configuration;
using Vivace.Storage;
using Vivace.Storage.Engine;

namespace Vivace.Server.Web.Storage;

/// <summary><c>/api/vivace/storage</c>: what is stored, by tenant and level, what maintenance does, and how long the disk lasts.</summary>
/// <param name="options">The limits and paths.</param>
/// <param name="storage">The engine; null while it opens.</param>
/// <param name="services">Finds the services of a tenant.</param>
/// <param name="ingest">Knows what tenants send.</param>
/// <param name="queriesOf">Queries of a tenant that run.</param>
internal sealed class StorageEndpoint(
    VivaceOptions options, Func<TraceStorage?> storage, TopServices services, TenantIngest ingest, Func<TenantId, int> queriesOf)
{
    /// <summary>Answers.</summary>
    public async ValueTask<ApiAnswer> AnswerAsync(HttpContext context)
    {
        if (TenantHeader.Read(context.Request.Headers[TenantHeader.Name], options.Query, out var tenants) is { } refused)
            return refused;
        if (storage() is not { } engine)
            return ApiAnswer.RetryLater(StatusCodes.Status503ServiceUnavailable, "the data is being opened", seconds: 1);

        var held = engine.GetTenantStatistics().Where(one => tenants.Contains(one.Tenant)).ToList();
        var named = new Dictionary<TenantId, IReadOnlyList<ServiceSpans>>();
        foreach (var tenant in held)
            named[tenant.Tenant] = await services.FindAsync(tenant.Tenant, context.RequestAborted);

        var rates = ingest.Rates();
        var buffer = new PooledBuffer();
        var json = new StatusJson(new TempoJsonWriter(buffer));
        json.Object(null, () =>
        {
            json.Objects("tenants", held, tenant => WriteTenant(json, tenant, rates.GetValueOrDefault(tenant.Tenant.Value), named[tenant.Tenant]));
            WriteMaintenance(json, engine.GetMaintenanceStatistics());
            WriteDisk(json, engine);
            var log = engine.GetLogStatistics();
            json.Object("log", () =>
            {
                json.Number("bytes", log.SizeBytes);
                json.Number("segments", log.Segments);
                json.Number("oldestSeconds", log.OldestAge.TotalSeconds);
            });
        });
        return ApiAnswer.Json(buffer);
    }

    private void WriteTenant(StatusJson json, TenantStatistics tenant, TenantRates? rates, IReadOnlyList<ServiceSpans> top)
    {
        json.Text("tenant", tenant.Tenant.Value);
        json.Objects("levels", tenant.Levels, level =>
        {
            json.Number("level", level.Level);
            json.Number("blocks", level.Blocks);
            json.Number("spans", level.Spans);
            json.Number("bytes", level.Bytes);
            json.TextOrNull("oldestUnixNano", level.OldestUnixNanoseconds?.ToString(CultureInfo.InvariantCulture));
            json.TextOrNull("newestUnixNano", level.NewestUnixNanoseconds?.ToString(CultureInfo.InvariantCulture));
        });
        json.Number("blocks", tenant.Blocks);
        json.Number("badBlocks", tenant.BadBlocks);
        json.Number("spans", tenant.Spans);
        json.Number("bytes", tenant.Bytes);
        json.TextOrNull("oldestUnixNano", tenant.OldestUnixNanoseconds?.ToString(CultureInfo.InvariantCulture));
        json.TextOrNull("newestUnixNano", tenant.NewestUnixNanoseconds?.ToString(CultureInfo.InvariantCulture));
        json.Object("ingest", () =>
        {
            json.Number("spansPerSecond", rates?.SpansPerSecond ?? 0);
            json.Number("bytesPerSecond", rates?.BytesPerSecond ?? 0);
            json.Number("spansTotal", rates?.Spans ?? 0);
            json.Number("bytesTotal", rates?.Bytes ?? 0);
            json.Number("refusedTotal", rates?.Refused ?? 0);
        });
        json.Object("live", () =>
        {
            json.Number("spans", tenant.LiveSpans);
            json.Number("traces", tenant.LiveTraces);
            json.Number("bytes", tenant.LiveBytes);
        });
        json.Objects("limits", LimitsOf(tenant, rates), limit =>
        {
            json.Text("name", limit.Name);
            json.Number("limit", limit.Limit);
            json.Number("used", limit.Used);
        });
        json.Objects("topServices", top, service =>
        {
            json.Text("name", service.Name);
            json.Number("spans", service.Spans);
        });
    }

    /// <summary>Limits that are on, with what the tenant has of each.</summary>
    private IEnumerable<(string Name, long Limit, long Used)> LimitsOf(TenantStatistics tenant, TenantRates? rates)
    {
        if (options.Ingest.RateLimitBytes > 0)
            yield return ("overrides.defaults.ingestion.rate_limit_bytes", options.Ingest.RateLimitBytes, (long)(rates?.BytesPerSecond ?? 0));
        if (options.Ingest.MaxTracesPerUser > 0)
            yield return ("overrides.defaults.ingestion.max_traces_per_user", options.Ingest.MaxTracesPerUser, tenant.LiveTraces);
        yield return ("vivace.storage.max_live_block_bytes", options.Storage.MaxLiveBlockBytes, tenant.LiveBytes);
        if (options.Query.MaxOutstandingPerTenant > 0)
            yield return ("query_frontend.max_outstanding_per_tenant", options.Query.MaxOutstandingPerTenant, queriesOf(tenant.Tenant));
    }

    private void WriteMaintenance(StatusJson json, MaintenanceStatistics maintenance)
    {
        json.Object("compaction", () =>
        {
            json.Number("running", maintenance.RunningMerges);
            json.Number("backlogBlocks", maintenance.BacklogBlocks);
            json.Number("backlogBytes", maintenance.BacklogBytes);
            json.Number("doneTotal", maintenance.Merges);
            json.Number("bytesReadTotal", maintenance.MergedBytesRead);
            json.Number("bytesWrittenTotal", maintenance.MergedBytesWritten);
        });
        json.Object("retention", () =>
        {
            json.Number("seconds", options.Storage.BlockRetention.TotalSeconds);
            json.Number("deletedBlocksTotal", maintenance.ExpiredBlocks);
            json.TextOrNull("nextDeletionUnixNano", maintenance.NextExpiryUnixNanoseconds?.ToString(CultureInfo.InvariantCulture));
        });
    }

    private void WriteDisk(StatusJson json, TraceStorage engine)
    {
        var (free, total) = DiskOf(options.Storage.BlocksPath);
        var used = engine.GetStatistics().BlockBytes + engine.GetLogStatistics().SizeBytes;
        var forecast = DiskForecast.Of(engine.GetMaintenanceStatistics(), used, free, options.Storage.BlockRetention);
        json.Object("disk", () =>
        {
            json.Number("usedBytes", used);
            json.Number("freeBytes", free);
            json.Number("totalBytes", total);
            json.NumberOrNull("bytesPerDay", forecast.BytesPerDay);
            json.NumberOrNull("daysUntilFull", forecast.DaysUntilFull);
        });
    }

    private static (long FreeBytes, long TotalBytes) DiskOf(string folder)
    {
        try
        {
            var disk = new DriveInfo(folder);
            return (disk.AvailableFreeSpace, disk.TotalSize);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return default; // zeros say that it is not known
        }
    }
}
