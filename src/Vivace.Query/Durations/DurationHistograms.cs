using System.Numerics;
using Vivace.Store;

namespace Vivace.Query.Durations;

/// <summary>Histograms of durations with fixed logarithmic buckets, numbered from 0. They add up exactly, so that answers do not depend
/// on which worker counted what; nothing is allocated per duration.</summary>
/// <remarks>Each power of two has 32 buckets of equal width (durations below 64 ns have one each), so the middle of a bucket is at most
/// 1/64, or 1.6 %, off what fell into it. Buckets of a power of two are kept once a duration falls into it: most histograms need few.
/// Used by one thread at a time.</remarks>
internal sealed class DurationHistograms
{
    /// <summary>Rough bytes that a histogram takes at least.</summary>
    public const int BytesEach = (Octaves + (8 * BucketsPerOctave)) * sizeof(int);

    private const int BucketBits = 5;
    private const int BucketsPerOctave = 1 << BucketBits;
    private const int Octaves = 64 - BucketBits;

    private int[] _placeOfOctave = []; // by histogram and octave: where its buckets begin; 0 for none
    private long[] _buckets = new long[BucketsPerOctave * 16];
    private int _used = BucketsPerOctave; // place 0 stands for none
    private int _count;

    /// <summary>Makes room.</summary>
    /// <param name="count">How many histograms there are now; not fewer than before.</param>
    public void Reserve(int count)
    {
        if (count * Octaves > _placeOfOctave.Length)
            Array.Resize(ref _placeOfOctave, Math.Max(count * Octaves, 2 * _placeOfOctave.Length));
        _count = Math.Max(_count, count);
    }

    /// <summary>Counts a duration.</summary>
    /// <param name="histogram">Its histogram.</param>
    /// <param name="nanoseconds">The duration; a negative one counts as 0.</param>
    public void Add(int histogram, long nanoseconds)
    {
        var value = (ulong)Math.Max(0, nanoseconds);
        var octave = OctaveOf(value);
        var place = _placeOfOctave[histogram * Octaves + octave];
        if (place == 0)
            place = AddOctave(histogram, octave);
        _buckets[place + BucketOf(value, octave)]++;
    }

    /// <summary>Adds all that another histogram has counted.</summary>
    /// <param name="histogram">Takes the counts.</param>
    /// <param name="others">Where the other one is.</param>
    /// <param name="other">Its number there.</param>
    public void Add(int histogram, DurationHistograms others, int other)
    {
        for (var octave = 0; octave < Octaves; octave++)
        {
            var from = others._placeOfOctave[other * Octaves + octave];
            if (from == 0)
                continue;
            var to = _placeOfOctave[histogram * Octaves + octave];
            if (to == 0)
                to = AddOctave(histogram, octave);
            for (var i = 0; i < BucketsPerOctave; i++)
                _buckets[to + i] += others._buckets[from + i];
        }
    }

    /// <summary>The quantiles of one histogram.</summary>
    public DurationQuantiles Quantiles(int histogram)
    {
        var count = Count(histogram);
        return count == 0
            ? default
            : new DurationQuantiles(Quantile(histogram, count, 0.5), Quantile(histogram, count, 0.95), Quantile(histogram, count, 0.99));
    }

    private long Count(int histogram)
    {
        var count = 0L;
        foreach (var place in _placeOfOctave.AsSpan(histogram * Octaves, Octaves))
        {
            if (place == 0)
                continue;
            foreach (var one in _buckets.AsSpan(place, BucketsPerOctave))
                count += one;
        }

        return count;
    }

    /// <summary>The middle of the bucket with the duration of that rank.</summary>
    private double Quantile(int histogram, long count, double quantile)
    {
        var left = Math.Max(1, (long)Math.Ceiling(count * quantile));
        for (var octave = 0; octave < Octaves; octave++)
        {
            var place = _placeOfOctave[histogram * Octaves + octave];
            for (var bucket = 0; place != 0 && bucket < BucketsPerOctave; bucket++)
            {
                left -= _buckets[place + bucket];
                if (left <= 0)
                    return MiddleOf(octave, bucket);
            }
        }

        return 0;
    }

    private int AddOctave(int histogram, int octave)
    {
        var place = _used;
        _used += BucketsPerOctave;
        if (_used > _buckets.Length)
            Array.Resize(ref _buckets, 2 * _buckets.Length);
        _placeOfOctave[histogram * Octaves + octave] = place;
        return place;
    }

    private static int OctaveOf(ulong value) => Math.Max(0, 64 - BucketBits - BitOperations.LeadingZeroCount(value));

    private static int BucketOf(ulong value, int octave) =>
        (int)(value >> Math.Max(0, octave - 1)) & (BucketsPerOctave - 1);

    private static double MiddleOf(int octave, int bucket)
    {
        if (octave <= 1)
            return (octave << BucketBits) + bucket; // one duration each
        var width = (double)(1UL << (octave - 1));
        return (BucketsPerOctave + bucket) * width + (width - 1) / 2;
    }
}
