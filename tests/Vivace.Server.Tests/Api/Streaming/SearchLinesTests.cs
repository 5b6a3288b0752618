using System.Net;
using System.Text.Json;
using Vivace.Server.Api;
using Vivace.Store;
using Xunit;

namespace Vivace.Server.Tests.Api.Streaming;

public sealed class SearchLinesTests
{
    private const string Search = "/api/vivace/search?q=%7B%7D&start=1&end=100";

    private static readonly QueryApiOptions Eager = new() { StreamingInterval = TimeSpan.Zero };

    [Fact]
    public async Task Results_come_while_the_search_runs_and_all_of_them_at_its_end()
    {
        await using var host = await ApiHost.StartAsync(
            new ScriptedStore
            {
                OnSearch = async (request, token) =>
                {
                    await StreamingHost.UntilWantedAsync(request.Progress, token);
                    request.Progress!.Report(Found(9, 8));
                    await StreamingHost.UntilWantedAsync(request.Progress, token);
                    request.Progress.Report(Found(9, 8, 7));
                    await StreamingHost.UntilWantedAsync(request.Progress, token);
                    return Found(9, 8, 7);
                },
            },
            Eager);
        using var response = await host.SendAsync(Search);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType!.ToString());
        var lines = Lines(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            ["meta", "traces 9 8", "progress", "traces 7", "progress", "progress", "done"], lines.Select(Describe));
        Assert.Equal(
            ("start", "desc", 20, 3),
            (lines[0].GetProperty("sort").GetString(), lines[0].GetProperty("order").GetString(),
                lines[0].GetProperty("limit").GetInt32(), lines[0].GetProperty("spss").GetInt32()));
        Assert.Equal((3, false), (lines[^1].GetProperty("matched").GetInt32(), lines[^1].GetProperty("partial").GetBoolean()));
    }

    [Fact]
    public async Task Traces_tell_their_spans_errors_and_exact_duration()
    {
        var trace = StreamingHost.Trace(9) with
        {
            DurationNanoseconds = 1_234_567,
            ServiceStats = new Dictionary<string, ServiceStats> { ["shop"] = new(4, 1), ["mail"] = new(2, 0) },
        };
        await using var host = await ApiHost.StartAsync(new ScriptedStore
        {
            OnSearch = (_, _) => Task.FromResult(new SearchResult([trace], ScriptedStore.NoMetrics, null)),
        });
        var found = Lines((await host.GetAsync(Search)).Text)[1].GetProperty("traces")[0];
        Assert.Equal(
            (6, 1, "1234567"),
            (found.GetProperty("spanCount").GetInt32(), found.GetProperty("errorCount").GetInt32(), found.GetProperty("durationNanos").GetString()));
    }

    [Theory]
    [InlineData("", TraceSort.Start, false)]
    [InlineData("&sort=duration", TraceSort.Duration, false)]
    [InlineData("&sort=spans&order=asc", TraceSort.Spans, true)]
    [InlineData("&sort=errors&order=desc", TraceSort.Errors, false)]
    public async Task The_order_is_the_stores(string parameters, TraceSort by, bool ascending)
    {
        await using var host = await ApiHost.StartAsync();
        var (status, _) = await host.GetAsync(Search + parameters);
        Assert.Equal(200, status);
        Assert.Equal(new TraceOrder(by, ascending), host.Store.Single<SearchRequest>().Order);
    }

    [Theory]
    [InlineData("&sort=size", "invalid sort: \"size\"; it must be start, duration, spans or errors")]
    [InlineData("&order=up", "invalid order: \"up\"; it must be desc or asc")]
    public async Task An_unknown_order_is_refused(string parameters, string message)
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal((400, message), await host.GetAsync(Search + parameters));
    }

    [Fact]
    public async Task What_is_missing_is_told_before_the_end()
    {
        await using var host = await ApiHost.StartAsync(new ScriptedStore
        {
            OnSearch = (_, _) => Task.FromResult(Found(9, 8) with { PartialReason = "block 7 cannot be read" }),
        });
        var lines = Lines((await host.GetAsync(Search + "&limit=2")).Text);
        Assert.Equal(["meta", "traces 9 8", "progress", "warning partial", "warning limit", "done"], lines.Select(Describe));
        Assert.Equal("block 7 cannot be read", lines[3].GetProperty("message").GetString());
        Assert.True(lines[^1].GetProperty("partial").GetBoolean());
    }

    [Fact]
    public async Task A_mistake_is_answered_as_by_a_plain_search()
    {
        await using var host = await ApiHost.StartAsync();
        var (status, text) = await host.GetAsync("/api/vivace/search?q=%7B");
        Assert.Equal((400, (await host.GetAsync("/api/search?q=%7B")).Text), (status, text));
    }

    [Fact]
    public async Task A_search_that_fails_on_its_way_ends_with_the_error()
    {
        await using var host = await ApiHost.StartAsync(
            new ScriptedStore
            {
                OnSearch = async (request, token) =>
                {
                    await StreamingHost.UntilWantedAsync(request.Progress, token);
                    request.Progress!.Report(Found(9));
                    await StreamingHost.UntilWantedAsync(request.Progress, token);
                    throw new QueryException("integer division by zero", QueryErrorKind.Evaluation);
                },
            },
            Eager);
        var (status, text) = await host.GetAsync(Search);
        var lines = Lines(text);
        Assert.Equal(200, status);
        Assert.Equal(["meta", "traces 9", "progress", "error"], lines.Select(Describe));
        var error = lines[^1];
        Assert.Equal((500, "integer division by zero"), (error.GetProperty("status").GetInt32(), error.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task Closing_the_connection_stops_the_search()
    {
        var stopped = new TaskCompletionSource();
        await using var host = await ApiHost.StartAsync(
            new ScriptedStore
            {
                OnSearch = async (_, token) =>
                {
                    token.Register(stopped.SetResult);
                    await Task.Delay(Timeout.Infinite, token);
                    throw new InvalidOperationException("the wait never ends by itself");
                },
            },
            Eager);
        using (var request = new HttpRequestMessage(HttpMethod.Get, Search))
        using (var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken))
        {
            // The first line is there while the search runs.
            await using var lines = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            Assert.Equal('{', lines.ReadByte());
            Assert.False(stopped.Task.IsCompleted);
        }

        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private static SearchResult Found(params int[] numbers) =>
        new([.. numbers.Select(number => StreamingHost.Trace(number))], ScriptedStore.NoMetrics, null);

    private static JsonElement[] Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private static string Describe(JsonElement line) => line.GetProperty("type").GetString() switch
    {
        "traces" => "traces " + string.Join(
            ' ', line.GetProperty("traces").EnumerateArray().Select(trace => trace.GetProperty("traceID").GetString())),
        "warning" => "warning " + line.GetProperty("code").GetString(),
        var type => type!,
    };
}
