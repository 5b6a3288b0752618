using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Ingest.Tests;

public sealed class RateLimitTests
{
    private static readonly byte[] Request = Traces.Checkout().ToBytes();

    [Fact]
    public async Task The_burst_passes_and_the_next_push_waits_until_the_budget_holds_it()
    {
        // Two pushes fill the burst; one push's worth of bytes comes back in ten seconds.
        var limits = new IngestLimits { RateLimitBytes = Request.Length / 10, BurstSizeBytes = Request.Length * 2 };
        using var harness = new IngestorHarness(limits);

        Assert.Equal(IngestOutcomeKind.Accepted, (await harness.PushAsync(Request)).Kind);
        Assert.Equal(IngestOutcomeKind.Accepted, (await harness.PushAsync(Request)).Kind);
        var refused = await harness.PushAsync(Request);

        Assert.Equal(IngestOutcomeKind.RateLimited, refused.Kind);
        Assert.Equal((0, 6), (refused.AcceptedSpans, refused.RefusedSpans));
        Assert.InRange(refused.RetryAfter!.Value.TotalSeconds, 10, 10.1);
        Assert.StartsWith(
            $"RATE_LIMITED: ingestion rate limit (local: {limits.RateLimitBytes} bytes/s, global: 0 bytes/s, burst: {limits.BurstSizeBytes} bytes) "
            + $"exceeded while adding {Request.Length} bytes for user shop. ",
            refused.Message,
            StringComparison.Ordinal);
        Assert.Equal(6, harness.Counter("tempo_discarded_spans_total{reason=rate_limited,tenant=shop}"));
        Assert.Equal(12, harness.Counter("tempo_distributor_spans_received_total{tenant=shop}"));

        harness.Time.Advance(refused.RetryAfter.Value + TimeSpan.FromMilliseconds(1));
        Assert.Equal(IngestOutcomeKind.Accepted, (await harness.PushAsync(Request)).Kind);
    }

    [Fact]
    public async Task The_wait_is_never_shorter_than_the_setting()
    {
        var limits = new IngestLimits
        {
            RateLimitBytes = 1_000_000,
            BurstSizeBytes = Request.Length,
            RetryAfter = TimeSpan.FromSeconds(7),
        };
        using var harness = new IngestorHarness(limits);
        await harness.PushAsync(Request);

        Assert.Equal(TimeSpan.FromSeconds(7), (await harness.PushAsync(Request)).RetryAfter);

        harness.Limits = limits with { RetryInfoEnabled = false };
        Assert.Null((await harness.PushAsync(Request)).RetryAfter);

        harness.Limits = limits with { RetryAfter = TimeSpan.Zero };
        Assert.Null((await harness.PushAsync(Request)).RetryAfter);
    }

    [Fact]
    public async Task A_push_larger_than_the_burst_is_told_not_to_retry()
    {
        using var harness = new IngestorHarness(
            new IngestLimits { RateLimitBytes = 1_000_000, BurstSizeBytes = Request.Length - 1 });

        var outcome = await harness.PushAsync(Request);

        Assert.Equal(IngestOutcomeKind.RateLimited, outcome.Kind);
        Assert.Null(outcome.RetryAfter);
        Assert.Contains("can never pass", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rate_of_zero_refuses_everything_and_minus_one_nothing()
    {
        using var harness = new IngestorHarness(new IngestLimits { RateLimitBytes = 0 });
        Assert.Equal(IngestOutcomeKind.RateLimited, (await harness.PushAsync(Request)).Kind);

        harness.Limits = new IngestLimits { RateLimitBytes = -1, BurstSizeBytes = 1 };
        Assert.Equal(IngestOutcomeKind.Accepted, (await harness.PushAsync(Request)).Kind);
    }

    [Fact]
    public async Task Tenants_have_budgets_of_their_own()
    {
        using var harness = new IngestorHarness(
            new IngestLimits { RateLimitBytes = 1, BurstSizeBytes = Request.Length });

        Assert.Equal(IngestOutcomeKind.Accepted, (await harness.PushAsync(Request, "a")).Kind);
        Assert.Equal(IngestOutcomeKind.Accepted, (await harness.PushAsync(Request, "b")).Kind);
        Assert.Equal(IngestOutcomeKind.RateLimited, (await harness.PushAsync(Request, "a")).Kind);
    }

    [Fact]
    public void Budgets_that_are_full_again_are_forgotten()
    {
        var time = new Vivace.Testing.ManualTime();
        var limits = new IngestLimits { RateLimitBytes = 10, BurstSizeBytes = 1000 };
        var budgets = new TenantBudgets(time);
        for (var i = 0; i < 100; i++)
            budgets.TryTake(IngestorHarness.Tenant($"tenant-{i}"), i < 50 ? 100 : 1000, limits, out _);

        time.Advance(TimeSpan.FromSeconds(61));
        budgets.SweepIfDue(_ => limits);
        Assert.Equal(50, budgets.Count);

        time.Advance(TimeSpan.FromSeconds(61));
        budgets.SweepIfDue(_ => limits);
        Assert.Equal(0, budgets.Count);
    }
}
