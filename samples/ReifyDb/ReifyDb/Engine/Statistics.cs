using System.Collections.Concurrent;
using System.Numerics;

namespace ReifyDb.Engine;

/// <summary>What has happened since the start.</summary>
internal sealed class Statistics
{
    private const int Buckets = 40;

    private readonly ConcurrentDictionary<ErrorCode, long> _errors = new();
    private readonly long[] _queryMicroseconds = new long[Buckets];
    private readonly long[] _commandMicroseconds = new long[Buckets];
    private long _queries;
    private long _commands;
    private long _retries;
    private long _cacheHits;
    private long _cacheMisses;
    private long _pushes;

    public long Queries => Interlocked.Read(ref _queries);

    public long Commands => Interlocked.Read(ref _commands);

    public long Retries => Interlocked.Read(ref _retries);

    public long CacheHits => Interlocked.Read(ref _cacheHits);

    public long CacheMisses => Interlocked.Read(ref _cacheMisses);

    public long Pushes => Interlocked.Read(ref _pushes);

    public IReadOnlyDictionary<ErrorCode, long> Errors => _errors;

    public void Query(TimeSpan duration)
    {
        Interlocked.Increment(ref _queries);
        Count(_queryMicroseconds, duration);
    }

    public void Command(TimeSpan duration)
    {
        Interlocked.Increment(ref _commands);
        Count(_commandMicroseconds, duration);
    }

    public void Error(ErrorCode code) => _errors.AddOrUpdate(code, 1, static (_, count) => count + 1);

    public void Retry() => Interlocked.Increment(ref _retries);

    public void Cache(bool hit) => Interlocked.Increment(ref hit ? ref _cacheHits : ref _cacheMisses);

    public void Push() => Interlocked.Increment(ref _pushes);

    /// <summary>The duration that this share of queries stayed below, as the upper end of a bucket that doubles; 0 without any.</summary>
    public double QueryMilliseconds(double share) => Quantile(_queryMicroseconds, share);

    /// <summary>As <see cref="QueryMilliseconds"/>, of commands.</summary>
    public double CommandMilliseconds(double share) => Quantile(_commandMicroseconds, share);

    private static void Count(long[] buckets, TimeSpan duration)
    {
        var microseconds = (ulong)Math.Max(duration.Ticks / TimeSpan.TicksPerMicrosecond, 1);
        Interlocked.Increment(ref buckets[Math.Min(BitOperations.Log2(microseconds) + 1, Buckets - 1)]);
    }

    private static double Quantile(long[] buckets, double share)
    {
        var counts = buckets.Select((_, i) => Interlocked.Read(ref buckets[i])).ToArray();
        var below = share * counts.Sum();
        for (var i = 0; i < counts.Length; i++)
        {
            below -= counts[i];
            if (below <= 0 && counts[i] > 0)
                return (1L << i) / 1000.0;
        }

        return 0;
    }
}
