using System.Runtime.Intrinsics;

namespace Vivace.Query.Filters;

/// <summary>Compares columns of numbers with constants, 64 results to a word.</summary>
internal static class RangeKernel
{
    /// <summary>Sets the bit of each number that satisfies a range.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="range">The range.</param>
    /// <param name="words">One bit per number, overwritten; bits past the last number are zero.</param>
    public static void Select(ReadOnlySpan<long> numbers, NumberRange range, Span<ulong> words)
    {
        var word = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var low = Vector256.Create(range.Low);
            var high = Vector256.Create(range.High);
            var flip = range.Outside ? 0UL : ulong.MaxValue;
            for (; numbers.Length >= 64; numbers = numbers[64..])
            {
                var outside = 0UL;
                for (var i = 0; i < 64; i += 4)
                {
                    var values = Vector256.Create(numbers[i..]);
                    var misses = Vector256.LessThan(values, low) | Vector256.GreaterThan(values, high);
                    outside |= (ulong)misses.ExtractMostSignificantBits() << i;
                }

                words[word++] = outside ^ flip;
            }
        }

        SelectScalar(numbers, range, words[word..]);
    }

    /// <summary>Sets the bit of each double, given by its bits, whose sortable bits satisfy a range.</summary>
    public static void SelectDoubles(ReadOnlySpan<long> bits, NumberRange range, Span<ulong> words)
    {
        var word = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var low = Vector256.Create(range.Low);
            var high = Vector256.Create(range.High);
            var positive = Vector256.Create(long.MaxValue);
            var flip = range.Outside ? 0UL : ulong.MaxValue;
            for (; bits.Length >= 64; bits = bits[64..])
            {
                var outside = 0UL;
                for (var i = 0; i < 64; i += 4)
                {
                    var raw = Vector256.Create(bits[i..]);
                    var values = raw ^ (Vector256.LessThan(raw, Vector256<long>.Zero) & positive);
                    var misses = Vector256.LessThan(values, low) | Vector256.GreaterThan(values, high);
                    outside |= (ulong)misses.ExtractMostSignificantBits() << i;
                }

                words[word++] = outside ^ flip;
            }
        }

        SelectDoublesScalar(bits, range, words[word..]);
    }

    /// <summary>Sets the bit of each code that equals the wanted one.</summary>
    public static void SelectEqual(ReadOnlySpan<int> codes, int wanted, Span<ulong> words)
    {
        var word = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var needle = Vector256.Create(wanted);
            for (; codes.Length >= 64; codes = codes[64..])
            {
                var equal = 0UL;
                for (var i = 0; i < 64; i += 8)
                    equal |= (ulong)Vector256.Equals(Vector256.Create(codes[i..]), needle).ExtractMostSignificantBits() << i;
                words[word++] = equal;
            }
        }

        SelectEqualScalar(codes, wanted, words[word..]);
    }

    /// <summary>Defines <see cref="Select"/>.</summary>
    internal static void SelectScalar(ReadOnlySpan<long> numbers, NumberRange range, Span<ulong> words)
    {
        words[..((numbers.Length + 63) >> 6)].Clear();
        for (var i = 0; i < numbers.Length; i++)
        {
            if (range.Contains(numbers[i]))
                words[i >> 6] |= 1UL << i;
        }
    }

    /// <summary>Defines <see cref="SelectDoubles"/>.</summary>
    internal static void SelectDoublesScalar(ReadOnlySpan<long> bits, NumberRange range, Span<ulong> words)
    {
        words[..((bits.Length + 63) >> 6)].Clear();
        for (var i = 0; i < bits.Length; i++)
        {
            if (range.Contains(NumberRange.SortableBits(bits[i])))
                words[i >> 6] |= 1UL << i;
        }
    }

    /// <summary>Defines <see cref="SelectEqual"/>.</summary>
    internal static void SelectEqualScalar(ReadOnlySpan<int> codes, int wanted, Span<ulong> words)
    {
        words[..((codes.Length + 63) >> 6)].Clear();
        for (var i = 0; i < codes.Length; i++)
        {
            if (codes[i] == wanted)
                words[i >> 6] |= 1UL << i;
        }
    }
}
