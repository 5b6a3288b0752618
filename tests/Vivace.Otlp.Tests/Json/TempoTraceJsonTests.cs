using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Vivace.Otlp.Json;
using Vivace.Otlp.Wire;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Otlp.Tests.Json;

public sealed class TempoTraceJsonTests
{
    [Fact]
    public void Any_trace_is_written_as_the_naive_writer_does() =>
        Prop.ForAll(OtlpArbitrary.Requests(), request =>
        {
            var written = Batches(request.ToBytes());
            return JsonNode.DeepEquals(JsonNode.Parse(written), JsonNode.Parse(NaiveTempoJson.Of(request, "batches").ToJsonString()));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void The_order_of_fields_in_a_message_does_not_matter() =>
        Prop.ForAll(OtlpArbitrary.Requests(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (request, seed) =>
        {
            var scrambled = Scramble(request.ToBytes(), OtlpSchema.Request, new Random(seed));
            return Batches(scrambled) == Batches(request.ToBytes());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_are_written_or_refused() =>
        Prop.ForAll(OtlpArbitrary.HostileBytes(), bytes =>
        {
            try
            {
                JsonNode.Parse(Batches(bytes)); // what is written is JSON
            }
            catch (OtlpFormatException)
            {
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Versions_1_and_2_read_like_tempos()
    {
        var trace = Single(new OtlpSpan
        {
            TraceId = Convert.FromHexString("00000000000000AABBCCDDEEFF00111F")[..16],
            SpanId = [0, 0, 0, 0, 0, 0, 0, 2],
            ParentSpanId = [0, 0, 0, 0, 0, 0, 0, 1],
            Name = "a<b>&\"c\"\\\n\u0001é",
            Kind = 3,
            StartTimeUnixNano = 1700000000010000000,
            EndTimeUnixNano = 1700000000060000000,
            Attributes = [new("http.status_code", 200), new("ok", true), new("zero", 0), new("no", ""), new("nan", double.NaN)],
            Status = new OtlpStatus(),
        });

        Assert.Equal(
            """
            {"batches":[{"scopeSpans":[{"spans":[{"traceId":"AAAAAAAAAKq7zN3u/wARHw==","spanId":"AAAAAAAAAAI=","parentSpanId":"AAAAAAAAAAE=","name":"a\u003cb\u003e\u0026\"c\"\\\n\u0001é","kind":"SPAN_KIND_CLIENT","startTimeUnixNano":"1700000000010000000","endTimeUnixNano":"1700000000060000000","attributes":[{"key":"http.status_code","value":{"intValue":"200"}},{"key":"ok","value":{"boolValue":true}},{"key":"zero","value":{"intValue":"0"}},{"key":"no","value":{"stringValue":""}},{"key":"nan","value":{"doubleValue":"NaN"}}],"status":{}}]}]}]}
            """,
            Batches(trace));
        Assert.Equal("""{"trace":{},"metrics":{}}""", Response([], 0, null));
        Assert.Equal(
            """{"trace":{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"x","status":{}}]}]}]},"metrics":{"inspectedBytes":"73208"},"status":"PARTIAL","message":"a \u0026 b"}""",
            Response(Single(new OtlpSpan { Name = "x" }), 73208, "a & b"));
    }

    [Fact]
    public void A_message_that_occurs_twice_is_merged_and_the_last_scalar_counts()
    {
        using var writer = new ProtoWriter();
        var marks = new[] { 1, 2, 2 }.Select(writer.BeginMessage).ToList();
        writer.WriteBytes(15, [0x12, 1, (byte)'m']);
        writer.WriteString(5, "first");
        writer.WriteBytes(15, [0x18, 2]);
        writer.WriteString(5, "last");
        writer.WriteBytes(15, [0x18, 1]);
        marks.Reverse();
        marks.ForEach(writer.EndMessage);

        Assert.Equal(
            """{"batches":[{"scopeSpans":[{"spans":[{"name":"last","status":{"message":"m","code":"STATUS_CODE_OK"}}]}]}]}""",
            Batches(writer.Written.ToArray()));
    }

    [Fact]
    public void Large_strings_cross_buffers_whole()
    {
        var name = string.Concat(Enumerable.Repeat("0123456789é<", 2000));
        var written = JsonNode.Parse(Batches(Single(new OtlpSpan { Name = name })))!;

        Assert.Equal(name, (string?)written["batches"]![0]!["scopeSpans"]![0]!["spans"]![0]!["name"]);
    }

    private static byte[] Single(OtlpSpan span) =>
        new OtlpRequest([new OtlpResourceSpans { ScopeSpans = [new OtlpScopeSpans { Spans = [span] }] }]).ToBytes();

    private static string Batches(byte[] trace)
    {
        var output = new ArrayBufferWriter<byte>();
        TempoTraceJson.WriteBatches(trace, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string Response(byte[] trace, ulong inspectedBytes, string? partialReason)
    {
        var output = new ArrayBufferWriter<byte>();
        TempoTraceJson.WriteTraceByIdResponse(trace, inspectedBytes, partialReason, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Shuffles the fields of each message; the elements of one list stay in order.</summary>
    private static byte[] Scramble(ReadOnlySpan<byte> message, OtlpSchema schema, Random random)
    {
        var fields = new List<(int Number, byte[] Raw)>();
        var reader = new ProtoReader(message);
        for (var start = 0; reader.TryReadTag(out var number, out var wireType); start = reader.Position)
        {
            if (schema.Find(number) is { Kind: FieldKind.Message } field)
            {
                using var inner = new ProtoWriter();
                inner.WriteBytes(number, Scramble(reader.ReadBytes(), field.Message!(), random));
                fields.Add((number, inner.Written.ToArray()));
            }
            else
            {
                reader.Skip(number, wireType);
                fields.Add((number, reader.Raw(start, reader.Position).ToArray()));
            }
        }

        var queues = fields.GroupBy(f => f.Number).ToDictionary(g => g.Key, g => new Queue<byte[]>(g.Select(f => f.Raw)));
        var order = fields.Select(f => f.Number).ToArray();
        random.Shuffle(order);
        return [.. order.SelectMany(number => queues[number].Dequeue())];
    }
}
