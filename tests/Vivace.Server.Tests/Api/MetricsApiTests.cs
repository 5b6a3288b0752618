using Vivace.Core;
using Vivace.Server.Api;
using Vivace.Store;
using Xunit;

namespace Vivace.Server.Tests.Api;

public sealed class MetricsApiTests
{
    private const ulong Second = 1_000_000_000;

    private static readonly QueryMetrics Metrics = new(12, 34, 13392, 1, 4096, 1, 1);

    private const ulong NoonSeconds = ManualTime.NoonSeconds;

    private static readonly MetricSeries Requests = new(
        [new("kind", new AttributeValue.Text("server")), new("span.http.status_code", new AttributeValue.Integer(500))],
        [0, double.NaN, 1.5],
        [
            new MetricExemplar(
                [new("span.ok", new AttributeValue.Boolean(false)), new("trace:id", new AttributeValue.Text("aabbccddeeff0011"))],
                1.5, 171_234_567_890),
        ]);

    [Fact]
    public async Task A_range_answers_the_exact_text_that_clients_know()
    {
        var store = new ScriptedStore { OnMetrics = _ => new MetricsResult([Requests], false, Metrics, null) };
        await using var host = await ApiHost.StartAsync(store);
        using var response = await host.SendAsync(
            "/api/metrics/query_range?q={}|rate()&start=100&end=200&step=60s", ("Accept", "application/protobuf"));

        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(
            Json("{'series':[{'labels':[{'key':'kind','value':{'stringValue':'server'}},{'key':'span.http.status_code','value':{'intValue':'500'}}],"
            + "'samples':[{'timestampMs':'60000'},{'timestampMs':'180000','value':1.5}],"
            + "'exemplars':[{'labels':[{'key':'span.ok','value':{'boolValue':false}},{'key':'trace:id','value':{'stringValue':'aabbccddeeff0011'}}],'value':1.5,'timestampMs':'171234'}]}],"
            + "'metrics':{'inspectedTraces':12,'inspectedBytes':'13392','totalBlocks':1,'completedJobs':1,'totalJobs':1,'totalBlockBytes':'4096','inspectedSpans':'34'}}"),
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task All_series_have_the_times_of_the_range_and_leave_out_what_they_have_not()
    {
        double[][] values = [[1, 2, 0.1], [double.NaN, 1e300, 0], [double.PositiveInfinity, -3, double.NaN]];
        var series = values.Select((own, i) => new MetricSeries([new("p", new AttributeValue.Integer(i))], own, [])).ToArray();
        var store = new ScriptedStore { OnMetrics = _ => new MetricsResult(series, false, ScriptedStore.NoMetrics, null) };
        await using var host = await ApiHost.StartAsync(store);

        var (_, text) = await host.GetAsync("/api/metrics/query_range?q={}|rate()&start=100&end=200&step=60s");
        string[] samples =
        [
            "{'timestampMs':'60000','value':1},{'timestampMs':'120000','value':2},{'timestampMs':'180000','value':0.1}",
            "{'timestampMs':'120000','value':1E+300},{'timestampMs':'180000'}",
            "{'timestampMs':'60000','value':'Infinity'},{'timestampMs':'120000','value':-3}",
        ];
        Assert.Equal(
            Json("{'series':[" + string.Join(',', samples.Select((own, i) => $"{{'labels':[{{'key':'p','value':{{'intValue':'{i}'}}}}],'samples':[{own}]}}"))
                + "],'metrics':{}}"),
            text);
    }

    [Fact]
    public async Task A_moment_answers_one_value_per_series_without_a_time()
    {
        var series = new[]
        {
            new MetricSeries([new("p", new AttributeValue.Real(0.5))], [0.05], []),
            new MetricSeries([new("p", new AttributeValue.Real(1))], [0], []),
        };
        var store = new ScriptedStore { OnMetrics = _ => new MetricsResult(series, false, ScriptedStore.NoMetrics, "block x is damaged") };
        await using var host = await ApiHost.StartAsync(store);

        Assert.Equal(
            (200, Json("{'series':[{'labels':[{'key':'p','value':{'doubleValue':0.5}}],'value':0.05},{'labels':[{'key':'p','value':{'doubleValue':1}}]}],'metrics':{},'status':'PARTIAL','message':'block x is damaged'}")),
            await host.GetAsync("/api/metrics/query?q={}|quantile_over_time(duration,.5)&start=10&end=20"));
        Assert.Equal(new MetricsWindow(10 * Second, 10 * Second, 1), store.Single<MetricsRequest>().Window);
    }

    [Fact]
    public async Task Too_many_series_are_cut_and_the_answer_says_so()
    {
        var store = new ScriptedStore { OnMetrics = request => new MetricsResult([Requests], true, ScriptedStore.NoMetrics, null) };
        await using var host = await ApiHost.StartAsync(store);
        var (status, text) = await host.GetAsync("/api/metrics/query_range?q={}|rate()&start=100&end=200&maxSeries=1");

        Assert.Equal(200, status);
        Assert.EndsWith(
            Json(@"'status':'PARTIAL','message':'Response exceeds maximum series limit of 1, a partial response is returned. Warning: the accuracy of each individual value is not guaranteed.'}"),
            text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("start=1000&end=1090&step=60", 900, 60, 4)]
    [InlineData("start=1000&end=1090&step=60s", 900, 60, 4)]
    [InlineData("start=960&end=1080&step=1m", 900, 60, 3)]
    [InlineData("start=1000.25&end=1090000000001&step=1.5", 997.5, 1.5, 62)]
    [InlineData("start=1970-01-01T00:16:40Z&end=1970-01-01T01:18:10.5%2B01:00&step=10s", 990, 10, 11)]
    [InlineData("start=1000&end=1030", 999.9, 0.1, 301)]
    [InlineData("start=1000&end=1060", 999, 1, 61)]
    [InlineData("start=3600&end=7200", 3585, 15, 241)]
    [InlineData("start=86400&end=172800", 86100, 300, 289)]
    [InlineData("start=86400&end=93600", 86370, 30, 241)]
    public async Task Times_and_steps_become_intervals_on_multiples_of_the_step(string times, double start, double step, int count)
    {
        await using var host = await ApiHost.StartAsync();
        var (status, text) = await host.GetAsync("/api/metrics/query_range?q={}|rate()&" + times);
        Assert.True(status == 200, text);
        Assert.Equal(
            new MetricsWindow((ulong)((decimal)start * Second), (ulong)((decimal)step * Second), count),
            host.Store.Single<MetricsRequest>().Window);
    }

    [Theory]
    [InlineData("", 3600)]
    [InlineData("since=10m", 600)]
    [InlineData("end=&since=2h", 7200)]
    public async Task Without_times_the_newest_data_is_meant(string times, ulong seconds)
    {
        await using var host = await ApiHost.StartAsync();
        await host.GetAsync("/api/metrics/query?q={}|rate()&" + times);
        Assert.Equal(MetricsWindow.Instant((NoonSeconds - seconds) * Second, NoonSeconds * Second), host.Store.Single<MetricsRequest>().Window);
    }

    [Fact]
    public async Task The_cutoff_moves_ends_back_to_whole_steps_or_seconds()
    {
        var options = new QueryApiOptions { QueryEndCutoff = TimeSpan.FromSeconds(45.5) };
        await using var host = await ApiHost.StartAsync(options: options);
        await host.GetAsync($"/api/metrics/query_range?q={{}}|rate()&start={NoonSeconds - 600}&end={NoonSeconds}&step=20s");
        await host.GetAsync($"/api/metrics/query?q={{}}|rate()&start={NoonSeconds - 600}&end={NoonSeconds}");
        var (status, text) = await host.GetAsync($"/api/metrics/query?q={{}}|rate()&start={NoonSeconds - 10}&end={NoonSeconds}");

        var windows = host.Store.Requests.Cast<MetricsRequest>().Select(request => request.Window).ToList();
        Assert.Equal((NoonSeconds - 60) * Second, windows[0].EndInclusive);
        Assert.Equal((NoonSeconds - 46) * Second, windows[1].EndInclusive);
        Assert.Equal((400, "query window falls entirely within query_end_cutoff"), (status, text));
    }

    [Theory]
    [InlineData("", 100, 0)]
    [InlineData("&exemplars=0&maxSeries=0", 100, 0)]
    [InlineData("&exemplars=7&maxSeries=5", 7, 5)]
    [InlineData("&exemplars=4294967295&maxSeries=4294967295", 100, 0)]
    public async Task Requests_may_ask_for_fewer_exemplars_and_series(string limits, int exemplars, int series)
    {
        await using var host = await ApiHost.StartAsync();
        await host.GetAsync("/api/metrics/query_range?q={}|rate()&start=100&end=200" + limits);
        var request = host.Store.Single<MetricsRequest>();
        Assert.Equal((exemplars, series), (request.MaxExemplars, request.MaxSeries));
    }

    [Fact]
    public async Task The_limits_of_the_server_hold_where_they_are_smaller()
    {
        var options = new QueryApiOptions { MaxExemplars = 0, MaxResponseSeries = 10 };
        await using var host = await ApiHost.StartAsync(options: options);
        await host.GetAsync("/api/metrics/query_range?q={}|rate()&start=100&end=200&exemplars=7&maxSeries=500");
        var request = host.Store.Single<MetricsRequest>();
        Assert.Equal((0, 10), (request.MaxExemplars, request.MaxSeries));
    }

    [Fact]
    public async Task Several_tenants_are_asked_together()
    {
        await using var host = await ApiHost.StartAsync(options: new QueryApiOptions { MultitenancyEnabled = true });
        await host.GetAsync("/api/metrics/query?q={}|rate()&query={}&start=1&end=2", ("X-Scope-OrgID", "b|a"));
        Assert.Equal(["a", "b"], host.Store.Single<MetricsRequest>().Tenants.Select(tenant => tenant.Value));
    }

    [Theory]
    [InlineData("query_range?q={}", "not a metrics query")]
    [InlineData("query_range?q={}|rate(", "parse error at line 1, col 9")]
    [InlineData("query?query={}|rate(", "compiling query: parse error at line 1, col 9")]
    [InlineData("query_range?q={}|rate()|topk(0)", "compiling query: error at line 1")]
    [InlineData("query_range?q={}|rate()&start=40&end=20", "end must be greater than start")]
    [InlineData("query_range?q={}|rate()&start=0&end=90000", "metrics query time range exceeds the maximum allowed duration of 24h0m0s")]
    [InlineData("query?q={}|rate()&start=x", "rpc error: code = Code(400) desc = could not parse 'start' parameter")]
    [InlineData("query_range?q={}|rate()&since=bogus", "desc = could not parse 'since' parameter: not a valid duration string: \"bogus\"")]
    [InlineData("query_range?q={}|rate()&start=0&end=60&step=0", "step of 0s is too small, minimum step for given range is 6ms")]
    [InlineData("query_range?q={}|rate()&start=0&end=60&step=1us", "step of 1µs is too small, minimum step for given range is 6ms")]
    [InlineData("query_range?q={}|rate()&step=-5s", "invalid step: \"-5s\" is negative")]
    [InlineData("query_range?q={}|rate()&step=x", "invalid step: \"x\"")]
    [InlineData("query_range?q={}|rate()&exemplars=x", "invalid exemplars: \"x\"")]
    [InlineData("query_range?q={}|rate()&maxSeries=-1", "invalid maxSeries: \"-1\"")]
    public async Task Mistakes_are_told(string request, string fact)
    {
        await using var host = await ApiHost.StartAsync();
        var (status, text) = await host.GetAsync("/api/metrics/" + request);
        Assert.Equal(400, status);
        Assert.Contains(fact, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_needs_too_much_is_refused_with_the_reason()
    {
        var store = new ScriptedStore { OnMetrics = _ => throw new QueryException("too many series", QueryErrorKind.LimitExceeded) };
        await using var host = await ApiHost.StartAsync(store);
        Assert.Equal((422, "too many series"), await host.GetAsync("/api/metrics/query?q={}|rate()&start=1&end=2"));
    }

    private static string Json(string text) => text.Replace('\'', '"');
}
