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
        Assert.Equal(["9 8", "7", "9 8 7"], lines.Select(Ids));
        Assert.Equal([false, false, true], lines.Select(line => line.GetProperty("final").GetBoolean()));
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
        Assert.Equal("9", Ids(lines[0]));
        var error = lines[^1].GetProperty("error");
        Assert.Equal((500, "integer division by zero"), (error.GetProperty("status").GetInt32(), error.GetProperty("message").GetString()));
        Assert.True(lines[^1].GetProperty("final").GetBoolean());
    }

    private static SearchResult Found(params int[] numbers) =>
        new([.. numbers.Select(number => StreamingHost.Trace(number))], ScriptedStore.NoMetrics, null);

    private static JsonElement[] Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private static string Ids(JsonElement line) => string.Join(
        ' ', line.GetProperty("result").GetProperty("traces").EnumerateArray().Select(trace => trace.GetProperty("traceID").GetString()));
}
