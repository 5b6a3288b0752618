namespace Vivace.Core;

/// <summary>A range of time in Unix nanoseconds, both ends inclusive.</summary>
/// <param name="StartInclusive">First nanosecond of the range.</param>
/// <param name="EndInclusive">Last nanosecond of the range; not before <paramref name="StartInclusive"/>.</param>
public readonly record struct TimeRange(ulong StartInclusive, ulong EndInclusive)
{
    /// <summary>All of time.</summary>
    public static TimeRange All { get; } = new(0, ulong.MaxValue);

    /// <summary>True when the two ranges share an instant.</summary>
    public bool Overlaps(ulong startInclusive, ulong endInclusive) =>
        startInclusive <= EndInclusive && endInclusive >= StartInclusive;
}
