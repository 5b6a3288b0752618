using System.Globalization;

namespace Vivace.TraceQL.Syntax;

/// <summary>Durations as text, such as <c>1h30m</c> or <c>1.5s</c>.</summary>
public static class DurationText
{
    /// <summary>Digits of a fraction that can matter: an hour has less than 10^13 nanoseconds.</summary>
    private const int FractionDigits = 18;

    /// <summary>Reads a duration: whole numbers with the units y w d h m s ms in descending order, or any
    /// numbers with the units ns us ms s m h in any order.</summary>
    /// <param name="text">Without sign and white space.</param>
    /// <param name="nanoseconds">Its length; a year has 365 days.</param>
    /// <returns>False when it is no duration or does not fit 63 bits.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out long nanoseconds)
    {
        nanoseconds = 0;
        if (text.IsEmpty)
            return false;

        UInt128 total = 0;
        var descending = true;
        var decimalUnits = true;
        var lastRank = int.MaxValue;
        while (!text.IsEmpty)
        {
            var whole = LeadingDigits(text);
            var fraction = ReadOnlySpan<char>.Empty;
            text = text[whole.Length..];
            var hasPoint = !text.IsEmpty && text[0] == '.';
            if (hasPoint)
            {
                fraction = LeadingDigits(text[1..]);
                text = text[(1 + fraction.Length)..];
            }

            var unitLength = 0;
            while (unitLength < text.Length && text[unitLength] != '.' && !char.IsAsciiDigit(text[unitLength]))
                unitLength++;
            var (unit, rank, calendar) = Unit(text[..unitLength]);
            if (unit == 0 || whole.Length + fraction.Length == 0 || whole.TrimStart('0').Length > 19)
                return false;

            text = text[unitLength..];
            descending &= !hasPoint && rank < lastRank && rank > 0;
            decimalUnits &= !calendar;
            lastRank = rank;
            total += Number(whole) * unit;
            fraction = fraction[..Math.Min(fraction.Length, FractionDigits)];
            total += Number(fraction) * unit / PowerOfTen(fraction.Length);
            if (total > (UInt128)long.MaxValue)
                return false;
        }

        nanoseconds = (long)total;
        return descending || decimalUnits;
    }

    /// <summary>Writes a duration as Go does: <c>1h0m0s</c>, <c>1.5s</c>, <c>200ms</c>, <c>0s</c>.</summary>
    /// <param name="nanoseconds">Its length; negative gives a leading minus.</param>
    /// <returns>Text that <see cref="TryParse"/> reads back exactly, but for the sign.</returns>
    public static string Format(long nanoseconds)
    {
        var sign = nanoseconds < 0 ? "-" : "";
        var length = nanoseconds < 0 ? (ulong)-(Int128)nanoseconds : (ulong)nanoseconds;
        if (length == 0)
            return "0s";
        if (length < 1_000)
            return sign + length.ToString(CultureInfo.InvariantCulture) + "ns";
        if (length < 1_000_000)
            return sign + Decimal(length, 1_000, 3) + "µs";
        if (length < 1_000_000_000)
            return sign + Decimal(length, 1_000_000, 6) + "ms";

        var minutes = length / 60_000_000_000;
        var seconds = Decimal(length % 60_000_000_000, 1_000_000_000, 9) + "s";
        if (minutes == 0)
            return sign + seconds;
        return minutes < 60
            ? string.Create(CultureInfo.InvariantCulture, $"{sign}{minutes}m{seconds}")
            : string.Create(CultureInfo.InvariantCulture, $"{sign}{minutes / 60}h{minutes % 60}m{seconds}");
    }

    private static string Decimal(ulong value, ulong unit, int digits)
    {
        var whole = (value / unit).ToString(CultureInfo.InvariantCulture);
        var rest = value % unit;
        if (rest == 0)
            return whole;
        return whole + "." + rest.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0').TrimEnd('0');
    }

    private static ReadOnlySpan<char> LeadingDigits(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? text : text[..length];
    }

    private static UInt128 Number(ReadOnlySpan<char> digits)
    {
        UInt128 value = 0;
        foreach (var digit in digits.TrimStart('0'))
            value = (value * 10) + (UInt128)(digit - '0');
        return value;
    }

    private static UInt128 PowerOfTen(int exponent)
    {
        UInt128 power = 1;
        for (; exponent > 0; exponent--)
            power *= 10;
        return power;
    }

    /// <summary>Nanoseconds of a unit (0: unknown), its place in the descending order (0: not part of it), and
    /// whether it is only allowed there.</summary>
    private static (UInt128 Nanoseconds, int Rank, bool Calendar) Unit(ReadOnlySpan<char> unit) => unit switch
    {
        "y" => (31_536_000_000_000_000, 7, true),
        "w" => (604_800_000_000_000, 6, true),
        "d" => (86_400_000_000_000, 5, true),
        "h" => (3_600_000_000_000, 4, false),
        "m" => (60_000_000_000, 3, false),
        "s" => (1_000_000_000, 2, false),
        "ms" => (1_000_000, 1, false),
        "us" or "\u00b5s" or "\u03bcs" => (1_000, 0, false),
        "ns" => (1, 0, false),
        _ => (0, 0, false),
    };
}
