using System.Diagnostics;
using ReifyDb.Tracing;

namespace ReifyDb.Engine;

/// <summary>Tries again while another session holds a table, with growing pauses.</summary>
internal sealed class LockRetry
{
    private const int MostEvents = 16;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider _time;
    private readonly Statistics _statistics;

    public LockRetry(TimeProvider time, Statistics statistics)
    {
        _time = time;
        _statistics = statistics;
    }

    /// <summary>Does it until it works.</summary>
    /// <param name="step">Gets an event for each try but the last.</param>
    /// <param name="attempt">Throws <see cref="EngineLockedException"/> where it has to be tried again.</param>
    /// <param name="cancellationToken">Ends the trying.</param>
    /// <returns>What it gave.</returns>
    /// <exception cref="DatabaseException">Busy: the token was cancelled while others held the table.</exception>
    public async Task<T> RunAsync<T>(Activity? step, Func<T> attempt, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromMilliseconds(1);
        for (var tries = 1; ; tries++)
        {
            try
            {
                var result = attempt();
                if (tries > 1)
                    step?.SetTag(Attributes.RetryCount, tries - 1);
                return result;
            }
            catch (EngineLockedException locked)
            {
                _statistics.Retry();
                if (tries <= MostEvents)
                    step.Event(Attributes.RetryEvent, ("retry.attempt", tries), ("retry.reason", locked.Message), ("retry.delay_ms", pause.TotalMilliseconds));

                try
                {
                    await Task.Delay(pause, _time, cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    step?.SetTag(Attributes.RetryCount, tries);
                    throw new DatabaseException(ErrorCode.Busy, "Other statements hold the table for too long; try again.", locked.EngineCode);
                }

                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }
}
