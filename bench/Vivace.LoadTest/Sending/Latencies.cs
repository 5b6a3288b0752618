namespace Vivace.LoadTest.Sending;

/// <summary>Times of many calls; exact, as a load has few enough of them to keep each.</summary>
internal sealed class Latencies
{
    private readonly List<TimeSpan> _times = [];
    private readonly Lock _lock = new(); // guards _times

    public int Count
    {
        get
        {
            lock (_lock)
                return _times.Count;
        }
    }

    public void Add(TimeSpan time)
    {
        lock (_lock)
            _times.Add(time);
    }

    /// <summary>The smallest time that at least <paramref name="share"/> of the calls did not exceed; zero without calls.</summary>
    public TimeSpan Percentile(double share)
    {
        lock (_lock)
        {
            if (_times.Count == 0)
                return TimeSpan.Zero;
            _times.Sort();
            return _times[Math.Clamp((int)Math.Ceiling(share * _times.Count) - 1, 0, _times.Count - 1)];
        }
    }
}
