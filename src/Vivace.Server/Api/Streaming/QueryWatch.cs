using Vivace.Store;

namespace Vivace.Server.Api.Streaming;

/// <summary>Runs a query and shows its results so far, at most once per interval.</summary>
/// <param name="interval">Least time between two of them, and before the first.</param>
/// <param name="time">Measures it.</param>
internal sealed class QueryWatch(TimeSpan interval, TimeProvider time)
{
    /// <summary>Runs a query to its end.</summary>
    /// <param name="run">Starts it.</param>
    /// <param name="progress">What <paramref name="run"/> reports to.</param>
    /// <param name="show">Shows the reports of the tenants that have reported.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public Task<TResult> RunAsync<TResult, TReport>(
        Func<CancellationToken, Task<TResult>> run,
        FederatedProgress<TReport> progress,
        Func<IReadOnlyList<TReport>, ValueTask> show,
        CancellationToken cancellationToken)
        where TReport : class => RunAsync(run, progress.NextAsync, () => show(progress.Latest), cancellationToken);

    /// <summary>Runs a query that all tenants answer together to its end.</summary>
    /// <param name="run">Starts it.</param>
    /// <param name="progress">What <paramref name="run"/> reports to.</param>
    /// <param name="show">Shows the latest report.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public Task<TResult> RunAsync<TResult, TReport>(
        Func<CancellationToken, Task<TResult>> run,
        QueryProgress<TReport> progress,
        Func<TReport, ValueTask> show,
        CancellationToken cancellationToken)
        where TReport : class => RunAsync(run, progress.NextAsync, () => show(progress.Latest!), cancellationToken);

    private async Task<TResult> RunAsync<TResult>(
        Func<CancellationToken, Task<TResult>> run,
        Func<Task> nextAsync,
        Func<ValueTask> showAsync,
        CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = run(stop.Token);
        try
        {
            while (true)
            {
                await Task.WhenAny(running, Task.Delay(interval, time, stop.Token));
                if (!running.IsCompleted)
                    await Task.WhenAny(running, nextAsync());
                if (running.IsCompleted)
                    return await running;
                await showAsync();
            }
        }
        finally
        {
            // When showing failed, the query is stopped and waited for: nothing runs on after the call.
            await stop.CancelAsync();
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
