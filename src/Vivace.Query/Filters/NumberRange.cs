namespace Vivace.Query.Filters;

/// <summary>What a comparison with a constant asks of a number: to lie in a range, or outside of it.</summary>
/// <param name="Low">Smallest number of the range.</param>
/// <param name="High">Largest number of the range; below <paramref name="Low"/> when the range is empty.</param>
/// <param name="Outside">True when numbers outside the range are asked for.</param>
internal readonly record struct NumberRange(long Low, long High, bool Outside)
{
    /// <summary>No number.</summary>
    public static NumberRange None { get; } = new(0, -1, false);

    /// <summary>Every number.</summary>
    public static NumberRange All { get; } = new(long.MinValue, long.MaxValue, false);

    /// <summary>One number.</summary>
    public static NumberRange Only(long number) => new(number, number, false);

    /// <summary>True when no number satisfies it.</summary>
    public bool IsEmpty => Outside ? Low == long.MinValue && High == long.MaxValue : Low > High;

    /// <summary>True when the number satisfies it.</summary>
    public bool Contains(long number) => (number >= Low && number <= High) != Outside;

    /// <summary>True when no number from a minimum to a maximum satisfies it.</summary>
    public bool Misses(long minimum, long maximum) =>
        Outside ? minimum >= Low && maximum <= High : Low > High || maximum < Low || minimum > High;

    /// <summary>Turns a double's bits into a number that sorts as the double does. NaNs lie outside of the infinities.</summary>
    public static long SortableBits(long bits) => bits ^ (bits >> 63 & long.MaxValue);
}
