using FsCheck;
using FsCheck.Fluent;
using Vivace.Otlp;
using Vivace.Otlp.Wire;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Ingest.Tests;

public sealed class OtlpWalkTests
{
    [Fact]
    public void Any_request_is_counted() =>
        Prop.ForAll(OtlpArbitrary.RequestsWithBadIds(), request =>
        {
            var walk = OtlpWalk.Over(request.ToBytes());
            var spans = request.ResourceSpans.SelectMany(r => r.ScopeSpans).SelectMany(s => s.Spans).ToList();
            return walk.SpanCount == spans.Count
                && walk.InvalidTraceIds == spans.Count(s => !Good(s.TraceId, 16))
                && walk.InvalidSpanIds == spans.Count(s => Good(s.TraceId, 16) && !Good(s.SpanId, 8));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_longest_key_or_string_is_found_wherever_it_lies() =>
        Prop.ForAll(OtlpArbitrary.Requests(), request =>
        {
            var longest = 0;
            Attributes(request.ToBytes(), OtlpSchema.Request);
            return OtlpWalk.Over(request.ToBytes()).LongestAttributeBytes == longest;

            void Attributes(ReadOnlySpan<byte> message, OtlpSchema schema)
            {
                var reader = new ProtoReader(message);
                while (reader.TryReadTag(out var number, out var wireType))
                {
                    var field = schema.Find(number)!;
                    if (field.Kind == FieldKind.Message)
                        Attributes(reader.ReadBytes(), field.Message!());
                    else if (field.Name is "key" or "string_value")
                        longest = Math.Max(longest, reader.ReadBytes().Length);
                    else
                        reader.Skip(number, wireType);
                }
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("0A016B12030A0176", true)] // k = "v"
    [InlineData("0A016B12020A00", true)]
    [InlineData("0A016B12021001", true)]
    [InlineData("0A016B1203188001", true)]
    [InlineData("0A016B120B18FFFFFFFFFFFFFFFFFF01", true)]
    [InlineData("0A016B120C18FFFFFFFFFFFFFFFFFFFF01", false)] // eleven bytes of varint
    [InlineData("0A016B12021880", false)] // a varint without end
    [InlineData("0A016B12030A0276", false)] // a string longer than its value
    [InlineData("0A016B12040A0176", false)] // a value longer than its attribute
    [InlineData("0A016B1205180110010A", false)] // a tag without a value after two good alternatives
    [InlineData("0A016B120921000000000000F03F", true)]
    [InlineData("0A016B120821000000000000F0", false)]
    [InlineData("0A026B", false)]
    [InlineData("0A00120218010A0178", true)] // a second key
    public void Attributes_of_the_usual_shape_are_checked_like_all_others(string hex, bool good)
    {
        using var writer = new ProtoWriter();
        var marks = new[] { 1, 2, 2 }.Select(writer.BeginMessage).ToList();
        writer.WriteBytes(OtlpFields.Span.Attributes, Convert.FromHexString(hex));
        marks.Reverse();
        marks.ForEach(writer.EndMessage);
        var request = writer.Written.ToArray();

        Assert.Equal(good, Record.Exception(() => OtlpWalk.Over(request)) is null);
    }

    [Fact]
    public void Any_bytes_are_walked_or_refused_with_a_position() =>
        Prop.ForAll(OtlpArbitrary.HostileBytes(), bytes =>
        {
            try
            {
                OtlpWalk.Over(bytes);
            }
            catch (OtlpFormatException malformed)
            {
                return malformed.Message.Contains(" at byte ", StringComparison.Ordinal);
            }

            OtlpTraces.Normalize(bytes); // what passes can be read by others, whatever is in it
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Every_cut_of_a_request_is_walked_or_refused()
    {
        var bytes = Traces.Checkout().ToBytes();
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes.AsSpan(0, length).ToArray();
            var exception = Record.Exception(() => OtlpWalk.Over(cut));
            Assert.True(exception is null or OtlpFormatException, $"{length}: {exception}");
        }
    }

    [Fact]
    public void Walking_allocates_nothing()
    {
        var request = Traces.ToRequest(Enumerable.Range(1, 200).Select(i => Traces.Checkout(i))).ToBytes();
        OtlpWalk.Over(request);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var walk = OtlpWalk.Over(request);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(1200, walk.SpanCount);
        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData(OtlpWalk.MaxValueDepth, true)]
    [InlineData(OtlpWalk.MaxValueDepth + 1, false)]
    [InlineData(10_000, false)]
    public void Values_may_nest_to_the_limit(int depth, bool accepted)
    {
        OtlpValue array = 1, list = 1;
        for (var level = 1; level < depth; level++)
        {
            array = new OtlpValue.Array([array]);
            list = new OtlpValue.KeyValueList([new("k", list)]);
        }

        // Encoding copies each level into the one above: keep the deep case small.
        foreach (var value in depth > 1000 ? new[] { array } : [array, list])
        {
            var trace = new TestTrace();
            trace.Root("shop", "a").With("deep", value);
            var bytes = RunWithLargeStack(trace.ToBytes);

            var exception = Record.Exception(() => OtlpWalk.Over(bytes));

            if (accepted)
                Assert.Null(exception);
            else
                Assert.Contains("nest deeper than 64", Assert.IsType<OtlpFormatException>(exception).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_known_field_of_a_wrong_wire_type_is_refused_by_name()
    {
        Check([], OtlpSchema.Request);
        Check([1], OtlpSchema.ResourceSpans);
        Check([1, 1], OtlpSchema.Resource);
        Check([1, 1, 1], OtlpSchema.KeyValue);
        Check([1, 2], OtlpSchema.ScopeSpans);
        Check([1, 2, 1], OtlpSchema.Scope);
        Check([1, 2, 2], OtlpSchema.Span);
        Check([1, 2, 2, 11], OtlpSchema.Event);
        Check([1, 2, 2, 13], OtlpSchema.Link);
        Check([1, 2, 2, 15], OtlpSchema.Status);
        Check([1, 2, 2, 9, 2], OtlpSchema.AnyValue);
        Check([1, 2, 2, 9, 2, 5], OtlpSchema.ArrayValue);
        Check([1, 2, 2, 9, 2, 6], OtlpSchema.KeyValueList);

        static void Check(int[] path, OtlpSchema message)
        {
            foreach (var field in message.Fields)
            {
                using var writer = new ProtoWriter();
                var marks = path.Select(writer.BeginMessage).ToList();
                if (field.Kind == FieldKind.Fixed32)
                    writer.WriteFixed64(field.Number, 1);
                else
                    writer.WriteFixed32(field.Number, 1);
                marks.Reverse();
                marks.ForEach(writer.EndMessage);
                var bytes = writer.Written.ToArray();

                var malformed = Assert.Throws<OtlpFormatException>(() => OtlpWalk.Over(bytes));

                Assert.Contains(field.Name.Split('_')[0], malformed.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Unknown_fields_are_allowed_everywhere()
    {
        using var writer = new ProtoWriter();
        writer.WriteVarint(500, 1);
        var resourceSpans = writer.BeginMessage(1);
        writer.WriteFixed32(501, 1);
        var scopeSpans = writer.BeginMessage(2);
        writer.WriteBytes(502, "x"u8);
        var span = writer.BeginMessage(2);
        writer.WriteTag(503, WireType.StartGroup);
        writer.WriteFixed64(1, 1);
        writer.WriteTag(503, WireType.EndGroup);
        writer.EndMessage(span);
        writer.EndMessage(scopeSpans);
        writer.EndMessage(resourceSpans);

        Assert.Equal(1, OtlpWalk.Over(writer.Written).SpanCount);
    }

    private static bool Good(byte[] id, int length) => id.Length == length && id.Any(b => b != 0);

    private static T RunWithLargeStack<T>(Func<T> work)
    {
        T result = default!;
        var thread = new Thread(() => result = work(), 256 * 1024 * 1024);
        thread.Start();
        thread.Join();
        return result;
    }
}
