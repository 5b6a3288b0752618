using System.Diagnostics;
using Vivace.Server.Configuration;
using Vivace.Server.Hosting.Logging;
using Vivace.Server.Metrics;

namespace Vivace.Server.Hosting;

/// <summary>The server from start to stop: lock the folders, open the ports, replay the log, serve, and on a signal all that in
/// reverse.</summary>
internal static class VivaceProcess
{
    private const int ThreadsPerProcessor = 4;

    /// <summary>Serves until a signal comes.</summary>
    /// <exception cref="StartFailedException">It cannot start; the message is for the operator.</exception>
    public static async Task RunAsync(
        VivaceOptions options, LoadedConfig config, string configurationName, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var time = TimeProvider.System;
        ReserveThreads();
        await using var provider = new VivaceLoggerProvider(Console.OpenStandardError(), options.Logging, time);
        using var errors = new RecentErrors(time);
        using var loggers = new LoggerFactory([provider, errors], new LoggerFilterOptions { MinLevel = options.Logging.MinimumLevel });
        var logger = loggers.CreateLogger("Vivace.Server");
        using var signals = new ShutdownSignals();

        using var folders = DataFolderLock.Acquire(
            (options.Storage.BlocksPath, "storage.trace.local.path"), (options.Storage.LogPath, "storage.trace.wal.path"));
        HostingLog.Starting(logger, BuildDescription.Current.Version, configurationName, Environment.ProcessId);
        LogProblems(config, logger);

        var readiness = new Readiness();
        await using var parts = new ServerParts(options, config, readiness, errors, time, loggers);
        await using var server = await VivaceServer.StartAsync(options, parts.Listeners, time, loggers, cancellationToken);
        server.LogListeners();
        HostingLog.DataFolders(
            logger, options.Storage.BlocksPath, options.Storage.LogPath, options.Storage.Sync,
            ScalarParser.FormatDuration(options.Storage.BlockRetention.Ticks * 100));
        WarnWhenUnreachable(options, logger);

        using var opening = CancellationTokenSource.CreateLinkedTokenSource(signals.Impatience, cancellationToken);
        var open = Task.Run(() => parts.OpenAsync(opening.Token), opening.Token);
        if (await Task.WhenAny(open, signals.First) == open)
        {
            await open;
            HostingLog.Ready(logger, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds, FirstTrace(server));
        }

        var signal = await signals.First.WaitAsync(cancellationToken);
        parts.BeginStop();
        HostingLog.Stopping(logger, signal, options.Server.ShutdownDelay, options.Server.GracefulShutdownTimeout);
        await DelayAsync(options.Server.ShutdownDelay, time, signals.Impatience);
        await StopAsync(server, options.Server.GracefulShutdownTimeout, time, signals.Impatience);
        if (!open.IsCompleted)
            await opening.CancelAsync();
        await open.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await parts.DisposeAsync();
        HostingLog.Stopped(logger);
    }

    /// <summary>Queries evaluate as many row groups at a time as there are processors, without pausing. Requests that need a moment,
    /// such as a trace by id, must find a thread beside them at once.</summary>
    private static void ReserveThreads()
    {
        ThreadPool.GetMinThreads(out var workers, out var completion);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount * ThreadsPerProcessor), completion);
    }

    private static async Task StopAsync(VivaceServer server, TimeSpan timeout, TimeProvider time, CancellationToken impatience)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, impatience);
        await server.StopAsync(either.Token);
    }

    private static async Task DelayAsync(TimeSpan delay, TimeProvider time, CancellationToken impatience)
    {
        if (delay > TimeSpan.Zero)
            await Task.Delay(delay, time, impatience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static void LogProblems(LoadedConfig config, ILogger logger)
    {
        foreach (var problem in config.Problems)
        {
            if (problem.Severity == ProblemSeverity.Notice)
                HostingLog.ConfigurationNotice(logger, problem.ToString());
            else
                HostingLog.ConfigurationWarning(logger, problem.ToString());
        }
    }

    private static void WarnWhenUnreachable(VivaceOptions options, ILogger logger)
    {
        if (options.Receivers.All(static receiver => receiver.Endpoint.IsLoopback)
            && Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") is "true" or "1")
            HostingLog.UnreachableInContainer(logger);
    }

    /// <summary>How to send a first trace, for whoever starts the server for the first time.</summary>
    private static string FirstTrace(VivaceServer server)
    {
        var page = server.Listeners.FirstOrDefault(static listener => listener.Role == ListenerRole.Web);
        var http = server.Listeners.FirstOrDefault(static listener => listener is { Role: ListenerRole.OtlpHttp, Tls: null });
        var grpc = server.Listeners.FirstOrDefault(static listener => listener is { Role: ListenerRole.OtlpGrpc, Tls: null });
        return (page is null ? "" : $"Web page: http{(page.Tls is null ? "" : "s")}://{Address(page)}. ") + SendBy();

        string SendBy() => grpc is not null ? $"Send traces: OTEL_EXPORTER_OTLP_ENDPOINT=http://{Address(grpc)} your-program"
            : http is not null ? $"Send traces: OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf OTEL_EXPORTER_OTLP_ENDPOINT=http://{Address(http)} your-program"
            : "Send traces by OTLP with TLS";

        static string Address(Listener listener)
        {
            var port = (listener.BoundTo.First() as System.Net.IPEndPoint)?.Port ?? listener.Endpoint.Port;
            return (listener.Endpoint with { Host = listener.Endpoint.ToString().StartsWith('*') ? "localhost" : listener.Endpoint.Host, Port = port }).ToString();
        }
    }
}
