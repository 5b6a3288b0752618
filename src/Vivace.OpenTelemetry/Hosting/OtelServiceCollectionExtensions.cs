using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Vivace.OpenTelemetry;
using Vivace.OpenTelemetry.Consoles;
using Vivace.OpenTelemetry.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds tracing to an application with a host.</summary>
public static class OtelServiceCollectionExtensions
{
    /// <summary>Adds tracing that starts and stops with the host. The filter, where there is one, replaces the application's rules
    /// for logging, except rules for a single logging provider.</summary>
    /// <param name="services">The application's services. <see cref="OtelTracing"/> becomes one of them.</param>
    /// <param name="config">Where spans go; null for environment and defaults.</param>
    /// <param name="configure">What is recorded; null for the default.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="FilterFormatException">The filter cannot be read.</exception>
    /// <exception cref="InvalidOperationException">Tracing was added before.</exception>
    public static IServiceCollection AddOtelTracing(
        this IServiceCollection services, OtelConfig? config = null, Action<TracingConfig>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ServiceType == typeof(OtelTracing)))
            throw new InvalidOperationException("Tracing was added to these services before; a second call would send every span twice.");

        var tracing = new TracingConfig();
        configure?.Invoke(tracing);
        var settings = (config ?? new OtelConfig()).Resolve();

        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        if (tracing.ChosenFilter is { } filter)
        {
            services.PostConfigure<LoggerFilterOptions>(options =>
            {
                foreach (var rule in options.Rules.Where(rule => rule.ProviderName is null).ToList())
                    options.Rules.Remove(rule);
                foreach (var rule in filter.ToLoggerRules())
                    options.Rules.Add(rule);
            });
        }

        ConsoleOutput? console = null;
        if (tracing.Console is { } consoleConfig)
        {
            console = new ConsoleOutput(consoleConfig, TimeProvider.System);
            services.AddSingleton<ILoggerProvider>(new ConsoleLoggerProvider(console));
        }

        services.AddSingleton(provider => OtelTracing.Start(
            settings, tracing, provider.GetRequiredService<ILoggerFactory>(), console, provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<OtelHostedService>();
        return services;
    }
}
