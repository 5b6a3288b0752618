using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Vivace.OpenTelemetry.Consoles;
using Vivace.OpenTelemetry.Export;
using Vivace.OpenTelemetry.Filtering;

namespace Vivace.OpenTelemetry;

/// <summary>Tracing that runs: activities of the sources that the filter lets pass go to the endpoint until this is disposed.
/// Disposing sends what waits, for at most <see cref="OtelSettings.ShutdownTimeout"/>.</summary>
/// <remarks>Safe for use by many threads. Nothing here waits for the endpoint on a thread of the application, except
/// <see cref="Flush"/> and disposal, which have deadlines.</remarks>
public sealed class OtelTracing : IDisposable, IAsyncDisposable
{
    private readonly ILogger _logger;
    private readonly ILoggerFactory? _ownLoggerFactory;
    private readonly OtelMetrics? _metrics;
    private readonly TracerProvider? _provider;
    private readonly SpanQueue? _queue;
    private readonly SourceListeners? _listeners;
    private readonly object _stopOnce = new();
    private Task? _stopping;

    private OtelTracing(
        OtelSettings settings, TracingConfig tracing, ILoggerFactory loggerFactory, bool ownsLoggerFactory, ConsoleOutput? console, TimeProvider time)
    {
        Settings = settings;
        LoggerFactory = loggerFactory;
        _ownLoggerFactory = ownsLoggerFactory ? loggerFactory : null;
        _logger = loggerFactory.CreateLogger(OtelLog.Category);
        foreach (var warning in settings.Warnings)
            OtelLog.VariableIgnored(_logger, warning);

        if (settings.Disabled)
        {
            OtelLog.Disabled(_logger);
            return;
        }

        // The SDK would set these with its first listener; ours are in place before its.
        Activity.DefaultIdFormat = ActivityIdFormat.W3C;
        Activity.ForceDefaultIdFormat = true;

        _metrics = new OtelMetrics(this, () => _queue?.Waiting ?? 0);
        var attempts = new AttemptObserver(ExporterFactory.Transport());
        var exporter = ExporterFactory.Create(settings, attempts);
        var health = new EndpointHealth(settings, _logger, _metrics, time);
        _queue = new SpanQueue(new RetryingExporter(exporter, attempts, health, _metrics, settings, time), settings, _metrics);

        // No sources: the provider gives processors their resource and stops them, SourceListeners feeds them.
        var builder = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Resource(settings)).AddProcessor(_queue).AddProcessor(new ExporterAnchor(exporter));
        BaseProcessor<Activity>[] processors = [_queue];
        if (console is not null && tracing.Console is { Spans: true })
        {
            var spans = new ConsoleSpanProcessor(console);
            builder.AddProcessor(spans);
            processors = [_queue, spans];
        }

        _provider = builder.Build();
        _listeners = new SourceListeners(
            tracing.ChosenFilter ?? TracingFilter.Default, SamplerFactory.Create(settings), SamplerFactory.CreateRoot(settings), processors);
        OtelLog.Started(_logger, settings.ServiceName, settings.Endpoint.OriginalString);
    }

    /// <summary>The settings in force.</summary>
    public OtelSettings Settings { get; }

    /// <summary>Makes loggers that obey the filter: the application's own factory, or that of <see cref="Start(OtelConfig?, Action{TracingConfig}?)"/>.</summary>
    public ILoggerFactory LoggerFactory { get; }

    /// <summary>Spans that the endpoint has taken since the start.</summary>
    public long ExportedSpans => _metrics?.ExportedSpans ?? 0;

    /// <summary>Spans that were lost since the start: no room in the queue, not taken by the endpoint, or left at the end. The
    /// counter <c>vivace.otel.spans.dropped</c> has them by reason.</summary>
    public long DroppedSpans => _metrics?.DroppedSpans ?? 0;

    /// <summary>Finished spans that wait for export now.</summary>
    public int QueuedSpans => _queue?.Waiting ?? 0;

    /// <summary>Starts tracing in a program without a host. Log lines go to the console (standard error), unless
    /// <see cref="TracingConfig.WithoutConsole"/> says otherwise; without a filter, from level info.</summary>
    /// <param name="config">Where spans go; null for environment and defaults.</param>
    /// <param name="configure">What is recorded; null for the default.</param>
    /// <returns>Tracing that runs; dispose it at the end of the program.</returns>
    /// <exception cref="FilterFormatException">The filter cannot be read.</exception>
    public static OtelTracing Start(OtelConfig? config = null, Action<TracingConfig>? configure = null)
    {
        var tracing = new TracingConfig();
        configure?.Invoke(tracing);
        if (tracing is { Console: null, ConsoleOff: false })
            tracing.WithConsole();

        var settings = (config ?? new OtelConfig()).Resolve();
        var console = tracing.Console is null ? null : new ConsoleOutput(tracing.Console, TimeProvider.System);
        if (console is null)
            return new OtelTracing(settings, tracing, NullLoggerFactory.Instance, ownsLoggerFactory: false, console: null, TimeProvider.System);

        // Not by LoggerFactory.Create: the rules are complete, and no container is needed.
        var rules = new LoggerFilterOptions { MinLevel = LogLevel.Information };
        if (tracing.ChosenFilter is { } filter)
        {
            foreach (var rule in filter.ToLoggerRules())
                rules.Rules.Add(rule);
        }

        var factory = new LoggerFactory([new ConsoleLoggerProvider(console)], rules);
        return new OtelTracing(settings, tracing, factory, ownsLoggerFactory: true, console, TimeProvider.System);
    }

    /// <summary>Starts tracing in a program that has loggers of its own, to which this writes; the filter applies to activities, and
    /// the application's loggers stay as they are.</summary>
    /// <param name="config">Where spans go; null for environment and defaults.</param>
    /// <param name="configure">What is recorded; null for the default.</param>
    /// <param name="loggerFactory">The application's; not disposed here.</param>
    /// <param name="time">Measures outages and retries; null for the system's time.</param>
    /// <returns>Tracing that runs; dispose it at the end of the program.</returns>
    /// <exception cref="FilterFormatException">The filter cannot be read.</exception>
    public static OtelTracing Start(
        OtelConfig? config, Action<TracingConfig>? configure, ILoggerFactory loggerFactory, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(loggerFactory);
        var tracing = new TracingConfig();
        configure?.Invoke(tracing);
        var console = tracing.Console is null ? null : new ConsoleOutput(tracing.Console, time ?? TimeProvider.System);
        return Start((config ?? new OtelConfig()).Resolve(), tracing, loggerFactory, console, time ?? TimeProvider.System);
    }

    internal static OtelTracing Start(
        OtelSettings settings, TracingConfig tracing, ILoggerFactory loggerFactory, ConsoleOutput? console, TimeProvider time) =>
        new(settings, tracing, loggerFactory, ownsLoggerFactory: false, console, time);

    /// <summary>Sends what waits now and waits for it.</summary>
    /// <param name="timeout">The longest this may take, up to 24 days.</param>
    /// <returns>True if every span that had ended before was handed to the endpoint or given up; false at the deadline.</returns>
    public bool Flush(TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        return _queue?.ForceFlush((int)Math.Min(timeout.TotalMilliseconds, int.MaxValue)) ?? true;
    }

    /// <summary>As <see cref="Flush"/>, without holding the caller's thread.</summary>
    /// <param name="timeout">The longest this may take, up to 24 days.</param>
    /// <param name="cancellationToken">Gives up waiting; what waits is still sent.</param>
    /// <returns>True if every span that had ended before was handed to the endpoint or given up; false at the deadline.</returns>
    public Task<bool> FlushAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        Task.Run(() => Flush(timeout), cancellationToken).WaitAsync(cancellationToken);

    /// <summary>Stops recording and sends what waits, for at most <see cref="OtelSettings.ShutdownTimeout"/>.</summary>
    public void Dispose() => StopOnce().GetAwaiter().GetResult();

    /// <summary>As <see cref="Dispose"/>, without holding the caller's thread.</summary>
    /// <returns>Completes when everything was sent or the deadline has passed.</returns>
    public async ValueTask DisposeAsync() => await StopOnce().ConfigureAwait(false);

    private static ResourceBuilder Resource(OtelSettings settings)
    {
        var attributes = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            // One process, one instance: tells replicas apart where nobody has named them.
            ["service.instance.id"] = Guid.NewGuid().ToString(),
        };
        foreach (var (key, value) in settings.ResourceAttributes)
            attributes[key] = value;

        attributes["service.name"] = settings.ServiceName;
        attributes["service.version"] = settings.ServiceVersion;
        return ResourceBuilder.CreateEmpty().AddTelemetrySdk().AddAttributes(attributes);
    }

    private Task StopOnce()
    {
        lock (_stopOnce)
            return _stopping ??= Task.Run(Stop);
    }

    private void Stop()
    {
        if (_provider is not null)
        {
            _listeners?.Dispose();
            _provider.Shutdown((int)Settings.ShutdownTimeout.TotalMilliseconds);
            OtelLog.Stopped(_logger, ExportedSpans, DroppedSpans);
            _provider.Dispose();
            _metrics?.Dispose();
        }

        _ownLoggerFactory?.Dispose();
    }
}
