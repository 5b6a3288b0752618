using Vivace.Query.Metrics;
using Vivace.Store;
using Xunit;

namespace Vivace.Query.Tests.Metrics;

public sealed class IntervalClockTests
{
    [Fact]
    public void Many_starts_at_once_lie_in_the_intervals_that_a_division_tells()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var step = (ulong)random.NextInt64(1, random.Next(2) == 0 ? 100 : 3_000_000_000_000);
            var window = new MetricsWindow(1_700_000_000_000_000_000, step, random.Next(1, 1000));
            var starts = Starts(random, window);
            var intervals = new int[starts.Length];
            var clock = new IntervalClock(window);

            Assert.True(clock.TryReadAll(starts, intervals, out var shared));
            var expected = Array.ConvertAll(starts, start => (int)(((ulong)start - window.StartExclusive - 1) / step));
            Assert.Equal(expected, intervals);
            if (shared != IntervalRun.Mixed)
                Assert.All(expected, interval => Assert.Equal(shared, interval));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    public void A_start_outside_the_window_is_not_read_with_the_others(int place)
    {
        var window = new MetricsWindow(1000, 10, 5);
        foreach (var outside in (long[])[1000, 1051, 0, long.MaxValue])
        {
            var starts = new long[64];
            Array.Fill(starts, 1001);
            starts[place] = outside;

            Assert.False(new IntervalClock(window).TryReadAll(starts, new int[64], out _));
            Assert.False(new IntervalClock(window).TryMove(outside));
        }
    }

    /// <summary>Starts anywhere in the window, many at the edges of intervals.</summary>
    private static long[] Starts(Random random, MetricsWindow window)
    {
        var starts = new long[64];
        var isNarrow = random.Next(3) == 0;
        for (var i = 0; i < starts.Length; i++)
        {
            var interval = (ulong)(isNarrow ? 0 : random.Next(window.Count));
            var within = random.Next(4) switch
            {
                0 => 0UL,
                1 => window.StepNanoseconds - 1,
                _ => (ulong)random.NextInt64((long)window.StepNanoseconds),
            };
            starts[i] = (long)(window.StartExclusive + 1 + (interval * window.StepNanoseconds) + within);
        }

        return starts;
    }
}
