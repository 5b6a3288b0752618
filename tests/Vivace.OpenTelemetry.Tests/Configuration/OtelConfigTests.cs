using System.Reflection;
using Xunit;

namespace Vivace.OpenTelemetry.Tests.Configuration;

public sealed class OtelConfigTests
{
    [Fact]
    public void Defaults_are_those_of_the_guide()
    {
        var config = new OtelConfig();
        var version = Assembly.GetEntryAssembly()!.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

        Assert.Equal("reifydb", config.ServiceName);
        Assert.Equal(version.Split('+')[0], config.ServiceVersion);
        Assert.Equal(new Uri("http://localhost:4317"), config.Endpoint);
        Assert.Equal(OtlpProtocol.Grpc, config.Protocol);
        Assert.Equal(1.0, config.SampleRatio);
        Assert.Equal(TimeSpan.FromSeconds(5), config.ScheduledDelay);
        Assert.Equal(512, config.MaxExportBatchSize);
        Assert.Equal(2048, config.MaxQueueSize);
        Assert.Equal(TimeSpan.FromSeconds(30), config.ExportTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), config.ShutdownTimeout);
        Assert.Empty(config.Headers);
        Assert.Empty(config.ResourceAttributes);
    }

    [Theory]
    [InlineData(-0.5, 0.0)]
    [InlineData(double.NegativeInfinity, 0.0)]
    [InlineData(0.25, 0.25)]
    [InlineData(1.5, 1.0)]
    [InlineData(double.PositiveInfinity, 1.0)]
    public void The_sample_ratio_is_clamped(double said, double kept) =>
        Assert.Equal(kept, new OtelConfig().WithSampleRatio(said).SampleRatio);

    [Fact]
    public void Wrong_values_are_refused_with_the_reason()
    {
        Refused(c => c.WithServiceName(" "), "The service name is empty");
        Refused(c => c.WithServiceVersion(""), "The service version is empty");
        Refused(c => c.WithEndpoint(""), "The endpoint is empty");
        Refused(c => c.WithEndpoint("localhost"), "is not an absolute URL");
        Refused(c => c.WithEndpoint("localhost:4317"), "has the scheme \"localhost\"; it must be http or https");
        Refused(c => c.WithEndpoint("ftp://here"), "has the scheme \"ftp\"");
        Refused(c => c.WithEndpoint("http://me:secret@here"), "send credentials as a header");
        Refused(c => c.WithEndpoint("http://here/#there"), "has a fragment");
        Refused(c => c.WithProtocol((OtlpProtocol)7), "must be Grpc or HttpProtobuf");
        Refused(c => c.WithSampleRatio(double.NaN), "not a number; it must be from 0 to 1");
        Refused(c => c.WithScheduledDelay(TimeSpan.Zero), "The scheduled delay is 0 ms; it must be from 1 ms to 24 days");
        Refused(c => c.WithExportTimeout(Timeout.InfiniteTimeSpan), "The export timeout is -1 ms");
        Refused(c => c.WithShutdownTimeout(TimeSpan.FromDays(25)), "it must be from 1 ms to 24 days");
        Refused(c => c.WithMaxExportBatchSize(0), "The export batch size is 0; it must be from 1 to 1,000,000 spans");
        Refused(c => c.WithMaxQueueSize(1_000_001), "The queue size is 1000001");
        Refused(c => c.WithMaxQueueSize(100).WithMaxExportBatchSize(101), "The export batch size (101) is above the queue size (100)");
        Refused(c => c.WithMaxExportBatchSize(101).WithMaxQueueSize(100), "The export batch size (101) is above the queue size (100)");
        Refused(c => c.WithResourceAttribute("", "x"), "The key of a resource attribute is empty");
        Refused(c => c.WithHeader("x y", "v"), "has a character at position 2");
        Refused(c => c.WithHeader("content-type", "v"), "is set by the exporter itself");

        static void Refused(Func<OtelConfig, OtelConfig> set, string reason) =>
            Assert.Contains(reason, Assert.ThrowsAny<ArgumentException>(() => set(new OtelConfig())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_header_does_not_show_its_value()
    {
        var refusal = Assert.Throws<ArgumentException>(() => new OtelConfig().WithHeader("authorization", "Bearer s3cret\r\n"));
        Assert.DoesNotContain("s3cret", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("position 14", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_that_was_said_moves_the_default_of_the_other()
    {
        Assert.Equal(100, new OtelConfig().WithMaxQueueSize(100).MaxExportBatchSize);
        Assert.Equal(5000, new OtelConfig().WithMaxExportBatchSize(5000).MaxQueueSize);
        var settings = new OtelConfig().WithEnvironment(_ => null).WithMaxQueueSize(100).Resolve();
        Assert.Equal((100, 100), (settings.MaxExportBatchSize, settings.MaxQueueSize));
    }
}
