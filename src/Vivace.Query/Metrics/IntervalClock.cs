using System.Runtime.Intrinsics;
using Vivace.Store;

namespace Vivace.Query.Metrics;

/// <summary>Tells which interval of a window a start lies in.</summary>
internal ref struct IntervalClock
{
    /// <summary>Every whole number below this is a double of its own, and so are its products with what stays below it.</summary>
    private const ulong ExactDoubles = 1UL << 52;

    private readonly ulong _first;
    private readonly ulong _length;
    private readonly ulong _step;
    private ulong _edge; // start of the current interval, counted from _first

    /// <summary>Starts at the first interval.</summary>
    public IntervalClock(MetricsWindow window)
    {
        _first = window.StartExclusive + 1;
        _length = window.EndInclusive - window.StartExclusive;
        _step = window.StepNanoseconds;
    }

    /// <summary>The interval of the start last looked at.</summary>
    public int Interval { get; private set; }

    /// <summary>Moves to the interval of a start; false when it is outside the window.</summary>
    public bool TryMove(long start)
    {
        // Before the window it wraps to more than any length. Spans of a trace often lie in one interval: only a change costs a
        // division.
        var offset = (ulong)start - _first;
        if (offset >= _length)
            return false;
        if (offset - _edge >= _step)
            MoveTo(offset);
        return true;
    }

    /// <summary>Reads the intervals of many starts.</summary>
    /// <param name="starts">A multiple of eight.</param>
    /// <param name="intervals">One for each.</param>
    /// <param name="shared">The interval of all, or <see cref="IntervalRun.Mixed"/>.</param>
    /// <returns>False when a start is outside the window, or the window is too long for this.</returns>
    public bool TryReadAll(ReadOnlySpan<long> starts, Span<int> intervals, out int shared)
    {
        shared = IntervalRun.Mixed;
        if (_length > ExactDoubles || !TryMove(starts[0]))
            return false;
        if (AreBelow(starts, _first + _edge, Math.Min(_step, _length - _edge)))
        {
            intervals.Fill(Interval);
            shared = Interval;
            return true;
        }

        if (!AreBelow(starts, _first, _length))
            return false;
        Divide(starts, intervals);
        return true;
    }

    private static bool AreBelow(ReadOnlySpan<long> starts, ulong origin, ulong length)
    {
        var origins = Vector256.Create(origin);
        var lengths = Vector256.Create(length);
        var misses = Vector256<ulong>.Zero;
        for (var i = 0; i < starts.Length; i += Vector256<ulong>.Count)
            misses |= Vector256.GreaterThanOrEqual(Vector256.Create(starts[i..]).AsUInt64() - origins, lengths);
        return misses == Vector256<ulong>.Zero;
    }

    /// <summary>Divides by multiplying with the reciprocal, which is wrong by one at most; the remainder, which is exact, tells.</summary>
    private readonly void Divide(ReadOnlySpan<long> starts, Span<int> intervals)
    {
        var origin = Vector256.Create(_first);
        var step = Vector256.Create((double)_step);
        var reciprocal = Vector256.Create(1.0 / _step);
        for (var i = 0; i < starts.Length; i += 2 * Vector256<long>.Count)
        {
            var low = Quotients(Vector256.Create(starts[i..]).AsUInt64() - origin, step, reciprocal);
            var high = Quotients(Vector256.Create(starts[(i + Vector256<long>.Count)..]).AsUInt64() - origin, step, reciprocal);
            Vector256.Narrow(low, high).CopyTo(intervals[i..]);
        }
    }

    private static Vector256<long> Quotients(Vector256<ulong> offsets, Vector256<double> step, Vector256<double> reciprocal)
    {
        // A whole number below 2^52, added to 2^52, stands in the low bits of the double.
        var shift = Vector256.Create((double)ExactDoubles);
        var numbers = (offsets | shift.AsUInt64()).AsDouble() - shift;
        var quotients = Vector256.Floor(numbers * reciprocal);
        var remainders = numbers - (quotients * step);
        var one = Vector256.Create(1.0);
        quotients += Vector256.GreaterThanOrEqual(remainders, step) & one;
        quotients -= Vector256.LessThan(remainders, Vector256<double>.Zero) & one;
        return ((quotients + shift).AsUInt64() ^ shift.AsUInt64()).AsInt64();
    }

    private void MoveTo(ulong offset)
    {
        Interval = (int)(offset / _step);
        _edge = (ulong)Interval * _step;
    }
}
