using System.Numerics;
using Vivace.Storage.Live;

namespace Vivace.Storage.Engine;

/// <summary>Counts different values by their hashes: exactly while they are few, by a HyperLogLog of 16,384 registers (standard error
/// 0.8 %) from then on.</summary>
/// <param name="room">How many hashes all counters of one survey may still keep; shared by them.</param>
internal sealed class DistinctCounter(DistinctCounter.Room room)
{
    private const int IndexBits = 14;
    private const int Registers = 1 << IndexBits;
    private const int MaxRank = 64 - IndexBits;

    private static readonly ulong Seed = Hashing.Mix(0, 0);

    private HashSet<ulong>? _exact = [];
    private byte[] _registers = [];

    /// <summary>Whether the count is exact; otherwise it is an estimate.</summary>
    public bool IsExact => _exact is not null;

    /// <summary>Different values so far.</summary>
    public long Count => _exact?.Count ?? (long)Math.Round(Estimate());

    /// <summary>Counts a text or the bytes of another value.</summary>
    public void Add(ReadOnlySpan<byte> value) => AddHash(Spread(Hashing.Hash64(value)));

    /// <summary>Counts a number.</summary>
    public void Add(long value) => AddHash(Spread((ulong)value ^ Seed));

    /// <summary>Spreads over all bits what neighbouring numbers differ in, as the registers need it; the last steps of MurmurHash3 (Austin
    /// Appleby, public domain). Different numbers stay different.</summary>
    private static ulong Spread(ulong value)
    {
        value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCD;
        value = (value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53;
        return value ^ (value >> 33);
    }

    private void AddHash(ulong hash)
    {
        if (_exact is not null)
        {
            if (_exact.Contains(hash))
                return;
            if (room.TryTake(_exact.Count))
            {
                _exact.Add(hash);
                return;
            }

            _registers = new byte[Registers];
            foreach (var known in _exact)
                Register(known);
            room.GiveBack(_exact.Count);
            _exact = null;
        }

        Register(hash);
    }

    private void Register(ulong hash)
    {
        var rank = (byte)Math.Min(BitOperations.LeadingZeroCount(hash << IndexBits) + 1, MaxRank + 1);
        ref var register = ref _registers[hash >> MaxRank];
        if (rank > register)
            register = rank;
    }

    /// <summary>The estimator of Otmar Ertl (2017), which needs no table of corrections and holds for few values as for many.</summary>
    private double Estimate()
    {
        Span<int> ofRank = stackalloc int[MaxRank + 2];
        ofRank.Clear();
        foreach (var register in _registers)
            ofRank[register]++;
        var sum = Registers * Tau(1 - ofRank[MaxRank + 1] / (double)Registers);
        for (var rank = MaxRank; rank >= 1; rank--)
            sum = (sum + ofRank[rank]) / 2;
        sum += Registers * Sigma(ofRank[0] / (double)Registers);
        return Registers / (2 * Math.Log(2)) * Registers / sum;
    }

    private static double Sigma(double share)
    {
        if (share >= 1)
            return double.PositiveInfinity;
        var (weight, sum, last) = (1.0, share, -1.0);
        while (sum > last)
        {
            last = sum;
            share *= share;
            sum += share * weight;
            weight *= 2;
        }

        return sum;
    }

    private static double Tau(double share)
    {
        if (share is <= 0 or >= 1)
            return 0;
        var (weight, sum, last) = (1.0, 1 - share, double.MaxValue);
        while (sum < last)
        {
            last = sum;
            share = Math.Sqrt(share);
            weight /= 2;
            sum -= Math.Pow(1 - share, 2) * weight;
        }

        return sum / 3;
    }

    /// <summary>Memory for exact counts: so many hashes in all, and so many of one attribute.</summary>
    /// <param name="ofAll">Hashes of all counters together.</param>
    /// <param name="ofEach">Hashes of one counter.</param>
    internal sealed class Room(int ofAll, int ofEach)
    {
        private int _left = ofAll;

        /// <summary>Takes room for one hash more.</summary>
        /// <param name="held">How many the counter has.</param>
        public bool TryTake(int held)
        {
            if (held >= ofEach || _left == 0)
                return false;
            _left--;
            return true;
        }

        /// <summary>Gives room back.</summary>
        public void GiveBack(int held) => _left += held;
    }
}
