using Vivace.Core;
using Vivace.Store;
using Vivace.TraceQL.Printing;
using Vivace.TraceQL.Syntax;
using Xunit;

namespace Vivace.Server.Tests.Api;

public sealed class TagsApiTests
{
    private const string Intrinsics =
        "\"duration\",\"event:name\",\"event:timeSinceStart\",\"instrumentation:name\",\"instrumentation:version\",\"kind\",\"link:spanID\","
        + "\"link:traceID\",\"name\",\"rootName\",\"rootServiceName\",\"span:duration\",\"span:id\",\"span:kind\",\"span:name\",\"span:parentID\","
        + "\"span:status\",\"span:statusMessage\",\"status\",\"statusMessage\",\"trace:duration\",\"trace:id\",\"trace:rootName\",\"trace:rootService\","
        + "\"traceDuration\"";

    private static readonly QueryMetrics Metrics = new(1, 2, 14503, 3, 4, 5, 6);

    [Fact]
    public async Task Version_1_lists_names_of_all_scopes_sorted_and_once()
    {
        await using var host = await ApiHost.StartAsync(Naming(("span", "db region"), ("resource", "region a<b")));
        Assert.Equal(
            (200, """{"tagNames":["a\u003cb","db","region"],"metrics":{"inspectedBytes":"14503","totalJobs":6,"completedJobs":5,"totalBlocks":3,"totalBlockBytes":"4"}}"""),
            await host.GetAsync("/api/search/tags?q={span.x=1}"));
        Assert.Null(host.Store.Single<TagNamesRequest>().Filter);
    }

    [Fact]
    public async Task Version_2_lists_names_by_scope_and_the_intrinsics()
    {
        await using var host = await ApiHost.StartAsync(Naming(("resource", "region"), ("span", "db"), ("event", "")));
        var (status, text) = await host.GetAsync("/api/v2/search/tags");
        Assert.Equal(200, status);
        Assert.Equal(
            """{"scopes":[{"name":"span","tags":["db"]},{"name":"resource","tags":["region"]},{"name":"intrinsic","tags":[""" + Intrinsics
            + """]}],"metrics":{"inspectedBytes":"14503","totalJobs":6,"completedJobs":5,"totalBlocks":3,"totalBlockBytes":"4"}}""", text);

        var request = host.Store.Single<TagNamesRequest>();
        Assert.Equal((null, null, 0), (request.Scope, request.Filter, request.MaxNamesPerScope));
        Assert.Equal(1_000_000 - Intrinsics.Replace("\"", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal).Length, request.MaxBytes);
        Assert.Equal(new TimeRange((ManualTime.NoonSeconds - 900) * 1_000_000_000, ManualTime.NoonSeconds * 1_000_000_000), request.Range);
    }

    [Theory]
    [InlineData("/api/v2/search/tags?scope=trace", """{"scopes":[],"metrics":{}}""")]
    [InlineData("/api/search/tags?scope=trace", """{"tagNames":[],"metrics":{}}""")]
    [InlineData("/api/v2/search/tags?scope=intrinsic&limit=2", """{"scopes":[{"name":"intrinsic","tags":["duration","event:name"]}],"metrics":{}}""")]
    [InlineData("/api/search/tags?scope=intrinsic&limit=2", """{"tagNames":["duration","event:name"],"metrics":{}}""")]
    public async Task Scopes_without_stored_names_are_answered_without_the_store(string path, string text)
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal((200, text), await host.GetAsync(path));
        Assert.Empty(host.Store.Requests);
    }

    [Theory]
    [InlineData("span", AttributeScope.Span)]
    [InlineData("resource", AttributeScope.Resource)]
    [InlineData("event", AttributeScope.Event)]
    [InlineData("link", AttributeScope.Link)]
    [InlineData("instrumentation", AttributeScope.Instrumentation)]
    public async Task One_scope_is_passed_on(string text, AttributeScope scope)
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal((200, """{"scopes":[],"metrics":{}}"""), await host.GetAsync($"/api/v2/search/tags?scope={text}&limit=5&start=10&end=10"));

        var request = host.Store.Single<TagNamesRequest>();
        Assert.Equal((scope, 5, 1_000_000), (request.Scope, request.MaxNamesPerScope, request.MaxBytes));
        Assert.Equal(new TimeRange(10_000_000_000, 10_000_000_000), request.Range);
    }

    [Theory]
    [InlineData("{ span.a = 1 && kind = server }", "(span.a = 1) && (kind = server)")]
    [InlineData("{ .a = && .b = 1 }", ".b = 1")]
    [InlineData("{ span.a = 1 } | rate()", "span.a = 1")]
    [InlineData("{ .a = 1 } >> { .b = 1 }", null)]
    [InlineData("{ kind = server && }", null)]
    [InlineData("gibberish", null)]
    public async Task A_half_typed_filter_restricts_as_far_as_it_is_understood(string q, string? expected)
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal(200, (await host.GetAsync("/api/v2/search/tags?scope=span&q=" + Uri.EscapeDataString(q))).Status);
        Assert.Equal(200, (await host.GetAsync("/api/v2/search/tag/span.x/values?q=" + Uri.EscapeDataString(q))).Status);

        var names = host.Store.Requests.OfType<TagNamesRequest>().Single().Filter;
        var values = host.Store.Requests.OfType<TagValuesRequest>().Single().Filter;
        Assert.Equal(expected, names is null ? null : TraceQLPrinter.Print(names));
        Assert.Equal(expected, values is null ? null : TraceQLPrinter.Print(values));
    }

    [Theory]
    [InlineData("/api/v2/search/tags?scope=x", "invalid scope: x")]
    [InlineData("/api/search/tags?limit=x", "invalid limit: \"x\"")]
    [InlineData("/api/search/tags?start=60&end=10", "http parameter start must be before end. received start=60 end=10")]
    [InlineData("/api/search/tags?start=1&end=999999", "exceeds 168h0m0s")]
    [InlineData("/api/search/tag/a/values?start=q&end=60", "invalid start: \"q\"")]
    [InlineData("/api/search/tag/a/values?maxStaleValues=q", "invalid maxStaleValues: \"q\"")]
    [InlineData("/api/v2/search/tag/bogus.thing/values", "please provide a valid tagName: failed to parse identifier bogus.thing: parse error at line 1, col 1")]
    [InlineData("/api/v2/search/tag/span.a%20!%3D%20nil/values", "please provide a valid tagName")]
    public async Task A_wrong_parameter_is_told_and_asks_nothing(string path, string fact)
    {
        await using var host = await ApiHost.StartAsync();
        var (status, text) = await host.GetAsync(path);
        Assert.Equal(400, status);
        Assert.Contains(fact, text, StringComparison.Ordinal);
        Assert.Empty(host.Store.Requests);
    }

    [Fact]
    public async Task A_filter_with_too_many_alternatives_is_refused()
    {
        await using var host = await ApiHost.StartAsync();
        var q = "{" + string.Join("||", Enumerable.Range(0, 101).Select(i => $".a={i}")) + "}";
        Assert.Equal(
            (400, "maximum condition groups reached (limit: 100). Reduce the number of OR conditions in the query"),
            await host.GetAsync("/api/v2/search/tags?q=" + Uri.EscapeDataString(q)));
    }

    [Fact]
    public async Task Version_1_lists_values_as_sorted_text()
    {
        await using var host = await ApiHost.StartAsync(Valuing(
            new TagValue(TagValueType.String, "shop"), new TagValue(TagValueType.Int, "7"), new TagValue(TagValueType.Float, "7.0"),
            new TagValue(TagValueType.String, "7"), new TagValue(TagValueType.String, "")));
        Assert.Equal(
            (200, """{"tagValues":["","7","7.0","shop"],"metrics":{}}"""), await host.GetAsync("/api/search/tag/service.name/values"));
        Assert.Equal(
            ["span.service.name", "resource.service.name", "instrumentation.service.name"],
            host.Store.Single<TagValuesRequest>().Fields.Select(TraceQLPrinter.Print));
    }

    [Theory]
    [InlineData("name", "name")]
    [InlineData("root.name", "rootName")]
    [InlineData("rootName", "rootName")]
    [InlineData("root.service.name", "rootServiceName")]
    [InlineData("kind", "span.kind", "resource.kind", "instrumentation.kind")]
    [InlineData("span%3Aname", "span.span:name", "resource.span:name", "instrumentation.span:name")]
    [InlineData("a/b%2Fc", "span.a/b/c", "resource.a/b/c", "instrumentation.a/b/c")]
    public async Task Version_1_names_are_bare_attributes_and_a_few_words(string name, params string[] fields)
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal((200, """{"tagValues":[],"metrics":{}}"""), await host.GetAsync($"/api/search/tag/{name}/values"));
        Assert.Equal(fields, host.Store.Single<TagValuesRequest>().Fields.Select(TraceQLPrinter.Print));
    }

    [Theory]
    [InlineData("status.code", """["error","mine","ok","unset"]""")]
    [InlineData("error", """["mine","true"]""")]
    public async Task Version_1_adds_the_words_of_old_clients(string name, string values)
    {
        await using var host = await ApiHost.StartAsync(Valuing(new TagValue(TagValueType.String, "mine")));
        Assert.Equal((200, $$$"""{"tagValues":{{{values}}},"metrics":{}}"""), await host.GetAsync($"/api/search/tag/{name}/values"));
    }

    [Fact]
    public async Task Version_2_lists_values_with_their_types()
    {
        await using var host = await ApiHost.StartAsync(Valuing(
            new TagValue(TagValueType.String, "shop"), new TagValue(TagValueType.Int, "500"), new TagValue(TagValueType.Float, "1.0"),
            new TagValue(TagValueType.Bool, "true"), new TagValue(TagValueType.Keyword, "ok"), new TagValue(TagValueType.String, "")));
        Assert.Equal(
            (200, """{"tagValues":[{"type":"string","value":"shop"},{"type":"int","value":"500"},{"type":"float","value":"1.0"},{"type":"bool","value":"true"},{"type":"keyword","value":"ok"},{"type":"string"}],"metrics":{}}"""),
            await host.GetAsync("/api/v2/search/tag/span.x/values?limit=9"));
        var request = host.Store.Single<TagValuesRequest>();
        Assert.Equal((9, 1_000_000), (request.MaxValues, request.MaxBytes));
    }

    [Theory]
    [InlineData(".node", ".node")]
    [InlineData("span.%22attr%20with%20space%22", "span.\"attr with space\"")]
    [InlineData("span.%E6%97%A5%E6%9C%AC", "span.日本")]
    [InlineData("span.a/b", "span.a/b")]
    [InlineData("span.a%2Fb", "span.a/b")]
    [InlineData("name", "name")]
    [InlineData("span:name", "name")]
    [InlineData("trace:duration", "traceDuration")]
    [InlineData("event:timeSinceStart", "event:timeSinceStart")]
    [InlineData("instrumentation:version", "instrumentation:version")]
    public async Task Version_2_names_are_fields(string name, string field)
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal((200, """{"tagValues":[],"metrics":{}}"""), await host.GetAsync($"/api/v2/search/tag/{name}/values"));
        Assert.Equal(field, TraceQLPrinter.Print(host.Store.Single<TagValuesRequest>().Fields.Single()));
    }

    [Theory]
    [InlineData("status", "ok error unset")]
    [InlineData("span:status", "ok error unset")]
    [InlineData("kind", "unspecified internal server client producer consumer")]
    [InlineData("span:kind", "unspecified internal server client producer consumer")]
    [InlineData("duration", "")]
    [InlineData("traceDuration", "")]
    [InlineData("trace:id", "")]
    [InlineData("span:parentID", "")]
    [InlineData("link:spanID", "")]
    [InlineData("parent", "")]
    public async Task Version_2_answers_some_intrinsics_without_the_store(string name, string values)
    {
        await using var host = await ApiHost.StartAsync();
        var expected = values.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(value => $$"""{"type":"keyword","value":"{{value}}"}""");
        Assert.Equal(
            (200, $$$"""{"tagValues":[{{{string.Join(',', expected)}}}],"metrics":{}}"""), await host.GetAsync($"/api/v2/search/tag/{name}/values"));
        Assert.Empty(host.Store.Requests);
    }

    [Fact]
    public async Task Protobuf_answers_hold_the_same_messages()
    {
        var store = Naming(("span", "db region"));
        store.OnTagValues = _ => new TagValuesResult([new(TagValueType.Int, "5"), new(TagValueType.String, "")], false, Metrics);
        await using var host = await ApiHost.StartAsync(store);

        const string MetricsText = "2:{1:14503 2:6 3:5 4:3 5:4}";
        Assert.Equal("1:db 1:region " + MetricsText, ProtoText.Describe(await host.GetProtobufAsync("/api/search/tags"), "2:m"));
        Assert.Equal(
            "1:{1:span 2:db 2:region} " + MetricsText,
            ProtoText.Describe(await host.GetProtobufAsync("/api/v2/search/tags?scope=span"), "1:m 2:m"));
        Assert.Equal("1: 1:5 " + MetricsText, ProtoText.Describe(await host.GetProtobufAsync("/api/search/tag/x/values"), "2:m"));
        Assert.Equal(
            "1:{1:int 2:5} 1:{1:string} " + MetricsText,
            ProtoText.Describe(await host.GetProtobufAsync("/api/v2/search/tag/.x/values"), "1:m 2:m"));
    }

    [Fact]
    public async Task Names_and_values_of_several_tenants_are_united_and_cut_to_the_limit()
    {
        var store = new ScriptedStore
        {
            OnTagNames = request => Names(Metrics, ("span", request.Tenant.Value == "a" ? "x y" : "y z")),
            OnTagValues = request => new TagValuesResult(
                request.Tenant.Value == "a" ? [new(TagValueType.Int, "1"), new(TagValueType.Int, "2")] : [new(TagValueType.Int, "2"), new(TagValueType.Int, "3")],
                false, ScriptedStore.NoMetrics),
        };
        await using var host = await ApiHost.StartAsync(store, new() { MultitenancyEnabled = true });
        Assert.StartsWith(
            """{"tagNames":["x","y","z"],"metrics":{"inspectedBytes":"29006",""",
            (await host.GetAsync("/api/search/tags", ("X-Scope-OrgID", "a|b"))).Text, StringComparison.Ordinal);
        Assert.StartsWith(
            """{"scopes":[{"name":"span","tags":["x","y"]}]""",
            (await host.GetAsync("/api/v2/search/tags?scope=span&limit=2", ("X-Scope-OrgID", "a|b"))).Text, StringComparison.Ordinal);
        Assert.Equal(
            """{"tagValues":["1","2","3"],"metrics":{}}""", (await host.GetAsync("/api/search/tag/v/values", ("X-Scope-OrgID", "a|b"))).Text);
        Assert.Equal(
            """{"tagValues":[{"type":"int","value":"1"},{"type":"int","value":"2"}],"metrics":{}}""",
            (await host.GetAsync("/api/v2/search/tag/.v/values?limit=2", ("X-Scope-OrgID", "a|b"))).Text);
    }

    private static ScriptedStore Naming(params (string Scope, string Names)[] scopes) => new() { OnTagNames = _ => Names(Metrics, scopes) };

    private static ScriptedStore Valuing(params TagValue[] values) =>
        new() { OnTagValues = _ => new TagValuesResult(values, false, ScriptedStore.NoMetrics) };

    private static TagNamesResult Names(QueryMetrics metrics, params (string Scope, string Names)[] scopes) => new(
        scopes.ToDictionary(
            scope => Enum.Parse<AttributeScope>(scope.Scope, ignoreCase: true),
            scope => (IReadOnlyList<string>)scope.Names.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
        metrics);
}
