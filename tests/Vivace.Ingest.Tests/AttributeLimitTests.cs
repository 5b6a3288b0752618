using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Ingest.Tests;

public sealed class AttributeLimitTests
{
    [Fact]
    public async Task Keys_and_strings_are_cut_wherever_they_lie_and_counted_by_scope()
    {
        using var harness = new IngestorHarness(new IngestLimits { MaxAttributeBytes = 5 });
        OtlpAttribute[] sent =
        [
            new("abcdefgh", "x"), new("k", "12345678"), new("both long", "both long"), new("fine", "fine"),
            new("n", new OtlpValue.Array(["123456", new OtlpValue.KeyValueList([new("inner key", "v")])])),
            new("bytes", new OtlpValue.Bytes(new byte[20])), new("none", null),
        ];
        OtlpAttribute[] cut =
        [
            new("abcde", "x"), new("k", "12345"), new("both ", "both "), new("fine", "fine"),
            new("n", new OtlpValue.Array(["12345", new OtlpValue.KeyValueList([new("inner", "v")])])),
            new("bytes", new OtlpValue.Bytes(new byte[20])), new("none", null),
        ];

        var outcome = await harness.PushAsync(Everywhere(sent).ToBytes());

        Assert.Equal(new IngestOutcome(IngestOutcomeKind.Accepted, 1, 0, null, null), outcome);
        OtlpTraces.AssertSame(
            OtlpTraces.Normalize(Everywhere(cut).ToBytes()), OtlpTraces.Normalize(harness.Store.Appended[0].Request));
        foreach (var scope in new[] { "resource", "scope", "span", "event", "link" })
            Assert.Equal(4, harness.Counter($"tempo_distributor_attributes_truncated_total{{scope={scope},tenant=shop}}"));
    }

    [Fact]
    public void Nothing_else_of_a_request_changes() =>
        Prop.ForAll(OtlpArbitrary.RequestsWithBadIds(), request =>
        {
            // Twice the longest text: the limit is in force for the copy but cuts nothing.
            using var writer = new Vivace.Otlp.Wire.ProtoWriter();
            using var uncut = new Vivace.Otlp.Wire.ProtoWriter();
            RequestRewriter.Rewrite(request.ToBytes(), 10_000, writer);
            RequestRewriter.Rewrite(request.ToBytes(), 0, uncut);
            return writer.Written.SequenceEqual(uncut.Written)
                && OtlpWalk.Over(writer.Written).SpanCount
                    == OtlpWalk.Over(request.ToBytes()).SpanCount - OtlpWalk.Over(request.ToBytes()).RefusedSpans;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_cut_never_splits_a_character() =>
        Prop.ForAll<NonNull<string>, byte>((text, limit) =>
        {
            var whole = Encoding.UTF8.GetBytes(text.Get);
            var cut = Utf8Cut.AtMost(whole, limit).ToArray();
            return cut.Length <= limit
                && whole.AsSpan().StartsWith(cut)
                && (whole.Length <= limit ? cut.Length == whole.Length : cut.Length > limit - 4)
                && Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(cut)).AsSpan().SequenceEqual(cut);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bytes_that_are_not_utf8_are_cut_at_the_limit()
    {
        var bytes = Enumerable.Repeat((byte)0x80, 20).ToArray();
        Assert.Equal(10, Utf8Cut.AtMost(bytes, 10).Length);
    }

    private static OtlpRequest Everywhere(OtlpAttribute[] attributes) => new(
    [
        new OtlpResourceSpans
        {
            Resource = new OtlpResource { Attributes = attributes },
            ScopeSpans =
            [
                new OtlpScopeSpans
                {
                    Scope = new OtlpScope { Name = "a long name that stays", Attributes = attributes },
                    Spans =
                    [
                        new OtlpSpan
                        {
                            TraceId = OtlpRandom.IdBytes(new Vivace.Core.TraceId(1, 2)),
                            SpanId = OtlpRandom.IdBytes(3),
                            Name = "a long name that stays",
                            Attributes = attributes,
                            Events = [new OtlpEvent { Name = "a long name that stays", Attributes = attributes }],
                            Links = [new OtlpLink { TraceState = "a long state that stays", Attributes = attributes }],
                        },
                    ],
                },
            ],
        },
    ]);
}
