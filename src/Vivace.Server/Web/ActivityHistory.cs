namespace Vivace.Server.Web;

/// <summary>Looks at the counters every ten seconds and keeps what happened: an hour in steps of ten seconds, a day in steps of five
/// minutes. The steps before the start are missing, not zero.</summary>
internal sealed class ActivityHistory : IDisposable
{
    /// <summary>Length of a step of the hour.</summary>
    public static readonly TimeSpan HourStep = TimeSpan.FromSeconds(10);

    /// <summary>Length of a step of the day.</summary>
    public static readonly TimeSpan DayStep = TimeSpan.FromMinutes(5);

    private const int HourSteps = 360;
    private const int DaySteps = 288;
    private static readonly int StepsPerDayStep = (int)(DayStep / HourStep);

    private readonly Func<ActivitySample> _read;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _lock = new(); // guards the fields below
    private readonly Queue<ActivityStep> _hour = new(HourSteps);
    private readonly Queue<ActivityStep> _day = new(DaySteps);
    private readonly List<ActivityStep> _unfinished = [];
    private ActivitySample _beforeLast;
    private ActivitySample _last;

    /// <summary>Starts looking.</summary>
    /// <param name="read">Reads the counters.</param>
    /// <param name="time">The clock.</param>
    public ActivityHistory(Func<ActivitySample> read, TimeProvider time)
    {
        _read = read;
        _time = time;
        _beforeLast = _last = read();
        _timer = time.CreateTimer(_ => Look(), null, HourStep, HourStep);
    }

    /// <summary>The steps of the last hour, oldest first.</summary>
    public ActivityStep[] Hour
    {
        get
        {
            lock (_lock)
                return [.. _hour];
        }
    }

    /// <summary>The whole steps of the last day, oldest first.</summary>
    public ActivityStep[] Day
    {
        get
        {
            lock (_lock)
                return [.. _day];
        }
    }

    /// <summary>What happened a second over the last ten to twenty seconds, or since the start.</summary>
    /// <param name="now">The counters now.</param>
    public (double Spans, double Bytes, double Queries) Rates(ActivitySample now)
    {
        ActivitySample before;
        lock (_lock)
            before = _beforeLast;
        var seconds = _time.GetElapsedTime(before.Timestamp, now.Timestamp).TotalSeconds;
        return seconds <= 0
            ? default
            : ((now.Spans - before.Spans) / seconds, (now.Bytes - before.Bytes) / seconds, (now.Queries - before.Queries) / seconds);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    /// <summary>Ends a step.</summary>
    internal void Look()
    {
        var now = _read();
        lock (_lock)
        {
            var seconds = _time.GetElapsedTime(_last.Timestamp, now.Timestamp).TotalSeconds;
            if (seconds <= 0)
                return;
            var step = new ActivityStep((now.Spans - _last.Spans) / seconds, (now.Queries - _last.Queries) / seconds, now.MemoryBytes);
            _beforeLast = _last;
            _last = now;
            Keep(_hour, step, HourSteps);
            _unfinished.Add(step);
            if (_unfinished.Count < StepsPerDayStep)
                return;
            Keep(
                _day,
                new ActivityStep(
                    _unfinished.Average(static one => one.SpansPerSecond),
                    _unfinished.Average(static one => one.QueriesPerSecond),
                    _unfinished.Average(static one => one.MemoryBytes)),
                DaySteps);
            _unfinished.Clear();
        }
    }

    private static void Keep(Queue<ActivityStep> steps, ActivityStep step, int most)
    {
        if (steps.Count == most)
            steps.Dequeue();
        steps.Enqueue(step);
    }
}
