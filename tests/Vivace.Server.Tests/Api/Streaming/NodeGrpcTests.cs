using System.Globalization;
using System.Text.Json.Nodes;
using Vivace.Server.Api;
using Vivace.Store;
using Vivace.TraceQL.Syntax;
using Xunit;

namespace Vivace.Server.Tests.Api.Streaming;

/// <summary>tests/grpc-node: gRPC's own JavaScript client.</summary>
public sealed class NodeGrpc : IAsyncLifetime
{
    private readonly NodeProject _project = new("grpc-node");

    public async ValueTask InitializeAsync() => await _project.InstallAsync();

    /// <summary>Calls a method; skips the test if there is no Node.js.</summary>
    public async Task<JsonNode> AskAsync(Uri address, string method, string request, int cancelAfter = 0, string metadata = "{}") =>
        JsonNode.Parse(await _project.RunScriptAsync(
            "ask.mjs", address.Authority, method, request, metadata, cancelAfter.ToString(CultureInfo.InvariantCulture)))!;

    public ValueTask DisposeAsync() => default;
}

/// <summary>A client that is not ours understands what is sent, and is understood.</summary>
public sealed class NodeGrpcTests(NodeGrpc node) : IClassFixture<NodeGrpc>
{
    [Fact]
    public async Task It_searches()
    {
        await using var host = await StreamingHost.StartAsync(StreamingQuerierTests.Finding(StreamingHost.Trace(9, "GET /")));
        var answer = await node.AskAsync(host.Address, "Search", """{"Query":"{ kind = server }","Limit":3,"start":1000,"end":2000}""");

        Assert.Equal(0, (int)answer["code"]!);
        var trace = answer["messages"]![0]!["traces"]![0]!;
        Assert.Equal(("9", "shop", "GET /", "9000000000"), ((string)trace["traceID"]!, (string)trace["rootServiceName"]!, (string)trace["rootTraceName"]!, (string)trace["startTimeUnixNano"]!));
        Assert.Equal("3", (string)answer["messages"]![0]!["metrics"]!["inspectedBytes"]!);
        Assert.Equal(3, host.Store.Single<SearchRequest>().Limit);
    }

    [Fact]
    public async Task It_lists_names_and_values()
    {
        await using var host = await StreamingHost.StartAsync(new ScriptedStore
        {
            OnTagNames = _ => new TagNamesResult(
                new Dictionary<AttributeScope, IReadOnlyList<string>> { [AttributeScope.Span] = ["a", "b"] }, ScriptedStore.NoMetrics),
            OnTagValues = _ => new TagValuesResult([new TagValue(TagValueType.Int, "7")], false, ScriptedStore.NoMetrics),
        });

        var names = await node.AskAsync(host.Address, "SearchTagsV2", """{"scope":"span"}""");
        Assert.Equal("""[{"name":"span","tags":["a","b"]}]""", names["messages"]![0]!["scopes"]!.ToJsonString());
        var values = await node.AskAsync(host.Address, "SearchTagValuesV2", """{"tagName":"span.a"}""");
        Assert.Equal("""[{"type":"int","value":"7"}]""", values["messages"]![0]!["tagValues"]!.ToJsonString());
    }

    [Fact]
    public async Task It_is_told_what_is_wrong()
    {
        await using var host = await StreamingHost.StartAsync();
        var answer = await node.AskAsync(host.Address, "Search", """{"Query":"{ name = \"ü"}""");
        Assert.Equal(3, (int)answer["code"]!);
        Assert.StartsWith("invalid TraceQL query: parse error at line 1", (string)answer["details"]!, StringComparison.Ordinal);
        Assert.Empty(answer["messages"]!.AsArray());
    }

    [Fact]
    public async Task It_receives_a_result_of_many_packets()
    {
        var traces = Enumerable.Range(1, 3000).Select(i => StreamingHost.Trace(i, new string('n', 1000))).ToArray();
        await using var host = await StreamingHost.StartAsync(StreamingQuerierTests.Finding(traces));
        var answer = await node.AskAsync(host.Address, "Search", """{"Query":"{}","Limit":5000}""");

        Assert.Equal(0, (int)answer["code"]!);
        Assert.Equal(3, answer["messages"]!.AsArray().Count);
        Assert.Equal(3000, answer["messages"]!.AsArray().Sum(message => message!["traces"]!.AsArray().Count));
    }

    [Fact]
    public async Task Its_cancellation_reaches_the_store()
    {
        var cancelled = new TaskCompletionSource();
        await using var host = await StreamingHost.StartAsync(
            StreamingQuerierTests.Endless(cancelled), new QueryApiOptions { StreamingInterval = TimeSpan.FromMilliseconds(1) });
        var answer = await node.AskAsync(host.Address, "Search", """{"Query":"{}"}""", cancelAfter: 2);

        Assert.Equal(1, (int)answer["code"]!);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }
}
