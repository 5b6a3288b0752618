using FsCheck;
using FsCheck.Fluent;
using Vivace.Otlp.Wire;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Ingest.Tests;

public sealed class IngestorTests
{
    [Fact]
    public async Task A_good_push_reaches_the_store_as_the_same_bytes_in_the_same_memory()
    {
        using var harness = new IngestorHarness(new IngestLimits { MaxAttributeBytes = 1000, RateLimitBytes = 1_000_000 });
        var request = Traces.Checkout().ToBytes();

        var outcome = await harness.PushAsync(request);

        Assert.Equal(new IngestOutcome(IngestOutcomeKind.Accepted, 6, 0, null, null), outcome);
        Assert.Equal(request, Assert.Single(harness.Store.Appended).Request);
        Assert.True(harness.Store.LastMemory.Equals((ReadOnlyMemory<byte>)request));
        Assert.Equal(6, harness.Counter("tempo_distributor_spans_received_total{tenant=shop}"));
        Assert.Equal(request.Length, harness.Counter("tempo_distributor_bytes_received_total{tenant=shop}"));
        Assert.Equal(request.Length, harness.Counter("tempo_distributor_ingress_bytes_total{tenant=shop}"));
        Assert.Equal(1, harness.Counter("tempo_distributor_push_duration_seconds"));
    }

    [Fact]
    public async Task A_push_without_spans_is_accepted_and_not_stored()
    {
        using var harness = new IngestorHarness(new IngestLimits { RateLimitBytes = 0 });

        Assert.Equal(IngestOutcomeKind.Accepted, (await harness.PushAsync([])).Kind);
        Assert.Equal(
            IngestOutcomeKind.Accepted,
            (await harness.PushAsync(new OtlpRequest([new OtlpResourceSpans()]).ToBytes())).Kind);
        Assert.Empty(harness.Store.Appended);
    }

    [Fact]
    public void Spans_with_bad_ids_are_refused_one_by_one_and_the_rest_is_stored() =>
        Prop.ForAll(OtlpArbitrary.RequestsWithBadIds(), request =>
        {
            using var harness = new IngestorHarness();
            var outcome = harness.PushAsync(request.ToBytes()).AsTask().GetAwaiter().GetResult();

            var kept = new OtlpRequest([.. request.ResourceSpans.Select(r => r with
            {
                ScopeSpans = [.. r.ScopeSpans.Select(s => s with { Spans = [.. s.Spans.Where(HasGoodIds)] })],
            })]);
            var stored = harness.Store.Appended.Select(a => a.Request).ToArray();
            OtlpTraces.AssertSame(OtlpTraces.Normalize(kept.ToBytes()), OtlpTraces.Normalize(stored));
            var refused = request.SpanCount - kept.SpanCount;
            return outcome.AcceptedSpans == kept.SpanCount
                && outcome.RefusedSpans == refused
                && outcome.Kind == (refused > 0 ? IngestOutcomeKind.PartiallyAccepted : IngestOutcomeKind.Accepted)
                && (refused > 0) == (outcome.Message is not null)
                && harness.Store.Appended.Sum(a => a.SpanCount) == kept.SpanCount
                && stored.All(s => OtlpWalk.Over(s).RefusedSpans == 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_have_an_outcome() =>
        Prop.ForAll(OtlpArbitrary.HostileBytes(), bytes =>
        {
            using var harness = new IngestorHarness(new IngestLimits { MaxAttributeBytes = 4 });
            var outcome = harness.PushAsync(bytes).AsTask().GetAwaiter().GetResult();
            return outcome.Kind switch
            {
                IngestOutcomeKind.Malformed => outcome.Message is not null && harness.Store.Appended.Count == 0,
                IngestOutcomeKind.Accepted => outcome.RefusedSpans == 0,
                _ => outcome.Kind == IngestOutcomeKind.PartiallyAccepted && outcome.RefusedSpans > 0,
            } && harness.Store.Appended.All(a => OtlpWalk.Over(a.Request).SpanCount == a.SpanCount);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public async Task The_first_refused_span_is_named()
    {
        using var harness = new IngestorHarness();

        await Check(new OtlpSpan { Name = "GET /x", TraceId = [1, 2, 3, 4, 5], SpanId = [1, 0, 0, 0, 0, 0, 0, 0] },
            "1 of 2 spans refused: trace ids must be 16 bytes and not all zero, received 5 bytes (span \"GET /x\")",
            "invalid_trace_id");
        await Check(new OtlpSpan { Name = "a\nb", TraceId = new byte[16], SpanId = [1] },
            "1 of 2 spans refused: trace ids must be 16 bytes and not all zero, received 16 zero bytes (span \"a\uFFFDb\")",
            "invalid_trace_id");
        await Check(new OtlpSpan { Name = new string('é', 300), TraceId = [.. new byte[15], 1] },
            "1 of 2 spans refused: span ids must be 8 bytes and not all zero, received 0 bytes (span \""
            + new string('é', 100) + "…\" of trace 00000000000000000000000000000001)",
            "invalid_span_id");

        async Task Check(OtlpSpan bad, string message, string reason)
        {
            var before = harness.Counter($"tempo_discarded_spans_total{{reason={reason},tenant=shop}}");
            var good = new OtlpSpan { TraceId = [.. new byte[15], 1], SpanId = [1, 0, 0, 0, 0, 0, 0, 0] };
            var request = new OtlpRequest([new OtlpResourceSpans { ScopeSpans = [new OtlpScopeSpans { Spans = [good, bad] }] }]);
            var outcome = await harness.PushAsync(request.ToBytes());
            Assert.Equal(new IngestOutcome(IngestOutcomeKind.PartiallyAccepted, 1, 1, message, null), outcome);
            Assert.Equal(before + 1, harness.Counter($"tempo_discarded_spans_total{{reason={reason},tenant=shop}}"));
        }
    }

    [Fact]
    public async Task An_id_said_twice_must_be_good_both_times()
    {
        using var harness = new IngestorHarness();
        using var writer = new ProtoWriter();
        var marks = new[] { 1, 2, 2 }.Select(writer.BeginMessage).ToList();
        writer.WriteBytes(1, new byte[16]);
        writer.WriteBytes(1, [.. new byte[15], 1]);
        writer.WriteBytes(2, [1, 2, 3, 4, 5, 6, 7, 8]);
        marks.Reverse();
        marks.ForEach(writer.EndMessage);

        var outcome = await harness.PushAsync(writer.Written.ToArray());

        Assert.Equal(1, outcome.RefusedSpans);
        Assert.Contains("16 zero bytes", outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AppendStatus.StorageUnavailable, IngestOutcomeKind.StorageUnavailable, "storage_unavailable")]
    [InlineData(AppendStatus.Overloaded, IngestOutcomeKind.Overloaded, "overloaded")]
    public async Task The_stores_refusal_is_passed_on_with_a_time_to_retry(
        AppendStatus status, IngestOutcomeKind kind, string reason)
    {
        using var harness = new IngestorHarness();
        harness.Store.Answer = new AppendOutcome(status, "the disk is full");

        var outcome = await harness.PushAsync(Traces.Checkout().ToBytes());

        Assert.Equal(new IngestOutcome(kind, 0, 6, "the disk is full", TimeSpan.FromSeconds(5)), outcome);
        Assert.Equal(6, harness.Counter($"tempo_discarded_spans_total{{reason={reason},tenant=shop}}"));
    }

    [Fact]
    public async Task A_store_that_fails_is_the_transports_to_report_and_counted()
    {
        using var harness = new IngestorHarness();
        harness.Store.Failure = new IOException("no");

        await Assert.ThrowsAsync<IOException>(async () => await harness.PushAsync(Traces.Checkout().ToBytes()));

        Assert.Equal(6, harness.Counter("tempo_discarded_spans_total{reason=unknown_error,tenant=shop}"));
    }

    [Fact]
    public async Task A_cancelled_push_ends_as_cancelled()
    {
        using var harness = new IngestorHarness();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await harness.Ingestor.IngestAsync(
            IngestorHarness.Tenant("shop"), Traces.Checkout().ToBytes(), cancelled.Token));
    }

    private static bool HasGoodIds(OtlpSpan span) =>
        span.TraceId.Length == 16 && span.TraceId.Any(b => b != 0) && span.SpanId.Length == 8 && span.SpanId.Any(b => b != 0);
}
