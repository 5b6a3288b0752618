using System.Diagnostics;
using System.Diagnostics.Metrics;
using Vivace.OpenTelemetry.Tests.Support;
using Xunit;

namespace Vivace.OpenTelemetry.Tests.Export;

public sealed class ExportTests
{
    [Theory]
    [InlineData(OtlpProtocol.Grpc, "/opentelemetry.proto.collector.trace.v1.TraceService/Export")]
    [InlineData(OtlpProtocol.HttpProtobuf, "/v1/traces")]
    public async Task Spans_travel_with_resource_and_headers_and_are_flushed_at_the_end(OtlpProtocol protocol, string path)
    {
        await using var receiver = await TraceReceiver.StartAsync(grpc: protocol == OtlpProtocol.Grpc);
        using var source = new ActivitySource(TestTracing.SourceName("travel"));
        var log = new LogLines();
        var config = TestTracing.Config(receiver).WithProtocol(protocol).WithScheduledDelay(TimeSpan.FromHours(1))
            .WithServiceName("orders").WithServiceVersion("1.2.3").WithResourceAttribute("deployment.environment.name", "test")
            .WithHeader("x-scope-orgid", "shop").WithHeader("authorization", "Basic a,b=c");
        var tracing = OtelTracing.Start(config, t => t.WithFilter(source.Name), log);
        for (var i = 0; i < 100; i++)
            TestTracing.Record(source, $"span {i}");

        await tracing.DisposeAsync();

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"span {i}"), receiver.Spans.Select(span => span.Name));
        var resource = receiver.Spans[0].Resource;
        Assert.Equal("orders", resource["service.name"]);
        Assert.Equal("1.2.3", resource["service.version"]);
        Assert.Equal("test", resource["deployment.environment.name"]);
        Assert.Equal("dotnet", resource["telemetry.sdk.language"]);
        Assert.True(Guid.TryParse(resource["service.instance.id"], out _));
        Assert.All(receiver.Paths, asked => Assert.Equal(path, asked));
        Assert.Equal("shop", receiver.Headers[0]["x-scope-orgid"]);
        Assert.Equal("Basic a,b=c", receiver.Headers[0]["authorization"]);
        Assert.Equal(100, tracing.ExportedSpans);
        Assert.Equal(0, tracing.DroppedSpans);
        Assert.Equal($"OpenTelemetry subsystem started service=orders endpoint={receiver.Endpoint.OriginalString}", Assert.Single(log.Of(7001)));
        Assert.Equal("OpenTelemetry subsystem stopped: 100 spans exported, 0 dropped", Assert.Single(log.Of(7006)));
    }

    [Fact]
    public async Task Batches_have_the_configured_size()
    {
        await using var receiver = await TraceReceiver.StartAsync();
        using var source = new ActivitySource(TestTracing.SourceName("batches"));
        var config = TestTracing.Config(receiver).WithScheduledDelay(TimeSpan.FromHours(1)).WithMaxExportBatchSize(10).WithMaxQueueSize(1000);
        await using (OtelTracing.Start(config, t => t.WithFilter(source.Name), new LogLines()))
        {
            for (var i = 0; i < 100; i++)
                TestTracing.Record(source, "span");
        }

        Assert.Equal(100, receiver.Spans.Count);
        Assert.InRange(receiver.Requests, 10, 100);
    }

    [Fact]
    public async Task An_endpoint_that_comes_back_gets_what_waited_and_each_outage_is_told_once()
    {
        var log = new LogLines();
        using var source = new ActivitySource(TestTracing.SourceName("outage"));
        var first = await TraceReceiver.StartAsync();
        var port = first.Port;
        await using var tracing = OtelTracing.Start(TestTracing.Config(first), t => t.WithFilter(source.Name), log);
        TestTracing.Record(source, "before");
        Assert.True(tracing.Flush(TimeSpan.FromSeconds(60)));
        await first.DisposeAsync();

        for (var i = 0; i < 5; i++)
        {
            TestTracing.Record(source, $"during {i}");
            await Task.Delay(30, TestContext.Current.CancellationToken);
        }

        await TestTracing.Until(() => log.Of(7004).Count > 0);
        Assert.Empty(log.Of(7005));

        await using var second = await TraceReceiver.StartAsync(port: port);
        await TestTracing.Until(() => second.Spans.Count == 5);
        TestTracing.Record(source, "after");
        Assert.True(tracing.Flush(TimeSpan.FromSeconds(60)));

        Assert.Equal(["during 0", "during 1", "during 2", "during 3", "during 4", "after"], second.Spans.Select(span => span.Name));
        Assert.Contains($"endpoint http://127.0.0.1:{port} does not take spans", Assert.Single(log.Of(7004)), StringComparison.Ordinal);
        Assert.Contains("takes spans again", Assert.Single(log.Of(7005)), StringComparison.Ordinal);
        Assert.Equal(0, tracing.DroppedSpans);
        Assert.Equal(7, tracing.ExportedSpans);
    }

    [Fact]
    public async Task With_no_endpoint_nothing_waits_and_each_span_is_counted_as_dropped()
    {
        // A port that was free a moment ago.
        var gone = await TraceReceiver.StartAsync();
        var endpoint = gone.Endpoint;
        await gone.DisposeAsync();

        var log = new LogLines();
        using var source = new ActivitySource(TestTracing.SourceName("nowhere"));
        var tracing = OtelTracing.Start(
            TestTracing.Config(endpoint).WithMaxQueueSize(100).WithMaxExportBatchSize(10).WithShutdownTimeout(TimeSpan.FromSeconds(1)),
            t => t.WithFilter(source.Name), log);
        var reasons = new Dictionary<string, long>(StringComparer.Ordinal);
        using var listener = Listen(tracing, reasons);

        for (var i = 0; i < 5000; i++)
            TestTracing.Record(source, "lost");
        Assert.InRange(tracing.QueuedSpans, 0, 100);

        await tracing.DisposeAsync();
        Assert.Equal(5000, tracing.DroppedSpans);
        Assert.Equal(5000, reasons.Values.Sum());
        Assert.True(reasons["queue_full"] >= 4000);
        Assert.Single(log.Of(7004));
        Assert.Empty(log.Of(7005));
    }

    [Fact]
    public async Task An_endpoint_that_never_answers_does_not_hold_the_application_or_its_end()
    {
        // Accepts connections and is silent.
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        using var source = new ActivitySource(TestTracing.SourceName("silent"));
        var tracing = OtelTracing.Start(
            TestTracing.Config(new Uri($"http://{silent.LocalEndpoint}")).WithMaxQueueSize(10).WithShutdownTimeout(TimeSpan.FromMilliseconds(200)),
            t => t.WithFilter(source.Name), new LogLines());
        for (var i = 0; i < 1000; i++)
            TestTracing.Record(source, "lost");

        Assert.False(tracing.Flush(TimeSpan.FromMilliseconds(50)));
        await tracing.DisposeAsync();

        // The batch under way is neither sent nor given up; all others are accounted for.
        Assert.InRange(tracing.DroppedSpans, 980, 1000);
        Assert.Equal(0, tracing.ExportedSpans);
    }

    [Theory]
    [InlineData(true, "14", "gRPC status 14, said the test")]
    [InlineData(false, "503", "HTTP status 503")]
    public async Task A_refusal_that_may_pass_is_tried_again(bool grpc, string status, string reason)
    {
        await using var receiver = await TraceReceiver.StartAsync(grpc, refusal: request => request <= 2 ? status : null);
        using var source = new ActivitySource(TestTracing.SourceName("busy"));
        var log = new LogLines();
        await using var tracing = OtelTracing.Start(
            TestTracing.Config(receiver).WithProtocol(grpc ? OtlpProtocol.Grpc : OtlpProtocol.HttpProtobuf), t => t.WithFilter(source.Name), log);
        TestTracing.Record(source, "patient");
        Assert.True(tracing.Flush(TimeSpan.FromSeconds(60)));

        Assert.Equal(3, receiver.Requests);
        Assert.Equal("patient", Assert.Single(receiver.Spans).Name);
        Assert.Contains(reason, Assert.Single(log.Of(7004)), StringComparison.Ordinal);
        Assert.Equal(0, tracing.DroppedSpans);
    }

    [Theory]
    [InlineData(true, "16")]
    [InlineData(false, "400")]
    public async Task A_refusal_that_will_not_pass_is_not_tried_again(bool grpc, string status)
    {
        await using var receiver = await TraceReceiver.StartAsync(grpc, refusal: _ => status);
        using var source = new ActivitySource(TestTracing.SourceName("refused"));
        await using var tracing = OtelTracing.Start(
            TestTracing.Config(receiver).WithProtocol(grpc ? OtlpProtocol.Grpc : OtlpProtocol.HttpProtobuf), t => t.WithFilter(source.Name), new LogLines());
        TestTracing.Record(source, "wrong");
        Assert.True(tracing.Flush(TimeSpan.FromSeconds(60)));

        Assert.Equal(1, receiver.Requests);
        Assert.Equal(1, tracing.DroppedSpans);
    }

    [Fact]
    public async Task Many_threads_lose_nothing_that_fits_and_count_the_rest()
    {
        await using var receiver = await TraceReceiver.StartAsync();
        using var source = new ActivitySource(TestTracing.SourceName("threads"));
        var tracing = OtelTracing.Start(
            TestTracing.Config(receiver).WithMaxQueueSize(500).WithMaxExportBatchSize(50).WithShutdownTimeout(TimeSpan.FromSeconds(60)),
            t => t.WithFilter(source.Name), new LogLines());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 5000; i++)
                TestTracing.Record(source, "span");
        })));
        await tracing.DisposeAsync();

        Assert.Equal(receiver.Spans.Count, tracing.ExportedSpans);
        Assert.Equal(20_000, tracing.ExportedSpans + tracing.DroppedSpans);
    }

    [Fact]
    public async Task What_ends_after_the_stop_does_no_harm()
    {
        await using var receiver = await TraceReceiver.StartAsync();
        using var source = new ActivitySource(TestTracing.SourceName("late"));
        var tracing = OtelTracing.Start(TestTracing.Config(receiver), t => t.WithFilter(source.Name), new LogLines());
        var late = source.StartActivity("late");
        tracing.Dispose();
        late!.Dispose();
        await tracing.DisposeAsync();

        Assert.True(tracing.Flush(TimeSpan.FromSeconds(1)) || tracing.QueuedSpans == 0);
        Assert.Empty(receiver.Spans);
        Assert.False(source.HasListeners());
    }

    [Fact]
    public void Disabled_by_the_environment_nothing_is_recorded()
    {
        var log = new LogLines();
        using var source = new ActivitySource(TestTracing.SourceName("disabled"));
        using var tracing = OtelTracing.Start(
            new OtelConfig().WithEnvironment(name => name == "OTEL_SDK_DISABLED" ? "true" : null), t => t.WithFilter(source.Name), log);

        Assert.False(source.HasListeners());
        Assert.Equal("OpenTelemetry subsystem disabled by OTEL_SDK_DISABLED", Assert.Single(log.All).Text);
        Assert.True(tracing.Flush(TimeSpan.Zero));
    }

    [Fact]
    public void Variables_that_were_ignored_are_logged()
    {
        var log = new LogLines();
        using var tracing = OtelTracing.Start(
            new OtelConfig().WithEnvironment(name => name == "OTEL_TRACES_SAMPLER" ? "dice" : null), t => t.WithFilter("off"), log);
        Assert.StartsWith("OTEL_TRACES_SAMPLER is \"dice\" and is ignored", Assert.Single(log.Of(7003)), StringComparison.Ordinal);
    }

    private static MeterListener Listen(OtelTracing tracing, Dictionary<string, long> reasons)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, tracing) && instrument.Name == "vivace.otel.spans.dropped")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, spans, tags, _) =>
        {
            lock (reasons)
            {
                var reason = (string)tags[0].Value!;
                reasons[reason] = reasons.GetValueOrDefault(reason) + spans;
            }
        });
        listener.Start();
        return listener;
    }
}
