using System.Text.Json;
using Vivace.Core;
using Vivace.Server.Api;
using Vivace.Store;
using Vivace.TraceQL.Printing;
using Vivace.TraceQL.Syntax;
using Xunit;

namespace Vivace.Server.Tests.Api;

/// <summary>The cursor is written as <c>¦</c>.</summary>
public sealed class CompleteApiTests
{
    [Fact]
    public async Task Values_fit_the_rest_of_the_query_and_are_quoted()
    {
        await using var host = await ApiHost.StartAsync(Holding(
            new TagValue(TagValueType.String, "POST"), new TagValue(TagValueType.String, "GE\"T"), new TagValue(TagValueType.Int, "-5"),
            new TagValue(TagValueType.Float, "NaN"), new TagValue(TagValueType.Bool, "true")));
        var (items, replace, json) = await CompleteAsync(host, "{ resource.service.name = \"shop\" && span.m = ¦ }");
        Assert.Equal(["\"GE\\\"T\"", "\"POST\"", "true", "-5", "false", "nil"], items.Where(item => item.Kind is "value" or "keyword").Select(item => item.Insert));
        Assert.Contains(("GE\"T", "\"GE\\\"T\"", "value", "string"), items);
        Assert.Contains(("span.", "span.", "scope", "attributes of the span"), items);
        Assert.Equal((45, 45), replace);
        Assert.False(json.GetProperty("incomplete").GetBoolean());

        var request = Assert.Single(host.Store.Requests.OfType<TagValuesRequest>());
        Assert.Equal("span.m", TraceQLPrinter.Print(Assert.Single(request.Fields)));
        Assert.Equal("resource.service.name = `shop`", TraceQLPrinter.Print(request.Filter!));
        Assert.Equal((0, 1_000_000), (request.MaxValues, request.MaxBytes));
        Assert.Equal(new TimeRange((ManualTime.NoonSeconds - 900) * 1_000_000_000, ManualTime.NoonSeconds * 1_000_000_000), request.Range);
    }

    [Fact]
    public async Task What_is_typed_narrows_values_at_the_store_and_after_it()
    {
        await using var host = await ApiHost.StartAsync(Holding(
            new TagValue(TagValueType.String, "a get"), new TagValue(TagValueType.String, "POST"), new TagValue(TagValueType.String, "GET")));
        var (items, replace, _) = await CompleteAsync(host, "{ .b = 1 && span.m = \"ge¦\" }", "&start=10&end=20");
        Assert.Equal(["\"GET\"", "\"a get\""], items.Select(item => item.Insert));
        Assert.Equal((21, 25), replace);
        var request = host.Store.Single<TagValuesRequest>();
        Assert.Equal("(.b = 1) && (span.m =~ `(?i).*ge.*`)", TraceQLPrinter.Print(request.Filter!));
        Assert.Equal(new TimeRange(10_000_000_000, 20_000_000_000), request.Range);
    }

    [Fact]
    public async Task Names_come_from_their_scope_and_are_quoted()
    {
        await using var host = await ApiHost.StartAsync(Naming((AttributeScope.Span, ["http.method", "http status", "db"])));
        var (items, replace, _) = await CompleteAsync(host, "{ span.http¦ }");
        Assert.Equal(
            [("http status", "\"http status\"", "attribute", "span"), ("http.method", "http.method", "attribute", "span")], items);
        Assert.Equal((7, 11), replace);
        Assert.Equal(AttributeScope.Span, host.Store.Single<TagNamesRequest>().Scope);
    }

    [Fact]
    public async Task Unscoped_names_are_those_of_spans_and_resources()
    {
        await using var host = await ApiHost.StartAsync(Naming(
            (AttributeScope.Span, ["region", "a"]), (AttributeScope.Resource, ["region", "b"]), (AttributeScope.Event, ["c"])));
        var (items, _, _) = await CompleteAsync(host, "{ .¦");
        Assert.Equal(["a", "b", "region"], items.Select(item => item.Insert));
        Assert.Null(host.Store.Single<TagNamesRequest>().Scope);
    }

    [Fact]
    public async Task Without_a_scope_whole_fields_are_offered_behind_what_every_span_has()
    {
        await using var host = await ApiHost.StartAsync(Naming(
            (AttributeScope.Span, ["region"]), (AttributeScope.Resource, ["region"]), (AttributeScope.Event, ["x y"])));
        var (items, _, _) = await CompleteAsync(host, "{ ¦");
        Assert.Equal(["span.region", "resource.region", "event.\"x y\""], items.Where(item => item.Kind == "attribute").Select(item => item.Insert));
        Assert.Equal(["span.", "resource.", "duration", "name"], items.Take(4).Select(item => item.Insert));
        var region = items.FindIndex(item => item.Insert == "span.region");
        Assert.True(items.FindIndex(item => item.Insert == "status") < region);
        Assert.True(items.FindIndex(item => item.Insert == "event.") > region);
    }

    [Fact]
    public async Task The_limit_cuts_and_says_so()
    {
        await using var host = await ApiHost.StartAsync(Naming((AttributeScope.Span, ["a", "b", "c"])));
        var (items, _, json) = await CompleteAsync(host, "{ span.¦", "&limit=2");
        Assert.Equal(["a", "b"], items.Select(item => item.Insert));
        Assert.True(json.GetProperty("incomplete").GetBoolean());
    }

    [Fact]
    public async Task Where_only_the_language_counts_the_store_is_not_asked()
    {
        await using var host = await ApiHost.StartAsync();
        var (items, _, _) = await CompleteAsync(host, "{ status = ¦");
        Assert.Contains("error", items.Select(item => item.Insert));
        Assert.Empty(host.Store.Requests.OfType<TagValuesRequest>());
        Assert.Single(host.Store.Requests.OfType<TagNamesRequest>());

        await CompleteAsync(host, "{ } | ¦");
        Assert.Single(host.Store.Requests);
    }

    [Fact]
    public async Task Without_a_query_the_beginning_is_offered()
    {
        await using var host = await ApiHost.StartAsync();
        var (status, text) = await host.GetAsync("/api/vivace/complete");
        Assert.Equal(200, status);
        Assert.Contains("\"insertText\":\"{\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("q=%7B&cursor=2", "invalid cursor: 2 is past the end of q, which has 1 UTF-16 code units")]
    [InlineData("q=%7B&cursor=-1", "invalid cursor")]
    [InlineData("limit=0", "invalid limit: 0; it must be from 1 to 1000")]
    [InlineData("limit=1001", "invalid limit")]
    [InlineData("start=5", "only one of start and end")]
    public async Task Wrong_parameters_are_refused(string parameters, string error)
    {
        await using var host = await ApiHost.StartAsync();
        var (status, text) = await host.GetAsync("/api/vivace/complete?" + parameters);
        Assert.Equal(400, status);
        Assert.Contains(error, text, StringComparison.Ordinal);
        Assert.Empty(host.Store.Requests);
    }

    [Fact]
    public async Task Each_tenant_is_asked()
    {
        await using var host = await ApiHost.StartAsync(
            Naming((AttributeScope.Span, ["a"])), new QueryApiOptions { MultitenancyEnabled = true });
        Assert.Equal(401, (await host.GetAsync("/api/vivace/complete?q=%7B%20span.")).Status);
        var (status, text) = await host.GetAsync("/api/vivace/complete?q=%7B%20span.", ("X-Scope-OrgID", "one|two"));
        Assert.Equal(200, status);
        Assert.Equal(["one", "two"], host.Store.Requests.OfType<TagNamesRequest>().Select(request => request.Tenant.Value).Order());
        Assert.Equal(
            """{"items":[{"label":"a","insertText":"a","kind":"attribute","detail":"span"}],"replace":{"start":7,"end":7},"incomplete":false}""", text);
    }

    private static ScriptedStore Holding(params TagValue[] values) =>
        new() { OnTagValues = _ => new TagValuesResult(values, false, ScriptedStore.NoMetrics) };

    private static ScriptedStore Naming(params (AttributeScope Scope, string[] Names)[] names) => new()
    {
        OnTagNames = _ => new TagNamesResult(
            names.ToDictionary(pair => pair.Scope, pair => (IReadOnlyList<string>)pair.Names), ScriptedStore.NoMetrics),
    };

    private static async Task<(List<(string Label, string Insert, string Kind, string Detail)> Items, (int Start, int End) Replace, JsonElement Json)> CompleteAsync(
        ApiHost host, string query, string more = "")
    {
        var cursor = query.IndexOf('¦', StringComparison.Ordinal);
        var (status, text) = await host.GetAsync(
            $"/api/vivace/complete?q={Uri.EscapeDataString(query.Remove(cursor, 1))}&cursor={cursor}{more}");
        Assert.True(status == 200, text);
        var json = JsonDocument.Parse(text).RootElement;
        var items = json.GetProperty("items").EnumerateArray().Select(item => (
            item.GetProperty("label").GetString()!, item.GetProperty("insertText").GetString()!,
            item.GetProperty("kind").GetString()!, item.GetProperty("detail").GetString()!)).ToList();
        var replace = json.GetProperty("replace");
        return (items, (replace.GetProperty("start").GetInt32(), replace.GetProperty("end").GetInt32()), json);
    }
}
