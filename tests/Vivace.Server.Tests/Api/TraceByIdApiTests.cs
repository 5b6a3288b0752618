using System.Net;
using System.Text;
using Vivace.Core;
using Vivace.Otlp;
using Vivace.Otlp.Wire;
using Vivace.Store;
using Xunit;

namespace Vivace.Server.Tests.Api;

public sealed class TraceByIdApiTests
{
    private const string SpanJson =
        """{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeSpans":[{"spans":[{"traceId":"AAAAAAAAAACqu8zd7v8AEQ==","spanId":"AAAAAAAAAAI=","name":"query","kind":"SPAN_KIND_CLIENT","startTimeUnixNano":"1700000000010000000","endTimeUnixNano":"1700000000060000000","status":{"code":"STATUS_CODE_ERROR"}}]}]}""";

    private static readonly byte[] Trace = OneSpan();

    [Fact]
    public async Task Version_1_names_its_list_batches()
    {
        await using var host = await ApiHost.StartAsync(Holding(Trace));
        using var response = await host.SendAsync("/api/traces/aabbccddeeff0011");

        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        Assert.Equal($$"""{"batches":[{{SpanJson}}]}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(new TraceId(0, 0xaabbccddeeff0011), host.Store.Single<FindTraceRequest>().TraceId);
    }

    [Fact]
    public async Task Version_2_wraps_the_trace_and_tells_what_was_read()
    {
        await using var host = await ApiHost.StartAsync(Holding(Trace));
        Assert.Equal(
            (200, $$$"""{"trace":{"resourceSpans":[{{{SpanJson}}}]},"metrics":{"inspectedBytes":"73208"}}"""),
            await host.GetAsync("/api/v2/traces/AABBCCDDEEFF0011"));
    }

    [Fact]
    public async Task Protobuf_passes_the_stored_bytes_through()
    {
        await using var host = await ApiHost.StartAsync(Holding(Trace));
        Assert.Equal(Trace, await host.GetProtobufAsync("/api/traces/1"));

        var message = await host.GetProtobufAsync("/api/v2/traces/1");
        var reader = new ProtoReader(message);
        Assert.True(reader.TryReadTag(out var field, out _));
        Assert.Equal(1, field);
        Assert.Equal(Trace, reader.ReadBytes().ToArray());
        Assert.Equal("2:{1:73208}", ProtoText.Describe(message.AsSpan(reader.Position), "2:m"));
    }

    [Fact]
    public async Task An_unknown_trace_is_404_without_text_in_version_1_and_empty_in_version_2()
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal((404, ""), await host.GetAsync("/api/traces/1"));
        Assert.Equal((200, """{"trace":{},"metrics":{}}"""), await host.GetAsync("/api/v2/traces/1"));
        Assert.Equal([0x0A, 0, 0x12, 0], await host.GetProtobufAsync("/api/v2/traces/1"));
    }

    [Fact]
    public async Task A_trace_with_missing_parts_is_marked()
    {
        await using var host = await ApiHost.StartAsync(Holding(Trace, "block 7 is damaged"));
        using var first = await host.SendAsync("/api/traces/1");
        Assert.Equal("199 vivace \"block 7 is damaged\"", first.Headers.GetValues("Warning").Single());

        Assert.EndsWith(
            ""","status":"PARTIAL","message":"block 7 is damaged"}""", (await host.GetAsync("/api/v2/traces/1")).Text, StringComparison.Ordinal);
        Assert.EndsWith(
            "3:1 4:block 7 is damaged", ProtoText.Describe(await host.GetProtobufAsync("/api/v2/traces/1"), "1:S 2:m"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trace_that_could_not_be_looked_for_everywhere_is_not_reported_as_unknown()
    {
        await using var host = await ApiHost.StartAsync(Holding([], "block 7 is damaged"));
        Assert.Equal((502, "block 7 is damaged"), await host.GetAsync("/api/traces/1"));
    }

    [Fact]
    public async Task Fragments_of_several_tenants_are_one_trace()
    {
        await using var host = await ApiHost.StartAsync(Holding(Trace), new() { MultitenancyEnabled = true });
        using var response = await host.SendAsync("/api/v2/traces/1", ("X-Scope-OrgID", "a|b"));
        Assert.Equal(
            $$$"""{"trace":{"resourceSpans":[{{{SpanJson}}},{{{SpanJson}}}]},"metrics":{"inspectedBytes":"146416"}}""",
            await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("000000000000000000000000000000001", "trace IDs can't be larger than 128 bits")]
    [InlineData("z", "trace IDs can only contain hex characters: invalid character 'z' at position 1")]
    [InlineData("12%C3%A9", "invalid character 'é' at position 3")]
    [InlineData("12%F0%9F%98%80", "invalid character '😀' at position 3")]
    [InlineData("1?start=5&end=3", "http parameter start must be before end. received start=5 end=3")]
    [InlineData("1?start=5&end=5", "http parameter start must be before end. received start=5 end=5")]
    [InlineData("1?start=soon", "invalid start: \"soon\"")]
    [InlineData("1?mode=everything", "invalid value for mode everything")]
    [InlineData("1?blockStart=nonsense", "invalid value for blockStart: \"nonsense\" is not a UUID")]
    public async Task A_wrong_parameter_is_told_by_both_versions(string path, string fact)
    {
        await using var host = await ApiHost.StartAsync();
        foreach (var prefix in (string[])["/api/traces/", "/api/v2/traces/"])
        {
            var (status, text) = await host.GetAsync(prefix + path);
            Assert.Equal(400, status);
            Assert.Contains(fact, text, StringComparison.Ordinal);
        }

        Assert.Empty(host.Store.Requests);
    }

    [Theory]
    [InlineData("q={name", "invalid TraceQL filter: parse error at line 1, col 6")]
    [InlineData("q={}%26%26{}", "invalid TraceQL filter: error at line 1, col 1: it must be one filter in braces")]
    [InlineData("q={name=1}", "invalid TraceQL filter: error at line 1")]
    [InlineData("q={span.a=1%26%26trace:rootName=\"a\"}", "trace:rootName needs the whole trace")]
    [InlineData("q={span:childCount>1}", "span:childCount needs the whole trace")]
    [InlineData("q={}&keep_hierarchy=maybe", "invalid value for keep_hierarchy: \"maybe\"")]
    [InlineData("q={}&match_depth=-2", "invalid value for match_depth: \"-2\"")]
    [InlineData("q={}&keep_hierarchy=1&ancestor_depth=x", "invalid value for ancestor_depth: \"x\"")]
    public async Task A_wrong_filter_is_told(string parameters, string fact)
    {
        await using var host = await ApiHost.StartAsync();
        var (status, text) = await host.GetAsync("/api/v2/traces/1?" + parameters);
        Assert.Equal(400, status);
        Assert.Contains(fact, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("&match_depth=2&ancestor_depth=3", 2, 0)]
    [InlineData("&keep_hierarchy=true&match_depth=-1", -1, -1)]
    [InlineData("&keep_hierarchy=1&ancestor_depth=3", 0, 3)]
    public async Task A_filter_reaches_the_store_with_its_depths(string parameters, int descendants, int ancestors)
    {
        await using var host = await ApiHost.StartAsync();
        await host.GetAsync("/api/v2/traces/1?q={name=\"a\"}" + parameters);
        var filter = host.Store.Single<FindTraceRequest>().Filter!;
        Assert.Equal((descendants, ancestors), (filter.DescendantLevels, filter.AncestorLevels));
        Assert.NotNull(filter.Condition);
    }

    [Fact]
    public async Task Version_1_has_no_filter()
    {
        await using var host = await ApiHost.StartAsync();
        await host.GetAsync("/api/traces/1?q={name=\"a\"}");
        Assert.Null(host.Store.Single<FindTraceRequest>().Filter);
    }

    [Theory]
    [InlineData(null, "Trace filtered, only a subset of spans matching the filter is returned")]
    [InlineData("block 7 is damaged", "block 7 is damaged; Trace filtered, only a subset of spans matching the filter is returned")]
    public async Task A_trace_of_which_spans_were_left_out_is_partial(string? damage, string message)
    {
        await using var host = await ApiHost.StartAsync(new ScriptedStore
        {
            OnFindTrace = (_, _) => Task.FromResult(new FindTraceResult(default, 0, 5, damage) { FilteredSpanCount = 3 }),
        });
        Assert.Equal(
            (200, $$$"""{"trace":{},"metrics":{"inspectedBytes":"5"},"status":"PARTIAL","message":"{{{message}}}"}"""),
            await host.GetAsync("/api/v2/traces/1?q={name=\"a\"}"));
    }

    [Theory]
    [InlineData("q=%20")]
    [InlineData("q={}&ancestor_depth=x")]
    [InlineData("keep_hierarchy=maybe&match_depth=x")]
    public async Task Parameters_of_an_absent_filter_are_not_looked_at(string parameters)
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal(200, (await host.GetAsync("/api/v2/traces/1?" + parameters)).Status);
    }

    [Theory]
    [InlineData("", 0, ulong.MaxValue)]
    [InlineData("?start=5", 5_000_000_000, ulong.MaxValue)]
    [InlineData("?end=7&start=0", 0, 7_000_000_000)]
    public async Task Each_end_of_the_range_is_accepted_alone(string parameters, ulong start, ulong end)
    {
        await using var host = await ApiHost.StartAsync();
        await host.GetAsync("/api/traces/1" + parameters);
        Assert.Equal(new TimeRange(start, end), host.Store.Single<FindTraceRequest>().Range);
    }

    [Fact]
    public async Task A_trace_is_compressed_when_the_client_allows()
    {
        var large = Enumerable.Repeat(Trace, 100).SelectMany(bytes => bytes).ToArray();
        await using var host = await ApiHost.StartAsync(Holding(large));
        using var response = await host.SendAsync("/api/traces/1", ("Accept-Encoding", "br, gzip"), ("Accept", "application/protobuf"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
        await using var body = await response.Content.ReadAsStreamAsync();
        await using var gunzip = new System.IO.Compression.GZipStream(body, System.IO.Compression.CompressionMode.Decompress);
        using var plain = new MemoryStream();
        await gunzip.CopyToAsync(plain);
        Assert.Equal(large, plain.ToArray());

        using var refused = await host.SendAsync("/api/traces/1", ("Accept-Encoding", "gzip;q=0"));
        Assert.Empty(refused.Content.Headers.ContentEncoding);
        Assert.Equal("Accept-Encoding", refused.Headers.Vary.Single());
    }

    private static ScriptedStore Holding(byte[] tracesData, string? partialReason = null) => new()
    {
        OnFindTrace = (_, _) => Task.FromResult(new FindTraceResult(tracesData, tracesData.Length == 0 ? 0 : 1, 73208, partialReason)),
    };

    private static byte[] OneSpan()
    {
        using var proto = new ProtoWriter();
        var resourceSpans = proto.BeginMessage(OtlpFields.RequestResourceSpans);
        var resource = proto.BeginMessage(OtlpFields.ResourceSpans.Resource);
        var attribute = proto.BeginMessage(OtlpFields.Resource.Attributes);
        proto.WriteString(OtlpFields.KeyValue.Key, "service.name");
        var value = proto.BeginMessage(OtlpFields.KeyValue.Value);
        proto.WriteString(OtlpFields.AnyValue.String, "shop");
        proto.EndMessage(value);
        proto.EndMessage(attribute);
        proto.EndMessage(resource);
        var scopeSpans = proto.BeginMessage(OtlpFields.ResourceSpans.ScopeSpans);
        var span = proto.BeginMessage(OtlpFields.ScopeSpans.Spans);
        proto.WriteBytes(OtlpFields.Span.TraceId, [0, 0, 0, 0, 0, 0, 0, 0, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff, 0x00, 0x11]);
        proto.WriteBytes(OtlpFields.Span.SpanId, [0, 0, 0, 0, 0, 0, 0, 2]);
        proto.WriteBytes(OtlpFields.Span.Name, Encoding.UTF8.GetBytes("query"));
        proto.WriteVarint(OtlpFields.Span.Kind, 3);
        proto.WriteFixed64(OtlpFields.Span.StartTimeUnixNano, 1_700_000_000_010_000_000);
        proto.WriteFixed64(OtlpFields.Span.EndTimeUnixNano, 1_700_000_000_060_000_000);
        var status = proto.BeginMessage(OtlpFields.Span.Status);
        proto.WriteVarint(OtlpFields.Status.Code, 2);
        proto.EndMessage(status);
        proto.EndMessage(span);
        proto.EndMessage(scopeSpans);
        proto.EndMessage(resourceSpans);
        return proto.Written.ToArray();
    }
}
