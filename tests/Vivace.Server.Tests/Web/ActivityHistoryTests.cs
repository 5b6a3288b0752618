using Vivace.Server.Api;
using Vivace.Server.Web;
using Xunit;

namespace Vivace.Server.Tests.Web;

public sealed class ActivityHistoryTests
{
    private readonly Vivace.Testing.ManualTime _time = new();
    private double _spans;
    private double _queries;

    [Fact]
    public void Steps_are_rates_and_the_oldest_go()
    {
        using var history = new ActivityHistory(Read, _time);
        Assert.Empty(history.Hour);
        for (var step = 1; step <= 400; step++)
        {
            _spans += step * 10;
            _queries += 5;
            Pass(history, steps: 1);
        }

        Assert.Equal(360, history.Hour.Length);
        Assert.Equal((41d, 400d), (history.Hour[0].SpansPerSecond, history.Hour[^1].SpansPerSecond));
        Assert.All(history.Hour, step => Assert.Equal(0.5, step.QueriesPerSecond));
        Assert.Equal(13, history.Day.Length); // 400 steps are 13 whole ones of 30
        Assert.Equal(15.5, history.Day[0].SpansPerSecond);
        Assert.Equal(7d, history.Day[^1].MemoryBytes);
    }

    [Fact]
    public void The_rate_now_is_that_of_the_last_ten_to_twenty_seconds()
    {
        using var history = new ActivityHistory(Read, _time);
        Pass(history, steps: 10);
        _spans = 30;
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, history.Rates(Read()).Spans);
        Pass(history, steps: 6);
        Assert.Equal(0, history.Rates(Read()).Spans);
    }

    [Fact]
    public void Queries_are_counted_while_they_run_and_remembered_after()
    {
        var activity = new QueryActivity(_time);
        for (var i = 1; i <= 3000; i++)
        {
            activity.Begin();
            activity.End(TimeSpan.FromMilliseconds(i));
        }

        activity.Begin();
        Assert.Equal((3000L, 1), (activity.Total, activity.Running));
        Assert.Equal(Enumerable.Range(953, 2048).Select(i => (double)i), activity.Durations(TimeSpan.FromMinutes(5)));
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Empty(activity.Durations(TimeSpan.FromMinutes(5)));
    }

    // Timers of this clock never fire; the test ends the steps.
    private void Pass(ActivityHistory history, int steps)
    {
        for (; steps > 0; steps--)
        {
            _time.Advance(ActivityHistory.HourStep);
            history.Look();
        }
    }

    private ActivitySample Read() => new(_time.GetTimestamp(), _spans, 0, _queries, 7);
}
