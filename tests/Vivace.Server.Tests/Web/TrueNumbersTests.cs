using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Vivace.Server.Tests.Hosting;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Server.Tests.Web;

/// <summary>Every number that a whole server tells about itself, compared with what was sent to it.</summary>
public sealed class TrueNumbersTests
{
    private static readonly HttpClient Client = new();

    [Fact]
    public async Task Status_and_storage_tell_what_was_sent_live_and_in_blocks()
    {
        await using var server = await ServerProcess.StartAsync(null, "-multitenancy.enabled=true", "-compactor.disabled=true");
        var page = $"http://127.0.0.1:{server.Port("web page")}";
        var blue = Enumerable.Range(1, 7).Select(NewTrace).ToArray();
        var green = Enumerable.Range(8, 2).Select(NewTrace).ToArray();
        var bytes = 0L;
        foreach (var (tenant, traces) in new[] { ("blue", blue), ("green", green) })
        {
            foreach (var trace in traces)
                bytes += await SendAsync(server, tenant, trace);
        }

        var live = await GetAsync($"{page}/api/vivace/status", "blue");
        Assert.Equal((54, bytes), (Number(live, "ingest", "spansTotal"), Number(live, "ingest", "bytesTotal")));
        Assert.Equal((54, 9, 0), (Number(live, "live", "spans"), Number(live, "live", "traces"), Number(live, "blocks", "count")));
        Assert.Equal(FolderSize(server.Folder, "wal", "*.wal"), Number(live, "log", "bytes"));
        Assert.Empty(live.GetProperty("ingest").GetProperty("refused").EnumerateArray());

        var before = await GetAsync($"{page}/api/vivace/storage", "blue|green");
        Assert.Equal(["blue", "green"], before.GetProperty("tenants").EnumerateArray().Select(tenant => tenant.GetProperty("tenant").GetString()));
        Assert.Equal((42, 7, 0), LiveAndBlocks(before.GetProperty("tenants")[0]));
        Assert.Equal((12, 2, 0), LiveAndBlocks(before.GetProperty("tenants")[1]));
        Assert.Equal([42, 12], before.GetProperty("tenants").EnumerateArray().Select(tenant => Number(tenant, "ingest", "spansTotal")));
        Assert.Equal(bytes, before.GetProperty("tenants").EnumerateArray().Sum(tenant => Number(tenant, "ingest", "bytesTotal")));
        Assert.All(before.GetProperty("tenants").EnumerateArray(), tenant => Assert.Equal(0, Number(tenant, "ingest", "refusedTotal")));
        Assert.All(before.GetProperty("tenants").EnumerateArray(), tenant => Assert.True(tenant.GetProperty("ingest").GetProperty("spansPerSecond").GetDouble() > 0));
        Assert.Equal(
            """[{"name":"shop","spans":21},{"name":"payments","spans":14},{"name":"mailer","spans":7}]""",
            before.GetProperty("tenants")[0].GetProperty("topServices").GetRawText());

        using var flushed = await Client.PostAsync($"http://127.0.0.1:{server.Port("query API")}/flush", null, TestContext.Current.CancellationToken);
        Assert.True(flushed.IsSuccessStatusCode);
        var stored = await GetAsync($"{page}/api/vivace/storage", "blue");
        var own = Assert.Single(stored.GetProperty("tenants").EnumerateArray());
        Assert.Equal((0, 0, 1), LiveAndBlocks(own));
        Assert.Equal((42, 42), (Number(own, "spans"), Number(own.GetProperty("levels")[0], "spans")));
        Assert.Equal(FolderSize(server.Folder, Path.Combine("blocks", "blue"), "spans.vivace"), Number(own, "bytes"));
        Assert.Equal(blue.Min(trace => trace.StartUnixNanoseconds), ulong.Parse(own.GetProperty("oldestUnixNano").GetString()!));
        Assert.Equal(blue.Max(EndOf), ulong.Parse(own.GetProperty("newestUnixNano").GetString()!));

        Assert.Equal(own.GetProperty("oldestUnixNano").GetString(), own.GetProperty("levels")[0].GetProperty("oldestUnixNano").GetString());
        Assert.Equal(own.GetProperty("newestUnixNano").GetString(), own.GetProperty("levels")[0].GetProperty("newestUnixNano").GetString());

        var status = await GetAsync($"{page}/api/vivace/status", "blue");
        Assert.Equal((0, 0, 2, 54), (Number(status, "live", "spans"), Number(status, "live", "traces"), Number(status, "blocks", "count"), Number(status, "blocks", "spans")));
        Assert.Equal(FolderSize(server.Folder, "blocks", "spans.vivace"), Number(status, "blocks", "bytes"));

        var block = Assert.Single((await GetAsync($"{page}/api/vivace/storage/blocks", "blue")).GetProperty("blocks").EnumerateArray());
        Assert.Equal((42, 7, 1), (Number(block, "spans"), Number(block, "traces"), Number(block, "rowGroups")));
        var described = await GetAsync($"{page}/api/vivace/storage/blocks/{block.GetProperty("id").GetString()}", "blue");
        Assert.Equal(21, described.GetProperty("columns").EnumerateArray().Where(column => column.GetProperty("name").GetString() == "http.request.method").Sum(column => Number(column, "values")));
        Assert.Equal(HttpStatusCode.NotFound, await StatusOfAsync($"{page}/api/vivace/storage/blocks/{block.GetProperty("id").GetString()}", "green"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfAsync($"{page}/api/vivace/storage", null));
    }

    [Fact]
    public async Task Attributes_tell_what_was_sent()
    {
        await using var server = await ServerProcess.StartAsync(null, "-multitenancy.enabled=true", "-compactor.disabled=true");
        var page = $"http://127.0.0.1:{server.Port("web page")}/api/vivace/storage";
        foreach (var number in Enumerable.Range(1, 7))
            await SendAsync(server, "blue", NewTrace(number));
        using var flushed = await Client.PostAsync($"http://127.0.0.1:{server.Port("query API")}/flush", null, TestContext.Current.CancellationToken);
        Assert.True(flushed.IsSuccessStatusCode);
        await SendAsync(server, "blue", NewTrace(8));
        await SendAsync(server, "green", NewTrace(9));

        var blue = await GetAsync($"{page}/attributes?limit=1000", "blue|green");
        Assert.Equal(
            ("blue", 1L, 1L, 48L, 48L, false), // the first tenant of the request
            (blue.GetProperty("tenant").GetString(), Number(blue, "blocks"), Number(blue, "totalBlocks"), Number(blue, "spans"), Number(blue, "totalSpans"), blue.GetProperty("partial").GetBoolean()));
        var attributes = blue.GetProperty("attributes").EnumerateArray().ToArray();
        Assert.Equal(Number(blue, "total"), attributes.Length);
        Assert.Equal(
            ["event attempt integer 8/1", "resource deployment.environment text 40/1", "resource service.name text 48/3", "span enduser.id text 8/8", "span http.request.method text 24/2"],
            attributes.Where(one => one.GetProperty("name").GetString() is "attempt" or "deployment.environment" or "service.name" or "enduser.id" or "http.request.method")
                .Select(one => $"{one.GetProperty("scope").GetString()} {one.GetProperty("name").GetString()} {one.GetProperty("type").GetString()} {Number(one, "values")}/{Number(one, "distinct")}")
                .Order(StringComparer.Ordinal));
        Assert.All(attributes, one => Assert.Equal("exact", one.GetProperty("distinctKind").GetString()));

        var block = (await GetAsync($"{page}/blocks", "blue")).GetProperty("blocks")[0].GetProperty("id").GetString();
        var columns = (await GetAsync($"{page}/blocks/{block}", "blue")).GetProperty("columns").EnumerateArray()
            .Where(column => column.GetProperty("type").ValueKind == JsonValueKind.String)
            .Select(column => (column.GetProperty("table").GetString()!.TrimEnd('s'), column.GetProperty("name").GetString(), Number(column, "bytes")));
        Assert.Equal(
            columns.Order(),
            attributes.Where(one => one.GetProperty("scope").GetString() is "span" or "event" or "link")
                .Select(one => (one.GetProperty("scope").GetString()!, one.GetProperty("name").GetString(), Number(one, "bytes"))).Order());

        var two = (await GetAsync($"{page}/attributes?limit=1", "blue")).GetProperty("attributes").EnumerateArray().ToArray();
        Assert.Equal(two.MaxBy(one => Number(one, "bytes")).GetRawText(), attributes.MaxBy(one => Number(one, "bytes")).GetRawText());
        Assert.Contains(8, two.Select(one => Number(one, "distinct")));
        Assert.Equal(6, Number(await GetAsync($"{page}/attributes?tenant=green", "blue|green"), "spans"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusOfAsync($"{page}/attributes?tenant=green", "blue"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusOfAsync($"{page}/attributes?limit=1001", "blue"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfAsync($"{page}/attributes", null));
    }

    [Fact]
    public async Task Graph_structure_and_exceptions_tell_what_was_sent()
    {
        await using var server = await ServerProcess.StartAsync();
        var page = $"http://127.0.0.1:{server.Port("web page")}";
        var traces = Enumerable.Range(1, 5).Select(NewTrace).ToArray();
        traces[0]["SELECT accounts"].WithError().WithEvent(
            "exception", TimeSpan.Zero, new OtlpAttribute("exception.type", "DbException"), new OtlpAttribute("exception.message", "timeout after 30 s"));
        foreach (var trace in traces)
            await SendAsync(server, null, trace);

        var graph = await GetAsync($"{page}/api/vivace/service-graph", null);
        var names = graph.GetProperty("nodes").EnumerateArray().Select(node => $"{node.GetProperty("type").GetString()} {node.GetProperty("name").GetString()}").ToArray();
        Assert.Equal(
            ["database postgresql <- service payments 5/1", "service payments <- service shop 5/0", "service shop <- user user 5/0"],
            graph.GetProperty("edges").EnumerateArray()
                .Select(edge => $"{names[Number(edge, "server")]} <- {names[Number(edge, "client")]} {Number(edge, "requests")}/{Number(edge, "errors")}")
                .Order(StringComparer.Ordinal));
        Assert.Equal("30", graph.GetProperty("inspectedSpans").GetString());
        var unmatched = Assert.Single(graph.GetProperty("unmatched").EnumerateArray());
        Assert.Equal(("parent-not-client", "mailer", 5L), (unmatched.GetProperty("cause").GetString(), unmatched.GetProperty("service").GetString(), Number(unmatched, "count")));

        var structure = await GetAsync($"{page}/api/vivace/structure", null);
        Assert.Equal((5, 5), (Number(structure, "traces"), Number(structure.GetProperty("roots")[0], "count")));
        var exceptions = await GetAsync($"{page}/api/vivace/exceptions", null);
        var group = Assert.Single(exceptions.GetProperty("groups").EnumerateArray());
        Assert.Equal(("DbException", "timeout after <num> s", 1L), (group.GetProperty("type").GetString(), group.GetProperty("message").GetString(), Number(group, "count")));
    }

    [Fact]
    public async Task The_graph_of_traces_found_has_all_their_calls_and_no_others()
    {
        await using var server = await ServerProcess.StartAsync();
        var graphs = $"http://127.0.0.1:{server.Port("web page")}/api/vivace/service-graph";
        var traces = Enumerable.Range(1, 5).Select(NewTrace).ToArray();
        traces[0]["SELECT accounts"].WithError();
        traces[3]["SELECT accounts"].WithError();
        foreach (var trace in traces)
            await SendAsync(server, null, trace);

        const string failed = "?q=%7B+span.db.system+=+%22postgresql%22+%26%26+status+=+error+%7D";
        Assert.Equal("postgresql <- payments 2/2", Edges(await GetAsync(graphs + failed, null)));
        var found = await GetAsync(graphs + failed + "&traces=20", null);
        Assert.Equal("payments <- shop 2/0, postgresql <- payments 2/2, shop <- user 2/0", Edges(found));
        Assert.Equal((2, 2), (Number(found, "traces"), Number(found.GetProperty("unmatched")[0], "count")));

        // One of them, the newest or the oldest; then the newest three of all, among them one that failed.
        Assert.Equal("payments <- shop 1/0, postgresql <- payments 1/1, shop <- user 1/0", Edges(await GetAsync(graphs + failed + "&traces=1", null)));
        Assert.Equal("payments <- shop 3/0, postgresql <- payments 3/1, shop <- user 3/0", Edges(await GetAsync(graphs + "?traces=3", null)));
        Assert.Equal("payments <- shop 1/0, postgresql <- payments 1/0, shop <- user 1/0", Edges(await GetAsync(graphs + "?traces=1&sort=errors&order=asc", null)));
        Assert.Equal("payments <- shop 2/0, postgresql <- payments 2/2, shop <- user 2/0", Edges(await GetAsync(graphs + "?traces=2&sort=errors", null)));
        var nothing = await GetAsync(graphs + "?q=%7B+name+=+%22nobody%22+%7D&traces=20", null);
        Assert.Equal((0, ""), (Number(nothing, "traces"), Edges(nothing)));
    }

    [Fact]
    public async Task A_tenant_has_the_rate_limit_that_was_set_and_what_it_sends_of_it()
    {
        const string name = "overrides.defaults.ingestion.rate_limit_bytes";
        await using var server = await ServerProcess.StartAsync(null, "-multitenancy.enabled=true", $"-{name}=1234567");
        var page = $"http://127.0.0.1:{server.Port("web page")}/api/vivace/storage";
        var bytes = 0L;
        foreach (var number in Enumerable.Range(1, 7))
            bytes += await SendAsync(server, "blue", NewTrace(number));
        await SendAsync(server, "green", NewTrace(8));

        var blue = Assert.Single((await GetAsync(page, "blue")).GetProperty("tenants").EnumerateArray());
        var limit = blue.GetProperty("limits").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);
        var (perSecond, spansPerSecond) = (blue.GetProperty("ingest").GetProperty("bytesPerSecond").GetDouble(), blue.GetProperty("ingest").GetProperty("spansPerSecond").GetDouble());
        Assert.Equal((1_234_567, (long)perSecond), (Number(limit, "limit"), Number(limit, "used")));
        Assert.Equal(bytes, Number(blue, "ingest", "bytesTotal"));

        // Everything was sent within the time that the rates are of: they are to each other as the totals are.
        Assert.Equal(bytes / 42.0, perSecond / spansPerSecond, 0.01 * bytes / 42);
        Assert.True(Number(limit, "used") > 0);
    }

    [Fact]
    public async Task Settings_count_what_their_limits_refused()
    {
        await using var server = await ServerProcess.StartAsync(
            null, "-overrides.defaults.ingestion.rate_limit_bytes=10000000", "-overrides.defaults.ingestion.burst_size_bytes=100");
        var page = $"http://127.0.0.1:{server.Port("web page")}";
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(server, null, NewTrace(1)));
        var settings = (await GetAsync($"{page}/api/vivace/settings", null)).GetProperty("settings").EnumerateArray()
            .ToDictionary(setting => setting.GetProperty("name").GetString()!);

        var rate = settings["overrides.defaults.ingestion.rate_limit_bytes"];
        Assert.Equal(("10000000", false, true, 6L), (rate.GetProperty("value").GetString(), rate.GetProperty("isDefault").GetBoolean(), rate.GetProperty("limit").GetBoolean(), Number(rate, "hits")));
        Assert.True(settings["vivace.query.max_memory_bytes"].GetProperty("isDefault").GetBoolean());
        Assert.Empty((await GetAsync($"{page}/api/vivace/queries", null)).GetProperty("running").EnumerateArray());
        using var cancelled = await Client.PostAsync($"{page}/api/vivace/queries/1f/cancel", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, cancelled.StatusCode);
    }

    private static string Edges(JsonElement graph)
    {
        var names = graph.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("name").GetString()).ToArray();
        return string.Join(", ", graph.GetProperty("edges").EnumerateArray()
            .Select(edge => $"{names[Number(edge, "server")]} <- {names[Number(edge, "client")]} {Number(edge, "requests")}/{Number(edge, "errors")}")
            .Order(StringComparer.Ordinal));
    }

    private static TestTrace NewTrace(int number) => Traces.Checkout(number).At(TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(60 - number));

    private static ulong EndOf(TestTrace trace) => trace.Spans.Max(span => span.EndUnixNanoseconds);

    private static async Task<long> SendAsync(ServerProcess server, string? tenant, TestTrace trace)
    {
        var bytes = trace.ToBytes();
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        if (tenant is not null)
            content.Headers.Add("X-Scope-OrgID", tenant);
        using var answer = await Client.PostAsync($"http://127.0.0.1:{server.Port("OTLP/HTTP")}/v1/traces", content, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return bytes.Length;
    }

    private static async Task<JsonElement> GetAsync(string address, string? tenant)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (tenant is not null)
            request.Headers.Add("X-Scope-OrgID", tenant);
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<HttpStatusCode> StatusOfAsync(string address, string? tenant)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (tenant is not null)
            request.Headers.Add("X-Scope-OrgID", tenant);
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static (long LiveSpans, long LiveTraces, long Blocks) LiveAndBlocks(JsonElement tenant) =>
        (Number(tenant, "live", "spans"), Number(tenant, "live", "traces"), Number(tenant, "blocks"));

    private static long Number(JsonElement element, params string[] path) => path.Aggregate(element, (at, name) => at.GetProperty(name)).GetInt64();

    private static long FolderSize(string folder, string below, string pattern) => new DirectoryInfo(Path.Combine(folder, below))
        .EnumerateFiles(pattern, SearchOption.AllDirectories)
        .Where(file => file.Name != "vivace.lock")
        .Sum(file => file.Length);
}
