using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Vivace.Server.Tests.Hosting;
using Xunit;

namespace Vivace.Server.Tests.Web;

/// <summary>The page's port of a whole server.</summary>
public sealed class WebPortTests
{
    private static readonly HttpClient Client = new();

    [Fact]
    public async Task A_test_trace_is_stored_and_found_on_both_ports()
    {
        await using var server = await ServerProcess.StartAsync(null, "-http-api-prefix=/tempo", "-server.http_path_prefix=/outer");
        var page = $"http://127.0.0.1:{server.Port("web page")}";
        var query = $"http://127.0.0.1:{server.Port("query API")}/outer/tempo";

        using var stored = await Client.PostAsync(page + "/api/vivace/test-trace", null, TestContext.Current.CancellationToken);
        var id = JsonDocument.Parse(await stored.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("traceId").GetString();
        foreach (var address in new[] { page, query })
        {
            var match = await GetAsync($"{address}/api/vivace/traces/{id}/match?q=%7Bkind%3Dclient%7D");
            Assert.Contains("\"matched\":2,\"total\":6", match, StringComparison.Ordinal);
            Assert.Equal("{\"status\":\"ok\"}", await GetAsync(address + "/api/health"));
            var status = JsonDocument.Parse(await GetAsync(address + "/api/vivace/status")).RootElement;
            Assert.Equal(6, status.GetProperty("ingest").GetProperty("spansTotal").GetInt32());
            Assert.Equal((6, 1), (status.GetProperty("live").GetProperty("spans").GetInt32(), status.GetProperty("live").GetProperty("traces").GetInt32()));
            var about = JsonDocument.Parse(await GetAsync(address + "/api/vivace/about")).RootElement;
            Assert.Equal("Vivace", about.GetProperty("product").GetString());
            Assert.Equal(
                [server.Port("OTLP/gRPC"), server.Port("OTLP/HTTP")],
                about.GetProperty("receivers").EnumerateArray().Select(receiver => receiver.GetProperty("port").GetInt32()));
        }
    }

    [Fact]
    public async Task Status_counts_what_was_sent_and_asked()
    {
        await using var server = await ServerProcess.StartAsync(null, "-overrides.defaults.ingestion.rate_limit_bytes=10000000", "-overrides.defaults.ingestion.burst_size_bytes=100");
        var page = $"http://127.0.0.1:{server.Port("web page")}";
        using var refused = await Client.PostAsync(page + "/api/vivace/test-trace", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        await GetAsync(page + "/api/search?q=%7B%7D");
        var status = JsonDocument.Parse(await GetAsync(page + "/api/vivace/status")).RootElement;

        Assert.Equal("""[{"reason":"rate_limited","count":6}]""", status.GetProperty("ingest").GetProperty("refused").GetRawText());
        Assert.Equal((0, 0), (Number("ingest", "spansTotal"), Number("live", "spans")));
        Assert.True(Number("queries", "p50Ms") > 0);
        Assert.Equal(0, Number("queries", "running"));
        Assert.True(Number("process", "memoryBytes") > 1_000_000);
        Assert.True(Number("disk", "totalBytes") >= Number("disk", "freeBytes"));
        Assert.Equal((10, 300), (Step("hour"), Step("day")));
        Assert.True(status.GetProperty("health").GetProperty("ready").GetBoolean());

        double Number(string part, string name) => status.GetProperty(part).GetProperty(name).GetDouble();
        int Step(string part) => status.GetProperty("history").GetProperty(part).GetProperty("stepSeconds").GetInt32();
    }

    [Fact]
    public async Task A_page_of_another_origin_stores_nothing()
    {
        await using var server = await ServerProcess.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{server.Port("web page")}/api/vivace/test-trace");
        request.Headers.Add("Origin", "http://evil.example");
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Another_server_can_be_the_source_of_the_pages_data()
    {
        await using var source = await ServerProcess.StartAsync();
        using var stored = await Client.PostAsync(
            $"http://127.0.0.1:{source.Port("web page")}/api/vivace/test-trace", null, TestContext.Current.CancellationToken);
        var id = JsonDocument.Parse(await stored.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("traceId").GetString();
        await using var server = await ServerProcess.StartAsync(
            null, $"-vivace.web.data_source.url=http://127.0.0.1:{source.Port("query API")}");
        var page = $"http://127.0.0.1:{server.Port("web page")}";

        Assert.Contains("vivace-test-shop", await GetAsync($"{page}/api/v2/traces/{id}"), StringComparison.Ordinal);
        var about = JsonDocument.Parse(await GetAsync(page + "/api/vivace/about")).RootElement;
        Assert.Equal($"http://127.0.0.1:{source.Port("query API")}", about.GetProperty("dataSource").GetProperty("url").GetString());
        Assert.Equal(0, about.GetProperty("features").GetArrayLength());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error_when_it_was_asked_for_and_the_page_can_be_off()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var refused = await ServerProcess.StartAsync(null, $"-vivace.web.port={port}");
        Assert.Equal(1, await refused.WaitForExitAsync());
        Assert.Contains("change vivace.web.port", refused.Error, StringComparison.Ordinal);

        await using var off = await ServerProcess.StartAsync(null, $"-vivace.web.port={port}", "-vivace.web.enabled=false");
        Assert.DoesNotContain("web page", off.Error, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<string> GetAsync(string address) => await Client.GetStringAsync(address, TestContext.Current.CancellationToken);
}
