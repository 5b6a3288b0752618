using System.Text.Json;
using Vivace.Server.Api;
using Xunit;

namespace Vivace.Server.Tests.Api;

public sealed class ValidateApiTests
{
    [Fact]
    public async Task A_right_query_is_valid_and_printed()
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal(
            (200, """{"valid":true,"kind":"search","diagnostics":[],"canonical":"{ span.a = 1 }"}"""), await GetAsync(host, "{span.a=1}"));
        Assert.Equal(
            (200, """{"valid":true,"kind":"metrics","diagnostics":[],"canonical":"{ } | rate() by(span.a)"}"""), await GetAsync(host, "{}|rate()by(span.a)"));
        Assert.Empty(host.Store.Requests);
    }

    [Fact]
    public async Task A_parse_error_has_its_place_and_what_was_expected()
    {
        await using var host = await ApiHost.StartAsync();
        var (status, text) = await GetAsync(host, "{ .a = 1 }\n | {} foo");
        Assert.Equal(200, status);
        var json = JsonDocument.Parse(text).RootElement;
        Assert.False(json.GetProperty("valid").GetBoolean());
        Assert.False(json.TryGetProperty("canonical", out _));
        var error = Assert.Single(json.GetProperty("diagnostics").EnumerateArray());
        Assert.Equal("error", error.GetProperty("severity").GetString());
        Assert.Equal((17, 3, 2, 7), Place(error));
        Assert.Contains("found `foo`", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("&&", error.GetProperty("expected").EnumerateArray().Select(item => item.GetString()));
    }

    [Fact]
    public async Task Errors_of_the_checker_and_warnings_about_hints_stand_together()
    {
        await using var host = await ApiHost.StartAsync();
        var (status, text) = await GetAsync(host, "{ status = 2 } with(most_recent=1, nonsense=\"x\")");
        Assert.Equal(200, status);
        var json = JsonDocument.Parse(text).RootElement;
        Assert.False(json.GetProperty("valid").GetBoolean());
        Assert.Equal("search", json.GetProperty("kind").GetString());
        var found = json.GetProperty("diagnostics").EnumerateArray().ToList();
        Assert.Equal(["error", "warning", "warning"], found.Select(one => one.GetProperty("severity").GetString()));
        Assert.Equal((2, 10, 1, 3), Place(found[0]));
        Assert.Equal((20, 13, 1, 21), Place(found[1]));
        Assert.Contains("known are most_recent", found[2].GetProperty("hint").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_leave_a_query_valid()
    {
        await using var host = await ApiHost.StartAsync();
        var (_, text) = await GetAsync(host, "{} with(job_size=1)");
        Assert.True(JsonDocument.Parse(text).RootElement.GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task A_mistake_has_changes_that_help()
    {
        await using var host = await ApiHost.StartAsync();
        var (_, text) = await GetAsync(host, "{ statsu = error }");
        Assert.Contains(
            """{"title":"status","start":2,"length":6,"text":"status"},{"title":"span.statsu","start":2,"length":6,"text":"span.statsu"},""",
            text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hints_leave_a_query_valid_and_wait_until_it_is()
    {
        await using var host = await ApiHost.StartAsync();
        var (_, text) = await GetAsync(host, "{ .a = 1 } with(job_size=1)");
        var json = JsonDocument.Parse(text).RootElement;
        Assert.True(json.GetProperty("valid").GetBoolean());
        var found = json.GetProperty("diagnostics").EnumerateArray().ToList();
        Assert.Equal(["warning", "hint"], found.Select(one => one.GetProperty("severity").GetString()));
        Assert.Equal((2, 2, 1, 3), Place(found[1]));
        Assert.Equal(
            ["span.a", "resource.a"], found[1].GetProperty("fixes").EnumerateArray().Select(fix => fix.GetProperty("text").GetString()));

        (_, text) = await GetAsync(host, "{ .a = 1 && status = 2 }");
        Assert.Single(JsonDocument.Parse(text).RootElement.GetProperty("diagnostics").EnumerateArray());
    }

    [Theory]
    [InlineData("{}", "&start=1000&end=87400", "over 1d: every span is read")]
    [InlineData("{}", "&start=1000&end=4600", null)]
    [InlineData("{}", "", null)]
    [InlineData("{ name = \"x\" } | rate()", "&start=1000&end=4600", "a point every 15s")]
    [InlineData("{ name = \"x\" } | rate()", "&start=1000&end=4600&step=60", null)]
    [InlineData("{ name = \"x\" } | rate()", "", null)]
    public async Task Hints_look_at_range_and_step(string query, string parameters, string? hint)
    {
        await using var host = await ApiHost.StartAsync();
        var (status, text) = await host.GetAsync("/api/vivace/validate?q=" + Uri.EscapeDataString(query) + parameters);
        Assert.Equal(200, status);
        var found = JsonDocument.Parse(text).RootElement.GetProperty("diagnostics").EnumerateArray().ToList();
        if (hint is null)
            Assert.Empty(found);
        else
            Assert.Contains(hint, Assert.Single(found).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_is_no_time_is_refused()
    {
        await using var host = await ApiHost.StartAsync();
        var (status, text) = await host.GetAsync("/api/vivace/validate?q=%7B%7D&start=soon&end=5");
        Assert.Equal(400, status);
        Assert.Contains("start", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_query_is_not_valid_and_a_huge_one_is_refused()
    {
        await using var host = await ApiHost.StartAsync(options: new QueryApiOptions { MaxQueryExpressionSizeBytes = 20 });
        var (status, text) = await host.GetAsync("/api/vivace/validate");
        Assert.Equal(200, status);
        Assert.StartsWith("""{"valid":false,"diagnostics":[{"severity":"error","message":"found the end of the query""", text, StringComparison.Ordinal);

        (status, text) = await GetAsync(host, "{ .a = 1 && .b = 2 && .c = 3 }");
        Assert.Equal(400, status);
        Assert.Contains("maximum size of 20 bytes", text, StringComparison.Ordinal);
    }

    private static Task<(int Status, string Text)> GetAsync(ApiHost host, string query) =>
        host.GetAsync("/api/vivace/validate?q=" + Uri.EscapeDataString(query));

    private static (int Start, int Length, int Line, int Column) Place(JsonElement diagnostic) => (
        diagnostic.GetProperty("start").GetInt32(), diagnostic.GetProperty("length").GetInt32(),
        diagnostic.GetProperty("line").GetInt32(), diagnostic.GetProperty("column").GetInt32());
}
