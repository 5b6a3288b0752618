using System.Net;
using Microsoft.Extensions.Logging;
using Vivace.Server.Api;
using Vivace.Store;
using Xunit;

namespace Vivace.Server.Tests.Api;

public sealed class QueryApiTests
{
    [Theory]
    [InlineData("/api/echo", 200, "echo\n")]
    [InlineData("/ready", 200, "ready\n")]
    [InlineData("/live", 200, "live\n")]
    [InlineData("/api/status/buildinfo", 200, null)]
    [InlineData("/api/nothing", 404, "404 page not found\n")]
    [InlineData("/api/search/", 404, "404 page not found\n")]
    [InlineData("/api/traces/", 404, "404 page not found\n")]
    [InlineData("/api/traces/1/2", 404, "404 page not found\n")]
    [InlineData("/api/search/tag/values", 404, "404 page not found\n")]
    [InlineData("/api/v2/traces/diff", 404, "404 page not found\n")]
    [InlineData("/api/overrides", 404, "404 page not found\n")]
    [InlineData("/", 404, "404 page not found\n")]
    [InlineData("/status/nothing", 404, "404 page not found\n")]
    [InlineData("/status/runtime_config", 200, "overrides: {}\n")]
    [InlineData("/status/config", 200, "target: all # Effective\n")]
    [InlineData("/status/config?mode=diff", 200, "target: all # Differences\n")]
    [InlineData("/status/config?mode=defaults", 200, "target: all # Defaults\n")]
    [InlineData("/status/config?mode=x", 500, "unknown mode \"x\"; it must be diff, defaults or absent")]
    [InlineData("/status/services", 200, "otlp-grpc  Running\nstorage    Starting\n")]
    public async Task Plain_pages_answer_as_documented(string path, int status, string? text)
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.GetAsync(path);
        Assert.Equal(status, answer.Status);
        if (text is not null)
            Assert.Equal(text, answer.Text);
    }

    [Fact]
    public async Task Build_information_names_the_compatible_release_and_the_status_page_our_own()
    {
        await using var host = await ApiHost.StartAsync();
        using var response = await host.SendAsync("/api/status/buildinfo");
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        Assert.StartsWith(
            """{"version":"3.0.0","revision":"abc1234","branch":"main","buildUser":"ci","buildDate":"2026-01-02","goVersion":".NET """,
            await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.StartsWith("vivace 0.1.0\n", (await host.GetAsync("/status/version")).Text, StringComparison.Ordinal);

        var all = (await host.GetAsync("/status")).Text;
        foreach (var part in (string[])["version", "services", "endpoints", "runtime_config", "config"])
            Assert.Contains($"GET /status/{part}\n", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_is_not_ready_says_why()
    {
        await using var host = await ApiHost.StartAsync(readiness: new FixedReadiness("the log is replayed: 40%", "receivers do not listen"));
        Assert.Equal((503, "the log is replayed: 40%\nreceivers do not listen\n"), await host.GetAsync("/ready"));
        Assert.Equal(200, (await host.GetAsync("/live")).Status);
    }

    [Fact]
    public async Task A_prefix_stands_before_the_api_and_not_before_the_pages_of_operation()
    {
        await using var host = await ApiHost.StartAsync(options: new QueryApiOptions { ApiPrefix = "/tempo" });
        Assert.Equal((200, "echo\n"), await host.GetAsync("/tempo/api/echo"));
        Assert.Equal(200, (await host.GetAsync("/tempo/api/search?q={}")).Status);
        Assert.Equal(404, (await host.GetAsync("/api/echo")).Status);
        Assert.Equal(404, (await host.GetAsync("/tempo/ready")).Status);
        Assert.Equal((200, "ready\n"), await host.GetAsync("/ready"));
    }

    [Fact]
    public async Task Doubled_slashes_are_redirected_with_their_query()
    {
        await using var host = await ApiHost.StartAsync();
        using var response = await host.SendAsync("/api//search///tags?scope=span");
        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal("/api/search/tags?scope=span", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Post_is_answered_like_get_and_head_without_a_body()
    {
        await using var host = await ApiHost.StartAsync();
        using var form = new StringContent("q={", null, "application/x-www-form-urlencoded");
        using var posted = await host.Client.PostAsync(new Uri("/api/search?q={}", UriKind.Relative), form);
        Assert.Equal("""{"traces":[],"metrics":{}}""", await posted.Content.ReadAsStringAsync());

        using var head = new HttpRequestMessage(HttpMethod.Head, "/api/search?q={}");
        using var answer = await host.Client.SendAsync(head);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(26, answer.Content.Headers.ContentLength);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("*/*", false)]
    [InlineData("application/json", false)]
    [InlineData("application/protobuf", true)]
    [InlineData("application/json, application/protobuf;q=0.1", true)]
    [InlineData("application/vnd.grafana.llm", false)]
    public void The_accept_header_is_searched_for_protobuf(string? accept, bool protobuf) =>
        Assert.Equal(protobuf ? "Protobuf" : "Json", ContentNegotiation.FormatOf(accept).ToString());

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("br", false)]
    [InlineData("gzip", true)]
    [InlineData("deflate, GZIP;q=0.5", true)]
    [InlineData("gzip;q=0", false)]
    [InlineData("gzip; q=0.000", false)]
    [InlineData("*", true)]
    [InlineData("*, gzip;q=0", false)]
    public void Gzip_is_used_when_it_is_allowed(string? acceptEncoding, bool allowed) =>
        Assert.Equal(allowed, ContentNegotiation.AllowsGzip(acceptEncoding));

    [Fact]
    public async Task The_store_stops_when_the_client_leaves()
    {
        var asked = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        await using var host = await ApiHost.StartAsync(Waiting(asked, stopped));
        using var impatience = new CancellationTokenSource();
        var answer = host.Client.GetAsync(new Uri("/api/search?q={}", UriKind.Relative), impatience.Token);
        await asked.Task;
        await impatience.CancelAsync();

        await stopped.Task;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    [Fact]
    public async Task A_query_that_takes_too_long_is_stopped_and_answered()
    {
        var stopped = new TaskCompletionSource();
        await using var host = await ApiHost.StartAsync(
            Waiting(new TaskCompletionSource(), stopped), new QueryApiOptions { QueryTimeout = TimeSpan.FromMilliseconds(1) });
        Assert.Equal((504, "context deadline exceeded"), await host.GetAsync("/api/search?q={}"));
        await stopped.Task;
    }

    [Fact]
    public async Task Queries_are_counted_by_kind_and_tenant_and_never_by_their_text()
    {
        await using var host = await ApiHost.StartAsync(options: new QueryApiOptions { MultitenancyEnabled = true });
        await host.GetAsync("/api/search?q={}", ("X-Scope-OrgID", "counted"));
        await host.GetAsync("/api/v2/search/tag/span.secret/values", ("X-Scope-OrgID", "counted"));
        using var response = await host.SendAsync("/metrics", ("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5"));
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal("application/openmetrics-text; version=1.0.0; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.EndsWith("# EOF\n", text, StringComparison.Ordinal);
        Assert.Contains("""tempo_query_frontend_queries_total{op="search",result="completed",tenant="counted"} 1""", text, StringComparison.Ordinal);
        Assert.Contains("""tempo_query_frontend_queries_within_slo_total{op="metadata",result="completed",tenant="counted"} 1""", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        using var plain = await host.SendAsync("/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", plain.Content.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("/api/traces/1", "api_traces_traceid", "1")]
    [InlineData("/api/v2/traces/a%20b", "api_v2_traces_traceid", "a b")]
    [InlineData("/api/search/tag/a/b/values", "api_search_tag_tagname_values", "a/b")]
    [InlineData("/api/v2/search/tag/span.values/values", "api_v2_search_tag_tagname_values", "span.values")]
    [InlineData("/status/config/notices", "status", "config/notices")]
    [InlineData("/api/metrics/query", "api_metrics_query", "")]
    [InlineData("/wp-login.php", "other", "")]
    public void Routes_have_names_that_never_hold_text_from_the_path(string path, string label, string argument)
    {
        var routed = new ApiRouter("").Route(path);
        Assert.Equal((label, argument), (routed.Label, routed.Argument));
    }

    [Fact]
    public async Task Every_query_is_logged_in_one_line_at_debug()
    {
        var log = new LogRecorder();
        await using var host = await ApiHost.StartAsync(logger: log);
        await host.GetAsync("/api/search?q={}&start=10&end=20");
        Assert.Matches(
            @"^Debug Query search of tenant single-tenant: status 200 after [0-9.E-]+ ms, 0 matched, 0 bytes inspected, range 10\.\.20, expression \{\}$",
            Assert.Single(log.Lines));
    }

    [Theory]
    [InlineData(0, 0, 10, 0, true)]
    [InlineData(5, 0, 5, 0, true)]
    [InlineData(5, 0, 6, 0, false)]
    [InlineData(0, 100, 2, 200, true)]
    [InlineData(5, 100, 10, 999, false)]
    [InlineData(5, 100, 10, 1000, true)]
    public void A_service_level_is_met_by_time_or_by_throughput(int seconds, double bytesPerSecond, int took, int bytes, bool met) =>
        Assert.Equal(met, new ServiceLevel(TimeSpan.FromSeconds(seconds), bytesPerSecond).IsMetBy(TimeSpan.FromSeconds(took), (ulong)bytes));

    private static ScriptedStore Waiting(TaskCompletionSource asked, TaskCompletionSource stopped) => new()
    {
        OnSearch = async (_, token) =>
        {
            asked.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                stopped.TrySetResult();
            }

            return new SearchResult([], ScriptedStore.NoMetrics, null);
        },
    };

    private sealed class LogRecorder : ILogger<QueryApi>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{logLevel} {formatter(state, exception)}");
    }
}
