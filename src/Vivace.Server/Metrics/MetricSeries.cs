namespace Vivace.Server.Metrics;

/// <summary>One combination of label values and its numbers. All members may be called from any thread.</summary>
internal sealed class MetricSeries
{
    private readonly double[]? _bounds;
    private readonly long[]? _bucketCounts;
    private long _integer;
    private long _realBits;
    private int _scrape;

    /// <summary>Creates a series at zero.</summary>
    /// <param name="labels">Its labels as exposed, UTF-8, without braces; empty for none.</param>
    /// <param name="bounds">Upper bounds of a histogram's buckets, ascending, without infinity; null for a number.</param>
    public MetricSeries(byte[] labels, double[]? bounds)
    {
        Labels = labels;
        _bounds = bounds;
        _bucketCounts = bounds is null ? null : new long[bounds.Length + 1];
    }

    /// <summary>Labels as exposed, UTF-8, without braces.</summary>
    public byte[] Labels { get; }

    /// <summary>The number, or a histogram's sum.</summary>
    /// <remarks>Whole numbers are kept apart so that a counter of bytes costs one atomic addition.</remarks>
    public double Value => Volatile.Read(ref _integer) + BitConverter.Int64BitsToDouble(Volatile.Read(ref _realBits));

    /// <summary>Number of the last scrape that observed it; only kept for observable instruments.</summary>
    public int ObservedInScrape => Volatile.Read(ref _scrape);

    /// <summary>Adds to a counter.</summary>
    public void Add(long delta) => Interlocked.Add(ref _integer, delta);

    /// <summary>Adds to a counter.</summary>
    public void Add(double delta) => AddTo(ref _realBits, delta);

    /// <summary>Replaces the value.</summary>
    public void Set(double value) => Volatile.Write(ref _realBits, BitConverter.DoubleToInt64Bits(value));

    /// <summary>Notes that a scrape observed the series.</summary>
    public void MarkObserved(int scrape) => Volatile.Write(ref _scrape, scrape);

    /// <summary>Counts one observation of a histogram.</summary>
    public void Observe(double value)
    {
        if (double.IsNaN(value))
            return; // it belongs to no bucket and would spoil the sum for ever

        Interlocked.Increment(ref _bucketCounts![BucketOf(_bounds!, value)]);
        AddTo(ref _realBits, value);
    }

    /// <summary>Copies the counts per bucket, the last one being everything above the highest bound.</summary>
    /// <param name="destination">At least one more than there are bounds.</param>
    public void ReadBuckets(Span<long> destination)
    {
        for (var i = 0; i < _bucketCounts!.Length; i++)
            destination[i] = Volatile.Read(ref _bucketCounts[i]);
    }

    private static int BucketOf(double[] bounds, double value)
    {
        var index = Array.BinarySearch(bounds, value);
        return index >= 0 ? index : ~index; // a value equal to a bound belongs to its bucket
    }

    private static void AddTo(ref long bits, double delta)
    {
        var seen = Volatile.Read(ref bits);
        while (true)
        {
            var wanted = BitConverter.DoubleToInt64Bits(BitConverter.Int64BitsToDouble(seen) + delta);
            var found = Interlocked.CompareExchange(ref bits, wanted, seen);
            if (found == seen)
                return;
            seen = found;
        }
    }
}
