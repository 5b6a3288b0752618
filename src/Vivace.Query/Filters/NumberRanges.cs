using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Filters;

/// <summary>Turns comparisons with numbers into ranges.</summary>
internal static class NumberRanges
{
    /// <summary>The integers that compare so with an integer.</summary>
    public static NumberRange OfIntegers(BinaryOperator comparison, long constant) => comparison switch
    {
        BinaryOperator.Equal => NumberRange.Only(constant),
        BinaryOperator.NotEqual => NumberRange.Only(constant) with { Outside = true },
        BinaryOperator.Less => constant == long.MinValue
            ? NumberRange.None : new NumberRange(long.MinValue, constant - 1, false),
        BinaryOperator.LessOrEqual => new NumberRange(long.MinValue, constant, false),
        BinaryOperator.Greater => constant == long.MaxValue
            ? NumberRange.None : new NumberRange(constant + 1, long.MaxValue, false),
        BinaryOperator.GreaterOrEqual => new NumberRange(constant, long.MaxValue, false),
        _ => NumberRange.None,
    };

    /// <summary>The integers whose nearest double compares so with a double. Rounding to double keeps the order, so they
    /// are a range, whose ends are found by bisection.</summary>
    public static NumberRange OfIntegers(BinaryOperator comparison, double constant)
    {
        if (double.IsNaN(constant))
            return comparison == BinaryOperator.NotEqual ? NumberRange.All : NumberRange.None;

        var hasAtLeast = TryFirst(value => value >= constant, out var atLeast);
        var hasAbove = TryFirst(value => value > constant, out var above);
        switch (comparison)
        {
            case BinaryOperator.GreaterOrEqual:
                return hasAtLeast ? new NumberRange(atLeast, long.MaxValue, false) : NumberRange.None;
            case BinaryOperator.Greater:
                return hasAbove ? new NumberRange(above, long.MaxValue, false) : NumberRange.None;
            case BinaryOperator.Less:
                return Below(hasAtLeast, atLeast);
            case BinaryOperator.LessOrEqual:
                return Below(hasAbove, above);
            default:
                var upTo = Below(hasAbove, above);
                var equal = !hasAtLeast || upTo.Low > upTo.High || atLeast > upTo.High
                    ? NumberRange.None
                    : new NumberRange(atLeast, upTo.High, false);
                if (comparison == BinaryOperator.Equal)
                    return equal;
                if (comparison != BinaryOperator.NotEqual)
                    return NumberRange.None;
                return equal.Low > equal.High ? NumberRange.All : equal with { Outside = true };
        }

        static NumberRange Below(bool has, long first)
        {
            if (!has)
                return NumberRange.All;
            return first == long.MinValue ? NumberRange.None : new NumberRange(long.MinValue, first - 1, false);
        }
    }

    /// <summary>The sortable bits of the doubles that compare so with a double.</summary>
    public static NumberRange OfDoubles(BinaryOperator comparison, double constant)
    {
        if (double.IsNaN(constant))
            return comparison == BinaryOperator.NotEqual ? NumberRange.All : NumberRange.None;

        // Both zeros are one value with two encodings.
        var low = constant == 0 ? Sortable(-0.0) : Sortable(constant);
        var high = constant == 0 ? Sortable(0.0) : Sortable(constant);
        var lowest = Sortable(double.NegativeInfinity);
        var highest = Sortable(double.PositiveInfinity);
        return comparison switch
        {
            BinaryOperator.Equal => new NumberRange(low, high, false),
            BinaryOperator.NotEqual => new NumberRange(low, high, true),
            BinaryOperator.Less => new NumberRange(lowest, low - 1, false),
            BinaryOperator.LessOrEqual => new NumberRange(lowest, high, false),
            BinaryOperator.Greater => new NumberRange(high + 1, highest, false),
            BinaryOperator.GreaterOrEqual => new NumberRange(low, highest, false),
            _ => NumberRange.None,
        };

        static long Sortable(double value) => NumberRange.SortableBits(BitConverter.DoubleToInt64Bits(value));
    }

    /// <summary>The first integer whose double satisfies a condition that, once true, stays true.</summary>
    private static bool TryFirst(Func<double, bool> holds, out long first)
    {
        first = long.MinValue;
        if (!holds(long.MaxValue))
            return false;

        var low = long.MinValue;
        var high = long.MaxValue;
        while (low < high)
        {
            var middle = (long)(((Int128)low + high) >> 1);
            if (holds(middle))
                high = middle;
            else
                low = middle + 1;
        }

        first = low;
        return true;
    }
}
