using System.Diagnostics;
using Vivace.OpenTelemetry.Tests.Support;
using Xunit;

namespace Vivace.OpenTelemetry.Tests.Filtering;

public sealed class SamplingTests
{
    private const int Traces = 4000;

    [Fact]
    public async Task A_ratio_of_a_tenth_keeps_about_a_tenth_of_traces_each_whole()
    {
        var spans = await Run(c => c.WithSampleRatio(0.1));
        var traces = spans.GroupBy(span => span.TraceId).ToList();

        // 400 expected, standard deviation 19; seven of them are never seen.
        Assert.InRange(traces.Count, 267, 533);
        Assert.All(traces, trace => Assert.Equal(["child", "grandchild", "root"], trace.Select(span => span.Name).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_ratio_of_zero_keeps_none() => Assert.Empty(await Run(c => c.WithSampleRatio(0.0)));

    [Fact]
    public async Task A_ratio_of_one_keeps_all() => Assert.Equal(3 * Traces, (await Run(c => c.WithSampleRatio(1.0))).Count);

    [Theory]
    [InlineData("always_on", true, true)]
    [InlineData("always_on", false, true)]
    [InlineData("always_off", true, false)]
    [InlineData("parentbased_always_on", false, false)]
    [InlineData("parentbased_always_off", true, true)]
    [InlineData("parentbased_traceidratio", true, true)]
    [InlineData("parentbased_traceidratio", false, false)]
    [InlineData("traceidratio", true, false)]
    public async Task A_callers_decision_counts_for_the_samplers_that_ask_it(string sampler, bool callerSampled, bool kept)
    {
        await using var receiver = await TraceReceiver.StartAsync();
        using var source = new ActivitySource(TestTracing.SourceName("remote"));
        var caller = new ActivityContext(
            ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(),
            callerSampled ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None, traceState: null, isRemote: true);
        var config = TestTracing.Config(receiver).WithEnvironment(name => name switch
        {
            "OTEL_TRACES_SAMPLER" => sampler,
            "OTEL_TRACES_SAMPLER_ARG" => "0",
            _ => null,
        });
        await using (OtelTracing.Start(config, t => t.WithFilter(source.Name), new LogLines()))
        {
            using var server = source.StartActivity("server", ActivityKind.Server, caller);

            // Not kept, it still hands the caller's trace on.
            Assert.Equal(caller.TraceId, server!.TraceId);
            Assert.Equal(kept, server.Recorded);
            TestTracing.Record(source, "child");
        }

        Assert.Equal(kept ? 2 : 0, receiver.Spans.Count);
    }

    private static async Task<IReadOnlyList<ReceivedSpan>> Run(Func<OtelConfig, OtelConfig> configure)
    {
        await using var receiver = await TraceReceiver.StartAsync();
        using var source = new ActivitySource(TestTracing.SourceName("sampled"));
        var config = configure(TestTracing.Config(receiver).WithMaxQueueSize(3 * Traces).WithShutdownTimeout(TimeSpan.FromSeconds(60)));
        await using (var tracing = OtelTracing.Start(config, t => t.WithFilter(source.Name), new LogLines()))
        {
            for (var i = 0; i < Traces; i++)
            {
                using var root = source.StartActivity("root", ActivityKind.Server);
                using var child = source.StartActivity("child");
                using var grandchild = source.StartActivity("grandchild", ActivityKind.Client);
            }
        }

        return receiver.Spans;
    }
}
