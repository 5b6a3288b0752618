using System.Text;
using Vivace.Core;
using Vivace.Otlp.Wire;
using Vivace.Store;
using Xunit;

namespace Vivace.Server.Tests.Api;

public sealed class SearchApiTests
{
    private static readonly TraceSummary Cart = new(
        new TraceId(0, 0xaabbccddeeff0011), "shop", "GET /cart", 1_700_000_000_000_000_000, 200_999_999,
        new Dictionary<string, ServiceStats> { ["shop"] = new(4, 1), ["db"] = new(2, 0) },
        [
            new Spanset(
                [
                    new MatchedSpan(3, "render <b> & \"c\"", 1_700_000_000_070_000_000, 30_000_000,
                    [
                        new("status", new AttributeValue.Text("ok")), new("n", new AttributeValue.Integer(0)),
                        new("r", new AttributeValue.Real(1.5)), new("nan", new AttributeValue.Real(double.NaN)),
                        new("b", new AttributeValue.Boolean(false)), new("e", new AttributeValue.Text("")),
                        new("l", new AttributeValue.Array([new AttributeValue.Integer(long.MinValue), new AttributeValue.Text("é😀")])),
                        new("none", new AttributeValue.Array([])),
                    ]),
                    new MatchedSpan(0xffffffffffffffff, null, 0, 0, []),
                ],
                4,
                [new("by(name)", new AttributeValue.Text("render")), new("count()", new AttributeValue.Integer(4))]),
        ]);

    private static readonly TraceSummary Rootless = new(
        new TraceId(1, 2), null, null, 5, 999_999, new Dictionary<string, ServiceStats>(), [new Spanset([], 0, [])]);

    private static readonly QueryMetrics Metrics = new(12, 34, 15526, 1, 4096, 3, 3);

    [Fact]
    public async Task A_search_answers_the_exact_text_that_clients_know()
    {
        var store = new ScriptedStore { OnSearch = (_, _) => Task.FromResult(new SearchResult([Cart, Rootless], Metrics, null)) };
        await using var host = await ApiHost.StartAsync(store);
        using var response = await host.SendAsync("/api/search?q={}");

        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("Accept-Encoding", response.Headers.Vary.Single());
        const string Spanset =
            @"{'spans':[{'spanID':'0000000000000003','name':'render \u003cb\u003e \u0026 \'c\'','startTimeUnixNano':'1700000000070000000','durationNanos':'30000000','attributes':[{'key':'status','value':{'stringValue':'ok'}},{'key':'n','value':{'intValue':'0'}},{'key':'r','value':{'doubleValue':1.5}},{'key':'nan','value':{'doubleValue':'NaN'}},{'key':'b','value':{'boolValue':false}},{'key':'e','value':{'stringValue':''}},{'key':'l','value':{'arrayValue':{'values':[{'intValue':'-9223372036854775808'},{'stringValue':'é😀'}]}}},{'key':'none','value':{'arrayValue':{}}}]},{'spanID':'ffffffffffffffff'}],'matched':4,'attributes':[{'key':'by(name)','value':{'stringValue':'render'}},{'key':'count()','value':{'intValue':'4'}}]}";
        Assert.Equal(
            Json(@"{'traces':[{'traceID':'aabbccddeeff0011','rootServiceName':'shop','rootTraceName':'GET /cart','startTimeUnixNano':'1700000000000000000','durationMs':200,'spanSet':"
            + Spanset + @",'spanSets':[" + Spanset
            + @"],'serviceStats':{'db':{'spanCount':2},'shop':{'spanCount':4,'errorCount':1}}},"
            + @"{'traceID':'10000000000000002','rootServiceName':'\u003croot span not yet received\u003e','startTimeUnixNano':'5','spanSet':{},'spanSets':[{}]}],"
            + @"'metrics':{'inspectedTraces':12,'inspectedBytes':'15526','totalBlocks':1,'completedJobs':3,'totalJobs':3,'totalBlockBytes':'4096','inspectedSpans':'34'}}"),
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Nothing_found_is_an_empty_list_with_metrics()
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal((200, """{"traces":[],"metrics":{}}"""), await host.GetAsync("/api/search?q={}"));
    }

    [Fact]
    public async Task A_partial_answer_says_so()
    {
        var store = new ScriptedStore
        {
            OnSearch = (_, _) => Task.FromResult(new SearchResult([], ScriptedStore.NoMetrics, "block 7 is damaged")),
        };
        await using var host = await ApiHost.StartAsync(store);
        Assert.Equal(
            (200, """{"traces":[],"metrics":{},"status":"PARTIAL","message":"block 7 is damaged"}"""),
            await host.GetAsync("/api/search?q={}"));
    }

    [Fact]
    public async Task The_old_search_answers_without_spansets_and_services()
    {
        var store = new ScriptedStore { OnSearch = (_, _) => Task.FromResult(new SearchResult([Cart], ScriptedStore.NoMetrics, null)) };
        await using var host = await ApiHost.StartAsync(store);
        Assert.Equal(
            (200, """{"traces":[{"traceID":"aabbccddeeff0011","rootServiceName":"shop","rootTraceName":"GET /cart","startTimeUnixNano":"1700000000000000000","durationMs":200}],"metrics":{}}"""),
            await host.GetAsync("/api/search?tags=name%3Dx"));
    }

    [Fact]
    public async Task A_protobuf_answer_holds_the_same_message()
    {
        var store = new ScriptedStore { OnSearch = (_, _) => Task.FromResult(new SearchResult([Cart], Metrics, "partly")) };
        await using var host = await ApiHost.StartAsync(store);
        var message = await host.GetProtobufAsync("/api/search?q={}");

        Assert.Equal(
            "1:{1:aabbccddeeff0011 2:shop 3:GET /cart 4:1700000000000000000 5:200 6:S 7:S 8:{1:db 2:{1:2}} 8:{1:shop 2:{1:4 2:1}}} "
            + "2:{1:12 2:15526 3:1 4:3 5:3 6:4096 7:34} 3:1 4:partly",
            ProtoText.Describe(message, "1:m 1.6:S 1.7:S 1.8:m 1.8.2:m 2:m"));
        Assert.Equal(
            "1:{1:0000000000000003 2:render <b> & \"c\" 3:1700000000070000000 4:30000000 5:{1:status 2:{1:ok}} 5:{1:n 2:{3:0}} 5:{1:r 2:{4:1.5}} 5:{1:nan 2:{4:NaN}} 5:{1:b 2:{2:0}} 5:{1:e 2:{1:}} "
            + "5:{1:l 2:{5:{1:{3:9223372036854775808} 1:{1:é😀}}}} 5:{1:none 2:{5:{}}}} 1:{1:ffffffffffffffff} 2:4 3:{1:by(name) 2:{1:render}} 3:{1:count() 2:{3:4}}",
            ProtoText.Describe(Field(Field(message, 1), 6), "1:m 1.5:m 1.5.2:m 1.5.2.5:m 1.5.2.5.1:m 3:m 3.2:m"));
    }

    [Theory]
    [InlineData("q={}&tags=a%3Db", "can't specify tags and q in the same query")]
    [InlineData("q={}&limit=0", "invalid limit: must be a positive number")]
    [InlineData("q={}&limit=-1", "invalid limit")]
    [InlineData("q={}&limit=262145", "limit 262145 exceeds max limit 262144")]
    [InlineData("q={}&limit=99999999999", "invalid limit")]
    [InlineData("q={}&spss=101", "spans per span set exceeds 100. received 101")]
    [InlineData("q={}&spss=x", "invalid spss")]
    [InlineData("q={}&start=abc&end=60", "invalid start")]
    [InlineData("q={}&start=60", "only one of start and end")]
    [InlineData("q={}&end=60", "only one of start and end")]
    [InlineData("q={}&start=60&end=60", "http parameter start must be before end. received start=60 end=60")]
    [InlineData("q={}&start=1&end=604802", "range specified by start and end exceeds 168h0m0s. received start=1 end=604802")]
    [InlineData("q={}&since=bogus", "could not parse 'since' parameter: not a valid duration string: \"bogus\"")]
    [InlineData("q={}&since=8d", "range specified by start and end exceeds 168h0m0s")]
    [InlineData("q={", "invalid TraceQL query: parse error at line 1, col 2")]
    [InlineData("q={}|rate()", "invalid TraceQL query: error at line 1, col 1: a metrics query finds no traces")]
    [InlineData("tags=%3Dx", "invalid tags: unexpected '=' at position 1")]
    [InlineData("tags=a%3Db%20a%3Dc", "invalid tags: tag \"a\" is given twice")]
    [InlineData("tags=status.code%3D2", "status.code is \"2\"; it must be unset, ok or error")]
    [InlineData("maxDuration=10", "invalid maxDuration: \"10\" is no duration")]
    [InlineData("minDuration=2s&maxDuration=1s", "invalid maxDuration: must be greater than minDuration; received minDuration=2s maxDuration=1s")]
    public async Task A_wrong_parameter_is_told_in_plain_text_and_asks_nothing(string parameters, string fact)
    {
        await using var host = await ApiHost.StartAsync();
        using var response = await host.SendAsync("/api/search?" + parameters);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Contains(fact, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(host.Store.Requests);
    }

    [Fact]
    public async Task A_query_of_the_largest_size_passes_even_percent_encoded_and_a_longer_one_is_named()
    {
        await using var host = await ApiHost.StartAsync();
        var comment = string.Concat(Enumerable.Repeat("%20", 131_072 - 2));
        Assert.Equal(200, (await host.GetAsync("/api/search?q={}" + comment)).Status);

        var (status, text) = await host.GetAsync("/api/search?q={}%20" + comment);
        Assert.Equal(400, status);
        Assert.Contains("TraceQL expression exceeds the configured maximum size of 131072 bytes", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 20, 3)]
    [InlineData("&limit=7&spss=9", 7, 9)]
    [InlineData("&limit=&spss=0", 20, 3)]
    [InlineData("&limit=262144&spss=100", 262144, 100)]
    public async Task Limits_are_passed_on(string parameters, int limit, int spansPerSpanset)
    {
        await using var host = await ApiHost.StartAsync();
        await host.GetAsync("/api/search?q={}" + parameters);

        var request = host.Store.Single<SearchRequest>();
        Assert.Equal((limit, spansPerSpanset), (request.Limit, request.SpansPerSpanset));
        Assert.Equal(TenantId.Single, request.Tenant);
        Assert.Equal("{}", request.Query.Text);
    }

    [Theory]
    [InlineData("", 900, 0, 0)]
    [InlineData("&since=1h", 3600, 0, 0)]
    [InlineData("&since=1h&start=1&end=2", 3600, 0, 0)]
    [InlineData("&start=1772366300&end=1772366390", 100, 10, 0)]
    [InlineData("&start=1772366300&end=1772366500", 100, -100, 0)]
    [InlineData("", 900, 30, 30)]
    [InlineData("&start=1772366300&end=1772366500", 100, 30, 30)]
    [InlineData("&start=1772366390&end=1772366395", 900, 30, 30)]
    public async Task The_range_is_counted_back_from_now(string parameters, long startBeforeNow, long endBeforeNow, int cutoffSeconds)
    {
        var options = new Vivace.Server.Api.QueryApiOptions { QueryEndCutoff = TimeSpan.FromSeconds(cutoffSeconds) };
        await using var host = await ApiHost.StartAsync(options: options);
        await host.GetAsync("/api/search?q={}" + parameters);

        var expected = new TimeRange(
            (ulong)((long)ManualTime.NoonSeconds - startBeforeNow) * 1_000_000_000, (ulong)((long)ManualTime.NoonSeconds - endBeforeNow) * 1_000_000_000);
        Assert.Equal(expected, host.Store.Single<SearchRequest>().Range);
    }

    [Theory]
    [InlineData(QueryErrorKind.Invalid, 400)]
    [InlineData(QueryErrorKind.Evaluation, 500)]
    [InlineData(QueryErrorKind.LimitExceeded, 422)]
    public async Task What_the_store_refuses_has_the_status_of_its_kind(QueryErrorKind kind, int status)
    {
        var store = new ScriptedStore { OnSearch = (_, _) => throw new QueryException("integer division by zero", kind) };
        await using var host = await ApiHost.StartAsync(store);
        Assert.Equal((status, "integer division by zero"), await host.GetAsync("/api/search?q={}"));
    }

    [Fact]
    public async Task A_failure_of_the_server_tells_the_client_where_to_look_and_nothing_else()
    {
        var store = new ScriptedStore { OnSearch = (_, _) => throw new IOException("/var/secret is gone") };
        await using var host = await ApiHost.StartAsync(store);
        var (status, text) = await host.GetAsync("/api/search?q={}");

        Assert.Equal(500, status);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.Contains("log has the cause under request", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_of_several_tenants_are_united()
    {
        var other = Cart with
        {
            StartUnixNanoseconds = Cart.StartUnixNanoseconds - 1_000_000,
            DurationNanoseconds = 500_000_000,
            ServiceStats = new Dictionary<string, ServiceStats> { ["shop"] = new(1, 3), ["mail"] = new(1, 0) },
            Spansets =
            [
                Cart.Spansets[0] with { Matched = 9, Spans = [] },
                new Spanset([], 1, [new("by(name)", new AttributeValue.Text("other"))]),
            ],
        };
        var store = new ScriptedStore
        {
            OnSearch = (request, _) => Task.FromResult(request.Tenant.Value == "a"
                ? new SearchResult([Cart], Metrics, null)
                : new SearchResult([other, Rootless], Metrics, "b is damaged")),
        };
        await using var host = await ApiHost.StartAsync(store, new() { MultitenancyEnabled = true });
        var (status, text) = await host.GetAsync("/api/search?q={}&limit=1", ("X-Scope-OrgID", "b|a|b"));

        Assert.Equal(200, status);
        Assert.Equal(["a", "b"], store.Requests.Select(request => ((SearchRequest)request).Tenant.Value).Order());
        Assert.Equal(
            Json(@"{'traces':[{'traceID':'aabbccddeeff0011','rootServiceName':'shop','rootTraceName':'GET /cart','startTimeUnixNano':'1699999999999000000','durationMs':500,"
            + @"'spanSet':{'matched':9,'attributes':[{'key':'by(name)','value':{'stringValue':'render'}},{'key':'count()','value':{'intValue':'4'}}]},"
            + @"'spanSets':[{'matched':9,'attributes':[{'key':'by(name)','value':{'stringValue':'render'}},{'key':'count()','value':{'intValue':'4'}}]},{'matched':1,'attributes':[{'key':'by(name)','value':{'stringValue':'other'}}]}],"
            + @"'serviceStats':{'db':{'spanCount':2},'mail':{'spanCount':1},'shop':{'spanCount':4,'errorCount':3}}}],"
            + @"'metrics':{'inspectedTraces':24,'inspectedBytes':'31052','totalBlocks':2,'completedJobs':6,'totalJobs':6,'totalBlockBytes':'8192','inspectedSpans':'68'},'status':'PARTIAL','message':'b is damaged'}"),
            text);
    }

    // Golden texts are written with single quotes to be readable in code.
    private static string Json(string text) => text.Replace('\'', '"');

    private static byte[] Field(byte[] message, int wanted)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == wanted)
                return reader.ReadBytes().ToArray();
            reader.Skip(field, wireType);
        }

        throw new InvalidOperationException(Encoding.UTF8.GetString(message));
    }
}
