using Xunit;

namespace Vivace.OpenTelemetry.Tests.Configuration;

public sealed class EnvironmentTests
{
    public static TheoryData<string, string, Func<OtelSettings, object>, object> Variables => new()
    {
        { "OTEL_SERVICE_NAME", "orders", s => s.ServiceName, "orders" },
        { "OTEL_RESOURCE_ATTRIBUTES", "service.name=orders,service.version=1.2", s => (s.ServiceName, s.ServiceVersion), ("orders", "1.2") },
        { "OTEL_RESOURCE_ATTRIBUTES", "a=b%2Cc, d = e ,,", s => (s.ResourceAttributes["a"], s.ResourceAttributes["d"]), ("b,c", "e") },
        { "OTEL_EXPORTER_OTLP_ENDPOINT", "http://traces:4317", s => s.RequestAddress, new Uri("http://traces:4317") },
        { "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "https://traces/own", s => s.RequestAddress, new Uri("https://traces/own") },
        { "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", s => s.Protocol, OtlpProtocol.Grpc },
        { "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", s => (s.Protocol, s.RequestAddress), (OtlpProtocol.HttpProtobuf, new Uri("http://localhost:4318/v1/traces")) },
        { "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf", s => s.Protocol, OtlpProtocol.HttpProtobuf },
        { "OTEL_EXPORTER_OTLP_HEADERS", "x-scope-orgid=shop,authorization=Basic%20YTpi", s => (s.Headers["X-Scope-OrgID"], s.Headers["authorization"]), ("shop", "Basic YTpi") },
        { "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "a=1", s => s.Headers["a"], "1" },
        { "OTEL_EXPORTER_OTLP_TIMEOUT", "2500", s => s.RequestTimeout, TimeSpan.FromSeconds(2.5) },
        { "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "50", s => s.RequestTimeout, TimeSpan.FromMilliseconds(50) },
        { "OTEL_EXPORTER_OTLP_TIMEOUT", "60000", s => s.RequestTimeout, TimeSpan.FromSeconds(30) },
        { "OTEL_TRACES_SAMPLER", "always_on", s => s.Sampler, OtelSampler.AlwaysOn },
        { "OTEL_TRACES_SAMPLER", "always_off", s => s.Sampler, OtelSampler.AlwaysOff },
        { "OTEL_TRACES_SAMPLER", "traceidratio", s => s.Sampler, OtelSampler.TraceIdRatio },
        { "OTEL_TRACES_SAMPLER", "parentbased_always_on", s => s.Sampler, OtelSampler.ParentBasedAlwaysOn },
        { "OTEL_TRACES_SAMPLER", "parentbased_always_off", s => s.Sampler, OtelSampler.ParentBasedAlwaysOff },
        { "OTEL_TRACES_SAMPLER", "parentbased_traceidratio", s => s.Sampler, OtelSampler.ParentBasedTraceIdRatio },
        { "OTEL_TRACES_SAMPLER_ARG", "0.1", s => s.SampleRatio, 0.1 },
        { "OTEL_BSP_SCHEDULE_DELAY", "100", s => s.ScheduledDelay, TimeSpan.FromMilliseconds(100) },
        { "OTEL_BSP_EXPORT_TIMEOUT", "1000", s => (s.ExportTimeout, s.RequestTimeout), (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)) },
        { "OTEL_BSP_MAX_QUEUE_SIZE", "64", s => (s.MaxQueueSize, s.MaxExportBatchSize), (64, 64) },
        { "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "4096", s => (s.MaxQueueSize, s.MaxExportBatchSize), (4096, 4096) },
        { "OTEL_SDK_DISABLED", "TRUE", s => s.Disabled, true },
        { "OTEL_SDK_DISABLED", "false", s => s.Disabled, false },
        { "OTEL_SERVICE_NAME", "  ", s => s.ServiceName, "reifydb" },
    };

    public static TheoryData<string, string> WrongVariables => new()
    {
        { "OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317" },
        { "OTEL_EXPORTER_OTLP_PROTOCOL", "http/json" },
        { "OTEL_EXPORTER_OTLP_TIMEOUT", "-1" },
        { "OTEL_EXPORTER_OTLP_TIMEOUT", "10s" },
        { "OTEL_EXPORTER_OTLP_HEADERS", "no-equals-sign" },
        { "OTEL_EXPORTER_OTLP_HEADERS", "a b=c" },
        { "OTEL_RESOURCE_ATTRIBUTES", "=value" },
        { "OTEL_TRACES_SAMPLER", "jaeger_remote" },
        { "OTEL_TRACES_SAMPLER_ARG", "1.5" },
        { "OTEL_TRACES_SAMPLER_ARG", "NaN" },
        { "OTEL_TRACES_SAMPLER_ARG", "0,5" },
        { "OTEL_BSP_SCHEDULE_DELAY", "0" },
        { "OTEL_BSP_MAX_QUEUE_SIZE", "many" },
        { "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "99999999999" },
        { "OTEL_SDK_DISABLED", "yes" },
    };

    [Theory]
    [MemberData(nameof(Variables))]
    public void A_variable_is_in_force(string name, string value, Func<OtelSettings, object> setting, object expected)
    {
        var settings = Resolve(new OtelConfig(), (name, value));
        Assert.Equal(expected, setting(settings));
        Assert.Empty(settings.Warnings);
    }

    [Theory]
    [MemberData(nameof(WrongVariables))]
    public void A_wrong_variable_is_named_and_as_good_as_not_set(string name, string value)
    {
        var settings = Resolve(new OtelConfig(), (name, value));
        var defaults = Resolve(new OtelConfig());

        Assert.Contains(name, Assert.Single(settings.Warnings), StringComparison.Ordinal);
        Assert.Equivalent(Comparable(defaults), Comparable(settings));

        static object Comparable(OtelSettings s) => new
        {
            s.ServiceName,
            s.RequestAddress,
            s.Protocol,
            s.Sampler,
            s.SampleRatio,
            s.ScheduledDelay,
            s.MaxExportBatchSize,
            s.MaxQueueSize,
            s.ExportTimeout,
            s.RequestTimeout,
            Attributes = s.ResourceAttributes.Count,
            Headers = s.Headers.Count,
            s.Disabled,
        };
    }

    [Fact]
    public void Code_comes_before_the_environment()
    {
        (string, string)[] environment =
        [
            ("OTEL_SERVICE_NAME", "from-environment"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://environment:1"),
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://environment:2/own"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "both=environment,one=environment"), ("OTEL_TRACES_SAMPLER", "always_off"),
            ("OTEL_TRACES_SAMPLER_ARG", "0.9"), ("OTEL_BSP_SCHEDULE_DELAY", "1"), ("OTEL_BSP_EXPORT_TIMEOUT", "1"),
            ("OTEL_BSP_MAX_QUEUE_SIZE", "1"), ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "1"),
            ("OTEL_RESOURCE_ATTRIBUTES", "both=environment,one=environment,service.version=9"),
        ];
        var settings = Resolve(
            new OtelConfig().WithServiceName("code").WithServiceVersion("1").WithEndpoint("http://code:4318/base/")
                .WithProtocol(OtlpProtocol.HttpProtobuf).WithHeader("both", "code").WithSampleRatio(0.5)
                .WithScheduledDelay(TimeSpan.FromSeconds(2)).WithExportTimeout(TimeSpan.FromSeconds(3))
                .WithMaxQueueSize(40).WithMaxExportBatchSize(20).WithResourceAttribute("both", "code"),
            environment);

        Assert.Equal("code", settings.ServiceName);
        Assert.Equal("1", settings.ServiceVersion);
        Assert.Equal(new Uri("http://code:4318/base/v1/traces"), settings.RequestAddress);
        Assert.Equal(OtlpProtocol.HttpProtobuf, settings.Protocol);
        Assert.Equal((OtelSampler.ParentBasedTraceIdRatio, 0.5), (settings.Sampler, settings.SampleRatio));
        Assert.Equal(TimeSpan.FromSeconds(2), settings.ScheduledDelay);
        Assert.Equal(TimeSpan.FromSeconds(3), settings.ExportTimeout);
        Assert.Equal((40, 20), (settings.MaxQueueSize, settings.MaxExportBatchSize));
        Assert.Equal(("code", "environment"), (settings.Headers["both"], settings.Headers["one"]));
        Assert.Equal(("code", "environment"), (settings.ResourceAttributes["both"], settings.ResourceAttributes["one"]));
        Assert.Empty(settings.Warnings);
    }

    [Fact]
    public void The_variable_of_traces_comes_before_the_general_one() =>
        Assert.Equal(new Uri("http://traces:1"), Resolve(
            new OtelConfig(),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://all:1"),
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://traces:1")).Endpoint);

    [Fact]
    public void The_name_of_the_service_comes_before_its_attribute() =>
        Assert.Equal("name", Resolve(
            new OtelConfig(), ("OTEL_SERVICE_NAME", "name"), ("OTEL_RESOURCE_ATTRIBUTES", "service.name=attribute")).ServiceName);

    [Fact]
    public void Sizes_at_odds_with_code_give_way_with_a_warning()
    {
        var batch = Resolve(new OtelConfig().WithMaxQueueSize(10), ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "20"));
        Assert.Equal((10, 10), (batch.MaxQueueSize, batch.MaxExportBatchSize));
        Assert.StartsWith("OTEL_BSP_MAX_EXPORT_BATCH_SIZE is ignored", Assert.Single(batch.Warnings), StringComparison.Ordinal);

        var queue = Resolve(new OtelConfig().WithMaxExportBatchSize(20), ("OTEL_BSP_MAX_QUEUE_SIZE", "10"));
        Assert.Equal((20, 20), (queue.MaxQueueSize, queue.MaxExportBatchSize));
        Assert.StartsWith("OTEL_BSP_MAX_QUEUE_SIZE is ignored", Assert.Single(queue.Warnings), StringComparison.Ordinal);
    }

    private static OtelSettings Resolve(OtelConfig config, params (string Name, string Value)[] environment)
    {
        var variables = environment.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);
        return config.WithEnvironment(name => variables.GetValueOrDefault(name)).Resolve();
    }
}
