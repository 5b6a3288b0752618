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
