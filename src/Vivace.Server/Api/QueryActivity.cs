namespace Vivace.Server.Api;

/// <summary>Counts queries as they run, and keeps how long the last ones took. Any thread may call it.</summary>
internal sealed class QueryActivity(TimeProvider time)
{
    private const int Kept = 2_048;

    private readonly Lock _lock = new(); // guards the ring below
    private readonly (long Ended, double Milliseconds)[] _last = new (long, double)[Kept];
    private long _total;
    private int _running;

    /// <summary>Queries answered or given up.</summary>
    public long Total => Volatile.Read(ref _total);

    /// <summary>Queries that have begun and not ended, waiting ones included.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Notes that a query begins.</summary>
    public void Begin() => Interlocked.Increment(ref _running);

    /// <summary>Notes that a query has ended.</summary>
    public void End(TimeSpan duration)
    {
        Interlocked.Decrement(ref _running);
        lock (_lock)
            _last[_total++ % Kept] = (time.GetTimestamp(), duration.TotalMilliseconds);
    }

    /// <summary>Durations of queries that ended within a window, at most the last 2,048, ascending.</summary>
    public double[] Durations(TimeSpan window)
    {
        (long Ended, double Milliseconds)[] last;
        lock (_lock)
            last = _last[..(int)Math.Min(_total, Kept)];
        double[] durations = [.. last.Where(query => time.GetElapsedTime(query.Ended) <= window).Select(static query => query.Milliseconds)];
        Array.Sort(durations);
        return durations;
    }
}
