using System.Diagnostics;
using Vivace.OpenTelemetry.Tests.Support;
using Xunit;

namespace Vivace.OpenTelemetry.Tests.Filtering;

public sealed class SourceListenersTests
{
    [Theory]
    [InlineData("off", "")]
    [InlineData("error", "marked-error")]
    [InlineData("info", "client,marked-error,server")]
    [InlineData("debug", "client,internal,marked-error,server")]
    [InlineData("trace", "client,internal,marked-error,marked-trace,server")]
    public async Task Levels_let_activities_pass_by_their_attribute_or_kind(string level, string expected)
    {
        await using var receiver = await TraceReceiver.StartAsync();
        using var source = new ActivitySource(TestTracing.SourceName("levels"));
        await using (OtelTracing.Start(TestTracing.Config(receiver), t => t.WithFilter($"{source.Name}={level}"), new LogLines()))
        {
            TestTracing.Record(source, "server", ActivityKind.Server);
            TestTracing.Record(source, "client", ActivityKind.Client);
            TestTracing.Record(source, "internal");
            source.StartActivity("marked-trace", ActivityKind.Server, default(ActivityContext), [new("level", "trace")])?.Dispose();
            source.StartActivity("marked-error", ActivityKind.Internal, default(ActivityContext), [new("level", "ERROR")])?.Dispose();
        }

        Assert.Equal(expected, string.Join(',', receiver.Spans.Select(span => span.Name).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_source_may_carry_the_level_of_its_activities()
    {
        await using var receiver = await TraceReceiver.StartAsync();
        var name = TestTracing.SourceName("tagged");
        using var source = new ActivitySource(name, version: null, tags: [new("level", "trace")]);
        await using (OtelTracing.Start(TestTracing.Config(receiver), t => t.WithFilter($"{name}=debug"), new LogLines()))
        {
            TestTracing.Record(source, "fine", ActivityKind.Server);
            Assert.Null(Activity.Current);
        }

        Assert.Empty(receiver.Spans);
    }

    [Fact]
    public async Task Sources_that_are_off_are_left_out_and_their_children_move_up()
    {
        await using var receiver = await TraceReceiver.StartAsync();
        var prefix = TestTracing.SourceName("app");
        using var kept = new ActivitySource(prefix + ".engine");
        using var off = new ActivitySource(prefix + ".noise");
        await using (OtelTracing.Start(TestTracing.Config(receiver), t => t.WithFilter($"{prefix}=trace,{prefix}.noise=off"), new LogLines()))
        {
            using var root = kept.StartActivity("root");
            using var noise = off.StartActivity("noise");
            Assert.Null(noise);
            using var child = kept.StartActivity("child");
        }

        var spans = receiver.Spans.ToDictionary(span => span.Name, StringComparer.Ordinal);
        Assert.Equal(["child", "root"], spans.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(spans["root"].SpanId, spans["child"].ParentSpanId);
        Assert.Equal(prefix + ".engine", spans["root"].Source);
    }

    [Fact]
    public async Task Sources_made_after_the_start_are_heard()
    {
        await using var receiver = await TraceReceiver.StartAsync();
        var name = TestTracing.SourceName("late");
        await using (OtelTracing.Start(TestTracing.Config(receiver), t => t.WithFilter(name), new LogLines()))
        {
            using var source = new ActivitySource(name);
            TestTracing.Record(source, "one");
        }

        Assert.Equal("one", Assert.Single(receiver.Spans).Name);
    }

    [Fact]
    public async Task A_parent_made_by_hand_that_nobody_sampled_does_not_silence_what_is_under_it()
    {
        await using var receiver = await TraceReceiver.StartAsync();
        using var source = new ActivitySource(TestTracing.SourceName("handmade"));
        await using (OtelTracing.Start(TestTracing.Config(receiver), t => t.WithFilter(source.Name), new LogLines()))
        {
            using var plumbing = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
            TestTracing.Record(source, "work");
        }

        Assert.Equal("work", Assert.Single(receiver.Spans).Name);
    }

    [Fact]
    public async Task The_exporters_own_requests_are_not_traced()
    {
        await using var receiver = await TraceReceiver.StartAsync();
        using var source = new ActivitySource(TestTracing.SourceName("own"));
        await using (var tracing = OtelTracing.Start(
            TestTracing.Config(receiver), t => t.WithFilter($"{source.Name},System.Net.Http"), new LogLines()))
        {
            for (var i = 0; i < 3; i++)
            {
                TestTracing.Record(source, "work");
                Assert.True(await tracing.FlushAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
            }
        }

        // Other tests of this process may use HTTP clients; requests to this receiver are what counts.
        Assert.Equal(3, receiver.Spans.Count(span => span.Source == source.Name));
        Assert.DoesNotContain(receiver.Headers, headers => headers.ContainsKey("traceparent"));
    }
}
