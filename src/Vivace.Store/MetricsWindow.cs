namespace Vivace.Store;

/// <summary>The intervals of a metrics query: equally long, one after the other, each open on the left and closed on the
/// right. A span belongs to the interval of its start; a sample carries the time of its interval's right edge.</summary>
/// <param name="StartExclusive">Left edge of the first interval, Unix nanoseconds.</param>
/// <param name="StepNanoseconds">Length of an interval; at least 1.</param>
/// <param name="Count">How many intervals; at least 1.</param>
public readonly record struct MetricsWindow(ulong StartExclusive, ulong StepNanoseconds, int Count)
{
    private const ulong Millisecond = 1_000_000;
    private const ulong Second = 1_000_000_000;

    /// <summary>Right edge of the last interval, Unix nanoseconds.</summary>
    public ulong EndInclusive => EdgeOf(Count - 1);

    /// <summary>Right edge of an interval, Unix nanoseconds.</summary>
    /// <param name="interval">From 0.</param>
    public ulong EdgeOf(int interval) => StartExclusive + StepNanoseconds * ((ulong)interval + 1);

    /// <summary>A range as one interval.</summary>
    /// <param name="startExclusive">Unix nanoseconds.</param>
    /// <param name="endInclusive">Unix nanoseconds, after the start.</param>
    public static MetricsWindow Instant(ulong startExclusive, ulong endInclusive) =>
        new(startExclusive, endInclusive - startExclusive, 1);

    /// <summary>A range cut into intervals whose edges are multiples of the step: the start is rounded down and moved one step
    /// back, the end rounded up.</summary>
    /// <param name="start">Unix nanoseconds.</param>
    /// <param name="end">Unix nanoseconds, after the start.</param>
    /// <param name="stepNanoseconds">At least 1.</param>
    /// <param name="roundEndDown">True to round the end down, for an end that a limit moved.</param>
    public static MetricsWindow Align(ulong start, ulong end, ulong stepNanoseconds, bool roundEndDown = false)
    {
        // In steps, so that nothing overflows near the ends of time.
        var first = start / stepNanoseconds;
        first = first == 0 ? 0 : first - 1;
        var last = end / stepNanoseconds;
        if (!roundEndDown && end % stepNanoseconds != 0 && last < ulong.MaxValue / stepNanoseconds)
            last++;
        last = Math.Max(last, first + 1);
        return new MetricsWindow(first * stepNanoseconds, stepNanoseconds, (int)Math.Min(last - first, int.MaxValue));
    }

    /// <summary>The step of a request that names none: some 240 to 480 intervals of a round length.</summary>
    /// <param name="lengthNanoseconds">Length of the range.</param>
    public static ulong DefaultStep(ulong lengthNanoseconds)
    {
        var wanted = lengthNanoseconds / 240;
        if (lengthNanoseconds < 60 * Second)
            return Math.Max(wanted / (50 * Millisecond), 1) * 50 * Millisecond;

        foreach (var seconds in (ReadOnlySpan<ulong>)[3600, 300, 60, 15, 5, 1])
        {
            if (wanted > seconds * Second)
                return wanted / (seconds * Second) * seconds * Second;
        }

        return Second;
    }
}
