using FsCheck;
using FsCheck.Fluent;
using Vivace.Otlp.Wire;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Otlp.Tests.Testing;

/// <summary>The comparer that other tests trust.</summary>
public sealed class OtlpTracesTests
{
    [Fact]
    public void Grouping_does_not_matter() =>
        Prop.ForAll(OtlpArbitrary.Requests(), request =>
        {
            // Every span in a batch of its own, last first.
            var split = request.ResourceSpans
                .SelectMany(r => r.ScopeSpans.SelectMany(s => s.Spans.Select(
                    span => r with { ScopeSpans = [s with { Spans = [span] }] })))
                .Reverse().Select(r => new OtlpRequest([r]).ToBytes());
            return OtlpTraces.Difference(OtlpTraces.Normalize(request.ToBytes()), OtlpTraces.Normalize(split)) is null;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_encoder_writes_canonical_form() =>
        Prop.ForAll(
            OtlpArbitrary.Requests(),
            request => OtlpCanonical.Form(request.ToBytes(), OtlpSchema.Request).SequenceEqual(request.ToBytes()))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_changed_attribute_is_a_difference()
    {
        var sent = Traces.Checkout().ToBytes();
        var changed = Traces.Checkout();
        changed["validate cart"].With("more", 1);

        var difference = OtlpTraces.Difference(OtlpTraces.Normalize(sent), OtlpTraces.Normalize(changed.ToBytes()));

        Assert.Contains("1 missing", difference, StringComparison.Ordinal);
        Assert.Contains("key: \"more\"", difference, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_resource_differs_from_an_empty_one()
    {
        var span = new OtlpScopeSpans { Spans = [new OtlpSpan { Name = "a" }] };
        var missing = new OtlpRequest([new OtlpResourceSpans { ScopeSpans = [span] }]).ToBytes();
        var empty = new OtlpRequest([new OtlpResourceSpans { Resource = new(), ScopeSpans = [span] }]).ToBytes();

        Assert.NotNull(OtlpTraces.Difference(OtlpTraces.Normalize(missing), OtlpTraces.Normalize(empty)));
    }

    [Fact]
    public void What_protobuf_calls_equal_becomes_equal()
    {
        using var loose = new ProtoWriter();
        loose.WriteString(OtlpFields.Span.Name, "first");
        loose.WriteVarint(OtlpFields.Span.Kind, 0); // zero, said aloud
        loose.WriteString(OtlpFields.Span.TraceState, "after the name");
        loose.WriteString(OtlpFields.Span.Name, "last");

        var strict = OtlpEncoder.Encode(new OtlpSpan { Name = "last", TraceState = "after the name" });

        Assert.Equal(strict, OtlpCanonical.Form(loose.Written, OtlpSchema.Span));
    }

    [Fact]
    public void Checkout_is_one_trace_of_six_spans_in_three_services()
    {
        var spans = OtlpTraces.Normalize(Traces.Checkout().WithError().ToBytes());

        Assert.Equal(6, spans.Count);
        Assert.Equal(Traces.Checkout().Id, Assert.Single(spans.Select(s => s.TraceId).Distinct()));
        Assert.Equal(3, spans.Select(s => Convert.ToHexString(s.Resource!)).Distinct().Count());
        Assert.Equal(6, spans.Select(s => s.SpanIdHex).Distinct().Count());
    }
}
