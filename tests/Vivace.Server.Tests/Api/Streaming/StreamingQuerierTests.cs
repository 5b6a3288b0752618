using System.Text;
using Vivace.Core;
using Vivace.Otlp.Wire;
using Vivace.Server.Api;
using Vivace.Server.Grpc;
using Vivace.Server.Tests.Grpc;
using Vivace.Store;
using Vivace.TraceQL.Printing;
using Vivace.TraceQL.Syntax;
using Xunit;

namespace Vivace.Server.Tests.Api.Streaming;

public sealed class StreamingQuerierTests
{
    private static readonly QueryApiOptions Eager = new() { StreamingInterval = TimeSpan.FromMilliseconds(1) };

    private static readonly QueryMetrics Metrics = new(1, 2, 3, 4, 5, 6, 7);

    [Fact]
    public async Task A_fast_search_is_answered_by_one_message()
    {
        await using var host = await StreamingHost.StartAsync(Finding(StreamingHost.Trace(9), StreamingHost.Trace(8)));
        var answer = await host.CallAsync("Search", proto =>
        {
            proto.WriteVarint(4, 7);
            proto.WriteVarint(5, 1000);
            proto.WriteVarint(6, 2000);
            proto.WriteString(8, "{ name = \"a\" }");
            proto.WriteVarint(9, 5);
        });

        Assert.Equal(GrpcStatusCode.Ok, answer.Status);
        Assert.Equal(
            "1:{1:9 2:shop 4:9000000000} 1:{1:8 2:shop 4:8000000000} 2:{1:1 2:3 3:4 4:6 5:7 6:5 7:2}",
            ProtoText.Describe(Assert.Single(answer.Messages), "1:m 2:m"));
        var request = host.Store.Single<SearchRequest>();
        Assert.Equal(
            (TenantId.Single, 7, 5, new TimeRange(1_000_000_000_000, 2_000_000_000_000)),
            (request.Tenant, request.Limit, request.SpansPerSpanset, request.Range));
        Assert.Equal("{ name = `a` }", TraceQLPrinter.Print(request.Query));
    }

    [Fact]
    public async Task A_search_that_finds_nothing_still_sends_its_metrics()
    {
        await using var host = await StreamingHost.StartAsync();
        var answer = await host.CallAsync("Search", proto => proto.WriteString(8, "{}"));
        Assert.Equal((GrpcStatusCode.Ok, "2:{}"), (answer.Status, ProtoText.Describe(Assert.Single(answer.Messages), "2:m")));
        Assert.Equal((20, 3), (host.Store.Single<SearchRequest>().Limit, host.Store.Single<SearchRequest>().SpansPerSpanset));
    }

    [Fact]
    public async Task Tags_and_durations_of_old_clients_are_understood()
    {
        await using var host = await StreamingHost.StartAsync();
        var answer = await host.CallAsync("Search", proto =>
        {
            var entry = proto.BeginMessage(1);
            proto.WriteString(1, "a key");
            proto.WriteString(2, "x=\"y");
            proto.EndMessage(entry);
            proto.WriteVarint(2, 1500);
        });

        Assert.Equal(GrpcStatusCode.Ok, answer.Status);
        Assert.Equal(
            """{ (span."a key" = `x="y`) || (resource."a key" = `x="y`) } && { traceDuration >= 1.5s }""",
            TraceQLPrinter.Print(host.Store.Single<SearchRequest>().Query));
    }

    [Theory]
    [InlineData("{}", "9 8", "7", "9 8 7")]
    [InlineData("{} with (most_recent=true)", "9", "8", "9 8 7")]
    public async Task A_search_under_way_sends_what_is_new(string query, string first, string second, string last)
    {
        await using var host = await StreamingHost.StartAsync(
            new ScriptedStore
            {
                OnSearch = async (request, token) =>
                {
                    await StreamingHost.UntilWantedAsync(request.Progress, token);
                    request.Progress!.Report(Found(9, 8) with { CompleteAfterUnixNanoseconds = 8_000_000_000 });
                    await StreamingHost.UntilWantedAsync(request.Progress, token);
                    request.Progress.Report(Found(9, 8, 7) with { CompleteAfterUnixNanoseconds = 7_000_000_000 });
                    await StreamingHost.UntilWantedAsync(request.Progress, token);
                    return Found(9, 8, 7);
                },
            },
            Eager);
        var answer = await host.CallAsync("Search", proto => proto.WriteString(8, query));

        Assert.Equal(GrpcStatusCode.Ok, answer.Status);
        Assert.Equal([first, second, last], answer.Messages.Select(IdsIn));
        Assert.All(answer.Messages, message => Assert.EndsWith("2:{1:1 2:3 3:4 4:6 5:7 6:5 7:2}", ProtoText.Describe(message, "1:m 2:m"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_several_tenants_those_that_have_reported_are_shown()
    {
        var searched = 0;
        await using var host = await StreamingHost.StartAsync(
            new ScriptedStore
            {
                OnSearch = async (request, token) =>
                {
                    if (request.Tenant.Value == "a")
                        return Found(5);
                    await StreamingHost.UntilWantedAsync(request.Progress, token);
                    while (Interlocked.Increment(ref searched) < 3)
                    {
                        request.Progress!.Report(Found(6));
                        await StreamingHost.UntilWantedAsync(request.Progress, token);
                    }

                    return Found(6, 4);
                },
            },
            Eager with { MultitenancyEnabled = true });
        var answer = await host.CallAsync("Search", proto => proto.WriteString(8, "{}"), ("x-scope-orgid", "a|b"));

        Assert.Equal(GrpcStatusCode.Ok, answer.Status);
        var ids = answer.Messages.Select(IdsIn).ToList();
        Assert.Equal("6 5 4", ids[^1]);
        var under = string.Join(' ', ids.SkipLast(1)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["5", "6"], under.Except(["4"]).Order()); // 4 may be shown before the end, or not
        Assert.Equal(under.Distinct(), under);
    }

    [Fact]
    public async Task Names_under_way_are_sent_once_and_all_at_the_end()
    {
        var store = new ScriptedStore
        {
            OnTagNamesAsync = async (request, token) =>
            {
                await StreamingHost.UntilWantedAsync(request.Progress, token);
                request.Progress!.Report(Names("a"));
                await StreamingHost.UntilWantedAsync(request.Progress, token);
                request.Progress.Report(Names("a", "b"));
                await StreamingHost.UntilWantedAsync(request.Progress, token);
                return Names("a", "b", "c");
            },
        };
        await using var host = await StreamingHost.StartAsync(store, Eager);

        var flat = await host.CallAsync("SearchTags", proto => proto.WriteVarint(5, 11));
        var scoped = await host.CallAsync("SearchTagsV2", proto => proto.WriteString(1, "span"));

        Assert.Equal(["1:a", "1:b", "1:a 1:b 1:c"], flat.Messages.Select(message => WithoutMetrics(message, "2:m")));
        Assert.Equal(
            ["1:{1:span 2:a}", "1:{1:span 2:b}", "1:{1:span 2:a 2:b 2:c}"],
            scoped.Messages.Select(message => WithoutMetrics(message, "1:m 2:m")));
        Assert.Equal(11, host.Store.Requests.OfType<TagNamesRequest>().First().MaxNamesPerScope);
    }

    [Fact]
    public async Task Values_under_way_are_sent_once_and_all_at_the_end()
    {
        var store = new ScriptedStore
        {
            OnTagValuesAsync = async (request, token) =>
            {
                await StreamingHost.UntilWantedAsync(request.Progress, token);
                request.Progress!.Report(Values("a"));
                await StreamingHost.UntilWantedAsync(request.Progress, token);
                request.Progress.Report(Values("a", "b"));
                await StreamingHost.UntilWantedAsync(request.Progress, token);
                return Values("a", "b");
            },
        };
        await using var host = await StreamingHost.StartAsync(store, Eager);

        var plain = await host.CallAsync("SearchTagValues", proto => proto.WriteString(1, "x"));
        var typed = await host.CallAsync("SearchTagValuesV2", proto =>
        {
            proto.WriteString(1, "span.x");
            proto.WriteString(2, "{ name = \"n\" }");
        });

        Assert.Equal(["1:a", "1:b", "1:a 1:b"], plain.Messages.Select(message => WithoutMetrics(message, "2:m")));
        Assert.Equal(
            ["1:{1:string 2:a}", "1:{1:string 2:b}", "1:{1:string 2:a} 1:{1:string 2:b}"],
            typed.Messages.Select(message => WithoutMetrics(message, "1:m 2:m")));
        Assert.NotNull(host.Store.Requests.OfType<TagValuesRequest>().Last().Filter);
    }

    [Theory]
    [InlineData("MetricsQueryRange", "1:{1:{1:kind 2:{1:server}} 2:{1:1.5 2:1700000040000} 2:{2:1700000160000}}")]
    [InlineData("MetricsQueryInstant", "1:{1:{1:kind 2:{1:server}} 2:1.5}")]
    public async Task Metrics_under_way_tell_how_far_they_are_and_send_series_at_the_end(string method, string series)
    {
        var store = new ScriptedStore
        {
            OnMetricsAsync = async (request, token) =>
            {
                await StreamingHost.UntilWantedAsync(request.Progress, token);
                request.Progress!.Report(Metrics with { CompletedJobs = 1 });
                await StreamingHost.UntilWantedAsync(request.Progress, token);
                return new MetricsResult(
                    [new Store.MetricSeries([new("kind", new AttributeValue.Text("server"))], [1.5, double.NaN, 0], [])], false, Metrics, null);
            },
        };
        await using var host = await StreamingHost.StartAsync(store, Eager);
        var answer = await host.CallAsync(method, proto =>
        {
            proto.WriteString(1, "{} | rate() by (kind)");
            proto.WriteVarint(2, 1_700_000_060_000_000_000);
            proto.WriteVarint(3, 1_700_000_180_000_000_000);
            proto.WriteVarint(4, 60_000_000_000);
        });

        Assert.Equal(GrpcStatusCode.Ok, answer.Status);
        Assert.Equal(
            ["2:{1:1 2:3 3:4 4:1 5:7 6:5 7:2}", series + " 2:{1:1 2:3 3:4 4:6 5:7 6:5 7:2}"],
            answer.Messages.Select(message => ProtoText.Describe(
                message, method == "MetricsQueryRange" ? "1:m 1.1:m 1.1.2:m 1.2:m 2:m" : "1:m 1.1:m 1.1.2:m 2:m")));
    }

    [Fact]
    public async Task A_large_result_is_sent_in_packets_that_all_have_the_metrics()
    {
        const int Limit = 4000;
        var traces = Enumerable.Range(1, 50).Select(i => StreamingHost.Trace(i, new string('n', i == 20 ? 10_000 : 300))).ToArray();
        var store = Finding(traces);
        store.OnTagNames = _ => Names([.. Enumerable.Range(0, 500).Select(i => $"name-{i:D20}")]);
        await using var host = await StreamingHost.StartAsync(store, new QueryApiOptions { MaxStreamingPacketBytes = Limit });

        var found = await host.CallAsync("Search", proto => proto.WriteString(8, "{}"));
        var names = await host.CallAsync("SearchTagsV2", proto => proto.WriteString(1, "span"));

        Assert.Equal(traces.Select(t => t.TraceId.ToTrimmedHex()), found.Messages.SelectMany(m => IdsIn(m).Split(' ')));
        Assert.Equal(Assert.Single(found.Messages, message => message.Length > Limit), found.Messages.MaxBy(m => m.Length));
        Assert.InRange(found.Messages.Count, 5, 10);
        Assert.All(found.Messages.Concat(names.Messages), message => Assert.Contains(" 2:{", ProtoText.Describe(message, "2:m"), StringComparison.Ordinal));
        Assert.All(names.Messages, message => Assert.InRange(message.Length, 100, Limit));
        Assert.Equal(500, names.Messages.Sum(m => ProtoText.Describe(m, "1:m 2:m").Split("2:name-").Length - 1));
    }

    [Fact]
    public async Task Why_an_answer_is_partial_stands_in_the_last_packet_only()
    {
        await using var host = await StreamingHost.StartAsync(
            new ScriptedStore { OnSearch = (_, _) => Task.FromResult(Found(3, 2, 1) with { PartialReason = "block 7 is damaged" }) },
            new QueryApiOptions { MaxStreamingPacketBytes = 1 });
        var answer = await host.CallAsync("Search", proto => proto.WriteString(8, "{}"));

        Assert.Equal(["1", "2", "3"], answer.Messages.SelectMany(m => IdsIn(m).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Order());
        Assert.EndsWith("3:1 4:block 7 is damaged", ProtoText.Describe(answer.Messages[^1], "2:m"), StringComparison.Ordinal);
        Assert.All(answer.Messages.SkipLast(1), m => Assert.DoesNotContain("damaged", ProtoText.Describe(m, "2:m"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Search", 8, "{ name = }", "/api/search?q=%7B%20name%20%3D%20%7D")]
    [InlineData("Search", 8, "{ name = 1 }", "/api/search?q=%7B%20name%20%3D%201%20%7D")]
    [InlineData("SearchTags", 1, "nowhere", "/api/search/tags?scope=nowhere")]
    [InlineData("SearchTagValuesV2", 1, "{", "/api/v2/search/tag/%7B/values")]
    [InlineData("MetricsQueryRange", 1, "{}", "/api/metrics/query_range?q=%7B%7D")]
    [InlineData("MetricsQueryInstant", 1, "{ } | rate(", "/api/metrics/query?q=%7B%20%7D%20%7C%20rate(")]
    public async Task A_mistake_is_told_in_the_words_of_the_http_api(string method, int field, string text, string path)
    {
        await using var host = await StreamingHost.StartAsync();
        await using var http = await ApiHost.StartAsync();

        var answer = await host.CallAsync(method, proto => proto.WriteString(field, text));
        var (status, message) = await http.GetAsync(path);

        Assert.Equal((GrpcStatusCode.InvalidArgument, message), (answer.Status, answer.Message));
        Assert.Equal(400, status);
        Assert.Empty(answer.Messages);
        Assert.Empty(host.Store.Requests);
    }

    [Fact]
    public async Task Limits_of_the_http_api_hold()
    {
        await using var host = await StreamingHost.StartAsync();
        await Refused("limit 999999 exceeds max limit 262144", proto => proto.WriteVarint(4, 999_999));
        await Refused("spans per span set exceeds 100. received 101", proto => proto.WriteVarint(9, 101));
        await Refused("range specified by start and end exceeds 168h0m0s", proto =>
        {
            proto.WriteVarint(5, 1);
            proto.WriteVarint(6, 1_000_000);
        });
        await Refused("only one of start and end is given", proto => proto.WriteVarint(5, 1));

        async Task Refused(string fact, Action<ProtoWriter> write)
        {
            var answer = await host.CallAsync("Search", proto =>
            {
                proto.WriteString(8, "{}");
                write(proto);
            });
            Assert.Equal(GrpcStatusCode.InvalidArgument, answer.Status);
            Assert.Contains(fact, answer.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_request_that_is_no_message_is_refused()
    {
        await using var host = await StreamingHost.StartAsync();
        foreach (var method in (string[])["Search", "SearchTagsV2", "SearchTagValues", "MetricsQueryRange", "MetricsQueryInstant"])
        {
            var answer = await host.CallAsync(method, proto => proto.WriteRaw([0x0A, 0x7F]));
            Assert.Equal(GrpcStatusCode.InvalidArgument, answer.Status);
            Assert.StartsWith($"the request is not a message of {method}: ", answer.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(QueryErrorKind.Invalid, GrpcStatusCode.InvalidArgument, "too odd")]
    [InlineData(QueryErrorKind.Evaluation, GrpcStatusCode.Internal, "too odd")]
    [InlineData(QueryErrorKind.LimitExceeded, GrpcStatusCode.Unknown, "too odd")]
    [InlineData(null, GrpcStatusCode.Internal, "the server failed to answer; its log has the cause")]
    public async Task Failures_have_their_codes(QueryErrorKind? kind, object code, string message)
    {
        await using var host = await StreamingHost.StartAsync(new ScriptedStore
        {
            OnSearch = (_, _) => throw (kind is { } known ? new QueryException("too odd", known) : new InvalidOperationException("secret")),
        });
        var answer = await host.CallAsync("Search", proto => proto.WriteString(8, "{}"));
        Assert.Equal(code, answer.Status);
        Assert.StartsWith(message, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tenants_come_from_the_metadata()
    {
        await using var host = await StreamingHost.StartAsync(options: new QueryApiOptions { MultitenancyEnabled = true });

        var missing = await host.CallAsync("SearchTags", _ => { });
        Assert.Equal((GrpcStatusCode.Unauthenticated, "no org id"), (missing.Status, missing.Message));
        var bad = await host.CallAsync("SearchTags", _ => { }, ("x-scope-orgid", "a/b"));
        Assert.Equal(GrpcStatusCode.InvalidArgument, bad.Status);
        Assert.Equal(GrpcStatusCode.Ok, (await host.CallAsync("SearchTags", _ => { }, ("x-scope-orgid", "team-a"))).Status);
        Assert.Equal("team-a", host.Store.Single<TagNamesRequest>().Tenant.Value);
    }

    [Fact]
    public async Task Too_many_queries_of_a_tenant_exhaust_it()
    {
        var release = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        await using var host = await StreamingHost.StartAsync(
            new ScriptedStore
            {
                OnSearch = async (_, token) =>
                {
                    entered.SetResult();
                    await release.Task.WaitAsync(token);
                    return Found();
                },
            },
            new QueryApiOptions { MaxOutstandingPerTenant = 1 });
        var first = host.CallAsync("Search", proto => proto.WriteString(8, "{}"));
        await entered.Task;

        var second = await host.CallAsync("Search", proto => proto.WriteString(8, "{}"));
        release.SetResult();

        Assert.Equal(GrpcStatusCode.ResourceExhausted, second.Status);
        Assert.Contains("query_frontend.max_outstanding_per_tenant", second.Message, StringComparison.Ordinal);
        Assert.NotNull(second.Details);
        Assert.Equal(GrpcStatusCode.Ok, (await first).Status);
    }

    [Fact]
    public async Task A_deadline_ends_the_query_in_the_store()
    {
        var cancelled = new TaskCompletionSource();
        await using var host = await StreamingHost.StartAsync(Endless(cancelled), Eager);
        var answer = await host.CallAsync("Search", proto => proto.WriteString(8, "{}"), ("grpc-timeout", "50m"));
        Assert.Equal(GrpcStatusCode.DeadlineExceeded, answer.Status);
        await cancelled.Task;
    }

    [Fact]
    public async Task The_servers_own_time_limit_ends_the_query()
    {
        var cancelled = new TaskCompletionSource();
        await using var host = await StreamingHost.StartAsync(
            Endless(cancelled), Eager with { QueryTimeout = TimeSpan.FromMilliseconds(50) });
        var answer = await host.CallAsync("Search", proto => proto.WriteString(8, "{}"));
        Assert.Equal((GrpcStatusCode.Internal, "context deadline exceeded"), (answer.Status, answer.Message));
        await cancelled.Task;
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_query_in_the_store()
    {
        var cancelled = new TaskCompletionSource();
        await using var host = await StreamingHost.StartAsync(Endless(cancelled), Eager);
        var cancellation = TestContext.Current.CancellationToken;
        using var request = new ProtoWriter();
        request.WriteString(8, "{}");
        var response = await host.Client.SendAsync(
            StreamingHost.PathOf("Search"), new ByteArrayContent(RawGrpcClient.Frame(request.Written)), cancellation);
        var body = await response.Content.ReadAsStreamAsync(cancellation);
        Assert.Equal(0, body.ReadByte()); // a message has arrived: the search runs

        response.Dispose();
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellation);
    }

    internal static ScriptedStore Finding(params TraceSummary[] traces) => new()
    {
        OnSearch = (_, _) => Task.FromResult(new SearchResult(traces, Metrics, null)),
    };

    /// <summary>A search that reports and never ends by itself.</summary>
    internal static ScriptedStore Endless(TaskCompletionSource cancelled) => new()
    {
        OnSearch = async (request, token) =>
        {
            try
            {
                for (var i = 1; ; i++)
                {
                    await StreamingHost.UntilWantedAsync(request.Progress, token);
                    request.Progress!.Report(Found(i));
                }
            }
            finally
            {
                if (token.IsCancellationRequested)
                    cancelled.TrySetResult();
            }
        },
    };

    private static SearchResult Found(params int[] numbers) =>
        new([.. numbers.Select(number => StreamingHost.Trace(number))], Metrics, null);

    private static TagNamesResult Names(params string[] names) =>
        new(new Dictionary<AttributeScope, IReadOnlyList<string>> { [AttributeScope.Span] = names }, Metrics);

    private static TagValuesResult Values(params string[] values) =>
        new([.. values.Select(value => new TagValue(TagValueType.String, value))], false, Metrics);

    private static string WithoutMetrics(byte[] message, string schema)
    {
        var text = ProtoText.Describe(message, schema);
        return text[..text.LastIndexOf(" 2:{1:3 2:7", StringComparison.Ordinal)];
    }

    private static string IdsIn(byte[] message)
    {
        var ids = new List<string>();
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field != 1)
            {
                reader.Skip(field, wireType);
                continue;
            }

            var trace = reader.ReadMessage();
            trace.TryReadTag(out _, out _);
            ids.Add(Encoding.UTF8.GetString(trace.ReadBytes()));
        }

        return string.Join(' ', ids);
    }
}
