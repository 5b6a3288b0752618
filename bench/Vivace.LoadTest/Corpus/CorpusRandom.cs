using System.Numerics;

namespace Vivace.LoadTest.Corpus;

/// <summary>xoshiro256** (Blackman and Vigna, 2018), so that a seed means the same corpus on every .NET version;
/// <see cref="Random"/> promises no such thing.</summary>
internal sealed class CorpusRandom
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>Fills the state by SplitMix64, as the authors advise, so that near seeds give unrelated sequences.</summary>
    public CorpusRandom(ulong seed)
    {
        _a = SplitMix(ref seed);
        _b = SplitMix(ref seed);
        _c = SplitMix(ref seed);
        _d = SplitMix(ref seed);
    }

    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number from 0 to <paramref name="limitExclusive"/> - 1. Biased by less than limit / 2^64.</summary>
    public ulong Below(ulong limitExclusive) => Math.BigMul(Next(), limitExclusive, out _);

    /// <inheritdoc cref="Below(ulong)"/>
    public int Below(int limitExclusive) => (int)Below((ulong)limitExclusive);

    /// <summary>A number from 0 (inclusive) to 1 (exclusive) with 53 random bits.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
