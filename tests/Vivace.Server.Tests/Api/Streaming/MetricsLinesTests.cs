using System.Net;
using System.Text.Json;
using Vivace.Core;
using Vivace.Server.Api;
using Vivace.Store;
using Xunit;

namespace Vivace.Server.Tests.Api.Streaming;

public sealed class MetricsLinesTests
{
    private const string Query = "/api/vivace/metrics?q=%7B%7D%7Crate()&start=60&end=120&step=60";

    private static readonly QueryApiOptions Eager = new() { StreamingInterval = TimeSpan.Zero };

    [Fact]
    public async Task Series_come_while_the_query_runs_and_all_of_them_at_its_end()
    {
        await using var host = await ApiHost.StartAsync(
            new ScriptedStore
            {
                OnMetricsAsync = async (request, token) =>
                {
                    await StreamingHost.UntilWantedAsync(request.SoFar, token);
                    request.SoFar!.Report(Found(1, null));
                    await StreamingHost.UntilWantedAsync(request.SoFar, token);
                    return Found(2, null);
                },
            },
            Eager);
        using var response = await host.SendAsync(Query);
        Assert.Equal((HttpStatusCode.OK, "application/x-ndjson"), (response.StatusCode, response.Content.Headers.ContentType!.ToString()));
        var lines = Lines(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(["series 1", "progress", "series 2", "progress", "done"], lines.Select(Describe));
        Assert.Equal((1, false), (lines[^1].GetProperty("series").GetInt32(), lines[^1].GetProperty("partial").GetBoolean()));
        var asked = host.Store.Single<MetricsRequest>();
        Assert.True(asked.AnswersInPart);
        Assert.True(asked.Enough.CanBeCanceled);
    }

    [Fact]
    public async Task An_instant_query_is_over_exactly_its_range()
    {
        await using var host = await ApiHost.StartAsync(new ScriptedStore { OnMetrics = _ => Found(3, null) }, Eager);
        var lines = Lines((await host.GetAsync(Query.Replace("start=60&end=120&step=60", "start=61&end=119&instant=true", StringComparison.Ordinal))).Text);
        Assert.Equal(["series 3", "progress", "done"], lines.Select(Describe));
        var window = host.Store.Single<MetricsRequest>().Window;
        Assert.Equal(MetricsWindow.Instant(61_000_000_000, 119_000_000_000), window);
    }

    [Fact]
    public async Task A_query_that_was_stopped_warns_and_still_has_its_series()
    {
        await using var host = await ApiHost.StartAsync(new ScriptedStore { OnMetrics = _ => Found(3, "the time for the query is over") }, Eager);
        var lines = Lines((await host.GetAsync(Query)).Text);
        Assert.Equal(["series 3", "progress", "warning", "done"], lines.Select(Describe));
        Assert.Equal("the time for the query is over", lines[2].GetProperty("message").GetString());
        Assert.True(lines[^1].GetProperty("partial").GetBoolean());
    }

    [Fact]
    public async Task A_failure_is_an_error_line_behind_series_and_a_plain_answer_before()
    {
        await using var host = await ApiHost.StartAsync(
            new ScriptedStore
            {
                OnMetricsAsync = async (request, token) =>
                {
                    if (request.Query.Text.Contains("name", StringComparison.Ordinal))
                    {
                        await StreamingHost.UntilWantedAsync(request.SoFar, token);
                        request.SoFar!.Report(Found(1, null));
                        await StreamingHost.UntilWantedAsync(request.SoFar, token);
                    }

                    throw new QueryException("it is too much", QueryErrorKind.LimitExceeded);
                },
            },
            Eager);
        Assert.Equal((422, "it is too much"), await host.GetAsync(Query));
        var lines = Lines((await host.GetAsync(Query.Replace("rate()", "rate()%20by%20(name)", StringComparison.Ordinal))).Text);
        Assert.Equal(("error", 422), (lines[^1].GetProperty("type").GetString(), lines[^1].GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task A_search_is_no_metrics_query()
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal((400, "not a metrics query"), await host.GetAsync("/api/vivace/metrics?q=%7B%7D"));
    }

    private static MetricsResult Found(double value, string? partial) => new(
        [new MetricSeries([new("name", new AttributeValue.Text("GET"))], [value, value], [])], false, ScriptedStore.NoMetrics, partial);

    private static List<JsonElement> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private static string Describe(JsonElement line)
    {
        var type = line.GetProperty("type").GetString()!;
        return type == "series" ? $"series {line.GetProperty("series")[0].GetProperty("samples")[0].GetProperty("value").GetDouble()}" : type;
    }
}
