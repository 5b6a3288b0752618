using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Vivace.Core;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Server.Tests.Api;

/// <summary>Skeleton, spans, match and links of one trace.</summary>
public sealed class TracePartsApiTests
{
    private const string Trace = "/api/vivace/traces/00000000000000010000000000000002";

    [Fact]
    public async Task A_skeleton_is_a_header_and_aligned_columns()
    {
        await using var host = await ApiHost.StartAsync(new ScriptedStore
        {
            OnSkeleton = _ => new TraceSkeletonResult(Skeleton(), 100, "block 7 cannot be read"),
        });
        using var response = await host.SendAsync(Trace + "/skeleton?root=00000000000000aa&depth=3&offset=5&limit=1000&start=10&end=20");
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal("application/vnd.vivace.skeleton", response.Content.Headers.ContentType!.ToString());
        var asked = host.Store.Single<TraceSkeletonRequest>();
        Assert.Equal((0xAAUL, 3, 5, 1000), (asked.RootSpanId, asked.MaxLevels, asked.Offset, asked.Limit));
        Assert.Equal((new TraceId(1, 2), new TimeRange(10_000_000_000, 20_000_000_000)), (asked.TraceId, asked.Range));

        Assert.Equal("VVSK", Encoding.ASCII.GetString(bytes, 0, 4));
        Assert.Equal(1u, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4)));
        var headerLength = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8));
        var data = 12 + headerLength;
        Assert.Equal(0, data % 8);
        var header = JsonDocument.Parse(bytes.AsMemory(12, headerLength)).RootElement;
        Assert.Equal(
            """{"traceId":"00000000000000010000000000000002","startUnixNano":"1000","durationNano":"500","rowCount":3,"totalSpans":9,"rootService":"shop","rootName":"GET /","services":["shop","\u003cb\u003e"],"names":["GET /","q"],"window":{"root":"00000000000000aa","depth":3,"offset":5,"limit":1000,"total":7},"notices":{"orphans":1,"duplicates":2,"rootMissing":false,"partial":"block 7 cannot be read"},"columns":[""",
            header.GetRawText()[..header.GetRawText().IndexOf("{\"name\":", StringComparison.Ordinal)]);

        Assert.All(header.GetProperty("columns").EnumerateArray(), column => Assert.Equal(0, column.GetProperty("offset").GetInt32() % 8));
        Assert.Equal([-1, 0, 1], Column<int>("parent", "i32", 3));
        Assert.Equal([0, 10.5, 20], Column<double>("start", "f64", 3));
        Assert.Equal([500, 100, 7], Column<double>("duration", "f64", 3));
        Assert.Equal([400, 93, 7], Column<double>("self", "f64", 3));
        Assert.Equal([0u, 1, 1], Column<uint>("service", "u32", 3));
        Assert.Equal([0u, 1, 1], Column<uint>("name", "u32", 3));
        Assert.Equal([(byte)2, 3, 1], Column<byte>("kind", "u8", 3));
        Assert.Equal([(byte)0, 2, 1], Column<byte>("status", "u8", 3));
        Assert.Equal([(byte)0, 3, 32], Column<byte>("flags", "u8", 3));
        Assert.Equal([(ushort)0, 1, 2], Column<ushort>("depth", "u16", 3));
        Assert.Equal([1u, 1, 4], Column<uint>("childCount", "u32", 3));
        Assert.Equal([8u, 7, 6], Column<uint>("descendants", "u32", 3));
        Assert.Equal([1u], Column<uint>("eventRow", "u32", 1));
        Assert.Equal([-1.5], Column<double>("eventOffset", "f64", 1));
        Assert.Equal([(byte)1], Column<byte>("eventFlags", "u8", 1));
        Assert.Equal("00000000000000AA0000000000000001FFFFFFFFFFFFFFFF", Convert.ToHexString(Column<byte>("spanId", "u8", 24)));

        T[] Column<T>(string name, string type, int count)
            where T : unmanaged
        {
            var column = header.GetProperty("columns").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);
            Assert.Equal((type, count), (column.GetProperty("type").GetString(), column.GetProperty("count").GetInt32()));
            return MemoryMarshal.Cast<byte, T>(bytes.AsSpan(data + column.GetProperty("offset").GetInt32()))[..count].ToArray();
        }
    }

    [Fact]
    public async Task A_whole_trace_has_no_window()
    {
        await using var host = await ApiHost.StartAsync(new ScriptedStore
        {
            OnSkeleton = _ => new TraceSkeletonResult(Skeleton(window: false), 100, null),
        });
        var (status, text) = await host.GetAsync(Trace + "/skeleton");
        Assert.Equal(200, status);
        Assert.Contains("\"window\":null,", text, StringComparison.Ordinal);
        Assert.Contains("\"partial\":null}", text, StringComparison.Ordinal);
        Assert.Equal(200_000, host.Store.Single<TraceSkeletonRequest>().Limit);
    }

    [Theory]
    [InlineData("/skeleton", "")]
    [InlineData("/spans?ids=0011223344556677", "")]
    [InlineData("/match?q=%7B%7D", "")]
    [InlineData("/skeleton?root=0011223344556677", ", or has no span 0011223344556677")]
    public async Task An_unknown_trace_is_not_found(string path, string more)
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal((404, "trace 00000000000000010000000000000002 is not known" + more), await host.GetAsync(Trace + path));
    }

    [Theory]
    [InlineData("/skeleton?limit=0", "invalid limit: 0; it must be from 1 to 1000000")]
    [InlineData("/skeleton?root=xyz", "invalid root: \"xyz\" is not a span id of 16 hexadecimal digits")]
    [InlineData("/spans", "no span ids are given; write them as ids=a,b or as {\"spanIds\":[\"a\",\"b\"]} in the body of a POST")]
    [InlineData("/spans?ids=12", "invalid span id: \"12\" is not 16 hexadecimal digits")]
    [InlineData("/links?limit=5000", "invalid limit: 5000; it must be from 1 to 1000")]
    [InlineData("/match?q=%7B%7D%7Crate()", "invalid TraceQL query: ")]
    [InlineData("/match?q=%7Bkind%3D5x%7D", "invalid TraceQL query: ")]
    public async Task Mistakes_are_named(string path, string message)
    {
        await using var host = await ApiHost.StartAsync();
        var (status, text) = await host.GetAsync(Trace + path);
        Assert.Equal(400, status);
        Assert.StartsWith(message, text, StringComparison.Ordinal);
        Assert.Empty(host.Store.Requests);
    }

    [Fact]
    public async Task Spans_are_asked_for_in_the_address_or_in_a_body()
    {
        var checkout = Traces.Checkout();
        await using var host = await ApiHost.StartAsync(new ScriptedStore
        {
            OnSpans = request => new FindTraceResult(checkout.ToBytes(), 2, 10, null) { FilteredSpanCount = 4 },
        });
        var (status, text) = await host.GetAsync(Trace + "/spans?ids=0000000000000001,00000000000000ff");
        using var response = await PostAsync(host, """{"spanIds":["00000000000000ff","0000000000000001"]}""");

        Assert.Equal(200, status);
        Assert.StartsWith("{\"trace\":{\"resourceSpans\":[", text, StringComparison.Ordinal);
        Assert.DoesNotContain("PARTIAL", text, StringComparison.Ordinal);
        Assert.Equal(text, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.All(
            host.Store.Requests.Cast<FindSpansRequest>(), request => Assert.Equal([1UL, 255UL], request.SpanIds.Order()));
        Assert.Equal(2, host.Store.Requests.Count);
    }

    [Theory]
    [InlineData("no json", "the body is not JSON; write {\"spanIds\":[\"0011223344556677\"]}")]
    [InlineData("[]", "the body has no list \"spanIds\"; write {\"spanIds\":[\"0011223344556677\"]}")]
    [InlineData("{\"spanIds\":[7]}", "invalid span id: \"\" is not 16 hexadecimal digits")]
    public async Task A_wrong_body_is_refused(string body, string message)
    {
        await using var host = await ApiHost.StartAsync();
        using var response = await PostAsync(host, body);
        Assert.Equal(
            (HttpStatusCode.BadRequest, message),
            (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task More_than_a_thousand_spans_are_too_many_at_once()
    {
        await using var host = await ApiHost.StartAsync();
        using var response = await PostAsync(
            host, $$"""{"spanIds":[{{string.Join(',', Enumerable.Range(0, 1001).Select(i => $"\"{i:x16}\""))}}]}""");
        Assert.Equal(
            "1001 span ids; at most 1000 can be asked for at once",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Matches_are_counted_and_named()
    {
        await using var host = await ApiHost.StartAsync(new ScriptedStore
        {
            OnMatch = _ => new TraceMatchResult([0xAB, 1], 6, 10, null),
        });
        Assert.Equal(
            (200, """{"matched":2,"total":6,"spanIds":["00000000000000ab","0000000000000001"]}"""),
            await host.GetAsync(Trace + "/match?q=%7Bkind%3Dserver%7D"));
    }

    [Fact]
    public async Task Links_name_both_ends()
    {
        await using var host = await ApiHost.StartAsync(new ScriptedStore
        {
            OnLinks = _ => new TraceLinksResult(
                [new LinkingSpan(new TraceId(3, 4), 0xCD, "worker", "job", 1700, 0xAB)], false, ScriptedStore.NoMetrics, null),
        });
        Assert.Equal(
            (200, """{"links":[{"traceId":"00000000000000030000000000000004","spanId":"00000000000000cd","service":"worker","name":"job","startUnixNano":"1700","linkedSpanId":"00000000000000ab"}],"truncated":false,"partial":false}"""),
            await host.GetAsync(Trace + "/links"));
        Assert.Equal((100, TimeRange.All), (host.Store.Single<TraceLinksRequest>().Limit, host.Store.Single<TraceLinksRequest>().Range));
    }

    [Fact]
    public async Task Every_answer_names_its_request()
    {
        await using var host = await ApiHost.StartAsync();
        using var kept = await host.SendAsync("/api/echo", ("X-Request-Id", "page-42.a"));
        using var refused = await host.SendAsync("/nowhere", ("X-Request-Id", "evil\"<"));
        Assert.Equal("page-42.a", Assert.Single(kept.Headers.GetValues("X-Request-Id")));
        Assert.Matches("^[A-Z0-9:]+$", Assert.Single(refused.Headers.GetValues("X-Request-Id")));
    }

    private static async Task<HttpResponseMessage> PostAsync(ApiHost host, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await host.Client.PostAsync(Trace + "/spans", content, TestContext.Current.CancellationToken);
    }

    private static TraceSkeleton Skeleton(bool window = true) => new()
    {
        TraceId = new TraceId(1, 2),
        StartUnixNanoseconds = 1000,
        DurationNanoseconds = 500,
        TotalSpans = 9,
        OrphanCount = 1,
        DuplicateCount = 2,
        RootServiceName = "shop",
        RootName = "GET /",
        Window = window ? new SkeletonWindow(0xAA, 3, 5, 1000, 7) : null,
        Services = ["shop", "<b>"],
        Names = ["GET /", "q"],
        SpanIds = [0xAA, 1, ulong.MaxValue],
        Parents = [-1, 0, 1],
        Starts = [0, 10.5, 20],
        Durations = [500, 100, 7],
        SelfTimes = [400, 93, 7],
        ServiceIndexes = [0, 1, 1],
        NameIndexes = [0, 1, 1],
        Kinds = [2, 3, 1],
        Statuses = [0, 2, 1],
        Flags = [SkeletonFlags.None, SkeletonFlags.Events | SkeletonFlags.Exception, SkeletonFlags.MoreChildren],
        Depths = [0, 1, 2],
        ChildCounts = [1, 1, 4],
        DescendantCounts = [8, 7, 6],
        EventRows = [1],
        EventOffsets = [-1.5],
        EventFlags = [1],
    };
}
