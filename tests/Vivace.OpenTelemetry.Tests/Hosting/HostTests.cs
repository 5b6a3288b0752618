using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Vivace.OpenTelemetry.Tests.Support;
using Xunit;

namespace Vivace.OpenTelemetry.Tests.Hosting;

public sealed class HostTests
{
    [Fact]
    public async Task A_host_starts_tracing_and_sends_what_waits_after_its_last_service_has_stopped()
    {
        await using var receiver = await TraceReceiver.StartAsync();
        using var source = new ActivitySource(TestTracing.SourceName("hosted"));
        var log = new LogLines();
        var builder = Builder(log);
        builder.Services.AddHostedService(_ => new Worker(source));
        builder.Services.AddOtelTracing(
            TestTracing.Config(receiver).WithServiceName("hosted").WithScheduledDelay(TimeSpan.FromHours(1)),
            t => t.WithFilter($"vivace=info,{source.Name}=trace"));
        using (var host = builder.Build())
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
            Assert.Equal("hosted", host.Services.GetRequiredService<OtelTracing>().Settings.ServiceName);
            await host.StopAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(["worker starts", "worker stops"], receiver.Spans.Where(s => s.Source == source.Name).Select(span => span.Name));
        Assert.Single(log.Of(7001));
        Assert.Single(log.Of(7006));
    }

    [Fact]
    public void The_filter_applies_to_loggers_and_comes_before_configured_levels()
    {
        var log = new LogLines();
        var builder = Builder(log);
        builder.Configuration["Logging:LogLevel:Default"] = "Error";
        builder.Configuration["Logging:LogLevel:Shop.Orders"] = "None";
        builder.Services.AddOtelTracing(Silent(), t => t.WithFilter("warn,shop=debug,shop.noise=off"));
        using var host = builder.Build();
        var loggers = host.Services.GetRequiredService<ILoggerFactory>();

        Assert.True(loggers.CreateLogger("Shop.Orders").IsEnabled(LogLevel.Debug));
        Assert.False(loggers.CreateLogger("Shop.Orders").IsEnabled(LogLevel.Trace));
        Assert.False(loggers.CreateLogger("Shop.Noise.Loud").IsEnabled(LogLevel.Critical));
        Assert.True(loggers.CreateLogger("Elsewhere").IsEnabled(LogLevel.Warning));
        Assert.False(loggers.CreateLogger("Elsewhere").IsEnabled(LogLevel.Information));
    }

    [Fact]
    public void A_filter_without_a_level_for_all_silences_other_loggers()
    {
        var builder = Builder(new LogLines());
        builder.Services.AddOtelTracing(Silent(), t => t.WithFilter("shop=info"));
        using var host = builder.Build();
        Assert.False(host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Elsewhere").IsEnabled(LogLevel.Critical));
    }

    [Fact]
    public void Without_a_filter_logging_stays_as_it_was()
    {
        var builder = Builder(new LogLines());
        builder.Logging.AddFilter("Shop", LogLevel.Error);
        builder.Services.AddOtelTracing(Silent());
        using var host = builder.Build();
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Orders");
        Assert.True(logger.IsEnabled(LogLevel.Error));
        Assert.False(logger.IsEnabled(LogLevel.Warning));
    }

    [Fact]
    public void Mistakes_are_refused_when_services_are_added()
    {
        var services = new ServiceCollection();
        Assert.Throws<FilterFormatException>(() => services.AddOtelTracing(Silent(), t => t.WithFilter("info,,")));
        services.AddOtelTracing(Silent());
        Assert.Throws<InvalidOperationException>(() => services.AddOtelTracing(Silent()));
    }

    private static OtelConfig Silent() => new OtelConfig().WithEnvironment(name => name == "OTEL_SDK_DISABLED" ? "true" : null);

    private static HostApplicationBuilder Builder(LogLines log)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddProvider(log);
        return builder;
    }

    private sealed class Worker(ActivitySource source) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            TestTracing.Record(source, "worker starts");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            TestTracing.Record(source, "worker stops");
            return Task.CompletedTask;
        }
    }
}
