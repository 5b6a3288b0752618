using Spectre.Console;
using Vivace.OpenTelemetry;

namespace ReifyDb.Workload;

/// <summary>The program from start to end.</summary>
internal static class WorkloadProgram
{
    /// <summary>How long an end in order may take: a statement's answer is waited for up to 60 s, the last spans take up to 5 s. sample.yml gives 70 s.</summary>
    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(67);

    /// <summary>Runs the workload.</summary>
    /// <returns>The exit code: 0 done, 1 no server.</returns>
    public static async Task<int> RunAsync(WorkloadOptions options, bool withServer, CancellationToken cancellationToken)
    {
        // Traces begin here, at the client; the server's spans hang below.
        var otel = new OtelConfig();
        if (Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME") is not { Length: > 0 })
            otel.WithServiceName("reifydb-workload");
        await using var tracing = OtelTracing.Start(otel, t => t.WithFilter("warn,vivace.opentelemetry=info,workload=trace"));
        await using var server = withServer ? ServerChild.Start() : null;
        var run = new WorkloadRun(options, TimeProvider.System);
        try
        {
            await run.PrepareAsync(cancellationToken);
        }
        catch (WorkloadException wrong)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{wrong.Message}[/]");
            if (server is { HasEnded: true })
                AnsiConsole.WriteLine(server.LastLines);
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }

        var display = new ProgressDisplay(AnsiConsole.Console, run.Tally, options.Duration, TimeProvider.System);
        await display.ShowAsync(run.RunAsync(cancellationToken));
        if (run.Tally.Take().SlowestTraceId is { } traceId)
            await Console.Out.WriteLineAsync($"The slowest statement's trace: curl -s localhost:3200/api/v2/traces/{traceId}");
        return 0;
    }
}
