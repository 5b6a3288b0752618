using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Vivace.Otlp.Json;
using Vivace.Otlp.Wire;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Otlp.Tests.Json;

public sealed class OtlpJsonReaderTests
{
    private const string TraceIdHex = "5b8efff798038103d269b633813fc60c";

    [Fact]
    public void Any_request_comes_back_from_json_as_it_was() =>
        Prop.ForAll(
            OtlpArbitrary.UnicodeRequests(),
            request => Canonical(Read(ToJson(request.ToBytes()))).SequenceEqual(Canonical(request.ToBytes())))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Any_bytes_are_read_or_refused_with_a_position() =>
        Prop.ForAll(OtlpArbitrary.HostileBytes(request => ToJson(request.ToBytes())), bytes =>
        {
            try
            {
                Read(bytes);
                return true;
            }
            catch (OtlpFormatException malformed)
            {
                return malformed.Message.Contains(" at line ", StringComparison.Ordinal);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Every_spelling_that_the_mapping_allows_is_read()
    {
        Check("""{"traceId":"5b8efff798038103d269b633813fc60c"}""", new() { TraceId = Convert.FromHexString(TraceIdHex) });
        Check("""{"trace_id":"5B8EFFF798038103D269B633813FC60C"}""", new() { TraceId = Convert.FromHexString(TraceIdHex) });
        Check("""{"traceId":"\u0035b8efff798038103d269b633813fc60c"}""", new() { TraceId = Convert.FromHexString(TraceIdHex) });
        Check("""{"tr\u0061ceId":"5b8efff798038103d269b633813fc60c"}""", new() { TraceId = Convert.FromHexString(TraceIdHex) });
        Check("""{"spanId":"EEE19B7EC3C1B174","parentSpanId":""}""", new() { SpanId = Convert.FromHexString("EEE19B7EC3C1B174") });
        Check("""{"kind":2}""", new() { Kind = 2 });
        Check("""{"kind":"SPAN_KIND_SERVER"}""", new() { Kind = 2 });
        Check("""{"kind":"2"}""", new() { Kind = 2 });
        Check("""{"kind":77}""", new() { Kind = 77 });
        Check("""{"kind":-1}""", new() { Kind = -1 });
        Check("""{"startTimeUnixNano":"1544712660300000000"}""", new() { StartTimeUnixNano = 1544712660300000000 });
        Check("""{"startTimeUnixNano":1544712660300000000}""", new() { StartTimeUnixNano = 1544712660300000000 });
        Check("""{"start_time_unix_nano":18446744073709551615}""", new() { StartTimeUnixNano = ulong.MaxValue });
        Check("""{"endTimeUnixNano":1e18}""", new() { EndTimeUnixNano = 1_000_000_000_000_000_000 });
        Check("""{"droppedEventsCount":"3","dropped_links_count":4.0,"flags":257}""",
            new() { DroppedEventsCount = 3, DroppedLinksCount = 4, Flags = 257 });
        Check("""{"name":null,"attributes":null,"status":null,"kind":null,"events":[]}""", new());
        Check("""{"unknown":{"a":[1,{"b":null}]},"name":"x","other":"y"}""", new() { Name = "x" });
        Check("""{"name":"tab\t quote\" slash\/ back\\ \u00e9 \ud834\udd1e \ud834!\u0000"}""",
            new() { Name = "tab\t quote\" slash/ back\\ é 𝄞 \uFFFD!\0" });
        Check("""{"status":{}}""", new() { Status = new OtlpStatus() });
        Check("""{"status":{"code":"STATUS_CODE_ERROR","message":"no"}}""", new() { Status = new OtlpStatus("no", 2) });
        Check("""{"events":[{"timeUnixNano":"5","name":"e"}],"links":[{"spanId":"ff","flags":1}]}""", new()
        {
            Events = [new OtlpEvent { TimeUnixNano = 5, Name = "e" }],
            Links = [new OtlpLink { SpanId = [0xFF], Flags = 1 }],
        });
    }

    [Fact]
    public void Every_kind_of_value_is_read()
    {
        Check("""{"stringValue":"s"}""", "s");
        Check("""{"stringValue":""}""", "");
        Check("""{"string_value":"s"}""", "s");
        Check("""{"boolValue":false}""", false);
        Check("""{"intValue":"-9223372036854775808"}""", long.MinValue);
        Check("""{"intValue":9223372036854775807}""", long.MaxValue);
        Check("""{"intValue":0}""", 0);
        Check("""{"intValue":3.0}""", 3);
        Check("""{"doubleValue":0}""", 0.0);
        Check("""{"doubleValue":-1.5e-3}""", -0.0015);
        Check("""{"doubleValue":"2.5"}""", 2.5);
        Check("""{"doubleValue":"NaN"}""", double.NaN);
        Check("""{"doubleValue":"Infinity"}""", double.PositiveInfinity);
        Check("""{"doubleValue":"-Infinity"}""", double.NegativeInfinity);
        Check("""{"bytesValue":"AP+/"}""", new OtlpValue.Bytes([0x00, 0xFF, 0xBF]));
        Check("""{"bytesValue":"AP-_"}""", new OtlpValue.Bytes([0x00, 0xFF, 0xBF]));
        Check("""{"bytesValue":"AQ=="}""", new OtlpValue.Bytes([1]));
        Check("""{"bytesValue":"AQ"}""", new OtlpValue.Bytes([1]));
        Check("""{"bytesValue":""}""", new OtlpValue.Bytes([]));
        Check("{}", new OtlpValue.None());
        Check("""{"stringValue":"a","intValue":"1"}""", 1);
        Check("""{"arrayValue":{"values":[{"intValue":1},{},null]}}""",
            new OtlpValue.Array([1, new OtlpValue.None(), new OtlpValue.None()]));
        Check("""{"arrayValue":{}}""", new OtlpValue.Array([]));
        Check("""{"kvlistValue":{"values":[{"key":"k","value":{"boolValue":true}},{"key":"n"}]}}""",
            new OtlpValue.KeyValueList([new("k", true), new("n", null)]));

        static void Check(string json, OtlpValue expected) => OtlpJsonReaderTests.Check(
            $$"""{"attributes":[{"key":"a","value":{{json}}}]}""", new OtlpSpan { Attributes = [new("a", expected)] });
    }

    [Theory]
    [InlineData("zz")]
    [InlineData("abc")]
    [InlineData("gggggggg")]
    [InlineData("gggggggggggggggg")]
    [InlineData("W47/95gDgQPSabYzgT/GDA==")]
    [InlineData("5b8efff798038103d269b633813fc60c00")]
    public void An_id_that_is_not_one_never_becomes_a_good_one(string id)
    {
        var request = Read(Encoding.UTF8.GetBytes(Request($$"""{"traceId":"{{id}}","spanId":"{{id}}"}""")));

        var span = Assert.Single(OtlpTraces.Normalize(request));
        var reader = new ProtoReader(span.Span);
        while (reader.TryReadTag(out _, out _))
            Assert.DoesNotContain(reader.ReadBytes().Length, new[] { 8, 16 });
    }

    [Fact]
    public void Mistakes_are_named_with_line_byte_and_path()
    {
        Check("", "malformed JSON at line 1, byte 1: ");
        Check("[]", "malformed OTLP/JSON at line 1, byte 1, the request: expected an object");
        Check("{} {}", "malformed JSON at line 1, byte 4: ");
        Check("{\n  \"resourceSpans\": [\n    {\"scopeSpans\": 5}]}",
            "malformed OTLP/JSON at line 3, byte 20, resourceSpans[0].scopeSpans: expected an array");
        Check(Request("""{},{"kind":"SPAN_KIND_HERO"}"""), "resourceSpans[0].scopeSpans[0].spans[1].kind: expected a number or one of SPAN_KIND_UNSPECIFIED, ");
        Check(Request("""{"name":5}"""), "spans[0].name: expected a string");
        Check(Request("""{"startTimeUnixNano":-1}"""), "spans[0].startTimeUnixNano: expected an integer from 0 to ");
        Check(Request("""{"startTimeUnixNano":1.5}"""), "spans[0].startTimeUnixNano: expected an integer from 0 to ");
        Check(Request("""{"startTimeUnixNano":18446744073709551616}"""), "spans[0].startTimeUnixNano: expected an integer from 0 to ");
        Check(Request("""{"flags":4294967296}"""), "spans[0].flags: expected an integer from 0 to 4294967295");
        Check(Request("""{"attributes":[{"value":{"intValue":"9223372036854775808"}}]}"""),
            "spans[0].attributes[0].value.intValue: expected an integer of 64 bits");
        Check(Request("""{"attributes":[{"value":{"boolValue":"true"}}]}"""), "boolValue: expected true or false");
        Check(Request("""{"attributes":[{"value":{"bytesValue":"A"}}]}"""), "bytesValue: expected bytes in base64");
        Check(Request("""{"attributes":[{"value":{"doubleValue":"1e999"}}]}"""), "doubleValue: expected a number");
        Check(Request("""{"status":[]}"""), "spans[0].status: expected an object");
        Check(Request("""{"name":"x" """), "malformed JSON at line 1, byte ");
        Check(Request("""{"x":""" + new string('[', 200) + new string(']', 200) + "}"), "malformed JSON at line 1, byte ");

        static void Check(string json, string message) => Assert.Contains(
            message,
            Assert.Throws<OtlpFormatException>(() => Read(Encoding.UTF8.GetBytes(json))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_skipped() =>
        Assert.Empty(Read([0xEF, 0xBB, 0xBF, .. "{}"u8]));

    [Fact]
    public void Reading_allocates_per_request_and_not_per_span()
    {
        var json = ToJson(Traces.ToRequest(Enumerable.Range(1, 200).Select(i => Traces.Checkout(i))).ToBytes());
        using var writer = new ProtoWriter(json.Length);
        OtlpJsonReader.Read(json, writer);
        writer.Clear();

        var before = GC.GetAllocatedBytesForCurrentThread();
        OtlpJsonReader.Read(json, writer);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4096);
    }

    private static string Request(string spans) => $$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{{spans}}]}]}]}""";

    private static void Check(string span, OtlpSpan expected)
    {
        var request = new OtlpRequest([new OtlpResourceSpans { ScopeSpans = [new OtlpScopeSpans { Spans = [expected] }] }]);
        OtlpTraces.AssertSame(
            OtlpTraces.Normalize(request.ToBytes()), OtlpTraces.Normalize(Read(Encoding.UTF8.GetBytes(Request(span)))));
    }

    private static byte[] Read(byte[] json)
    {
        using var writer = new ProtoWriter();
        OtlpJsonReader.Read(json, writer);
        return writer.Written.ToArray();
    }

    private static byte[] ToJson(byte[] request)
    {
        var output = new ArrayBufferWriter<byte>();
        OtlpTraceJson.Write(request, output);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Canonical(byte[] request) => OtlpCanonical.Form(request, OtlpSchema.Request);
}
