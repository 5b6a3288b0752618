using System.Buffers;
using System.Globalization;

namespace Vivace.Server.Configuration;

/// <summary>Reads scalar values in the spellings operators use: <c>1_000_000</c>, <c>1.5e9</c>, <c>64MiB</c>, <c>1h30m</c>,
/// <c>on</c>.</summary>
internal static class ScalarParser
{
    private const long Nanosecond = 1;
    private const long Microsecond = 1000 * Nanosecond;
    private const long Millisecond = 1000 * Microsecond;
    private const long Second = 1000 * Millisecond;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>Reads an integer: decimal, <c>0x</c>, <c>0o</c> or a leading zero, <c>0b</c>, underscores between digits, or a float
    /// without a fraction.</summary>
    public static bool TryInteger(string text, out long value)
    {
        value = 0;
        var digits = text.AsSpan().Trim();
        var negative = digits is ['-', ..];
        if (digits is ['-' or '+', ..])
            digits = digits[1..];
        if (digits.IsEmpty || !char.IsAsciiDigit(digits[0]))
            return false;

        var radix = 10;
        if (digits is ['0', 'x' or 'X', ..])
            radix = 16;
        else if (digits is ['0', 'o' or 'O', ..])
            radix = 8;
        else if (digits is ['0', 'b' or 'B', ..])
            radix = 2;
        if (radix != 10)
            digits = digits[2..];
        else if (digits.Length > 1 && digits[0] == '0' && digits.IndexOfAnyExceptInRange('0', '7') < 0)
            radix = 8;

        if (TryDigits(digits, radix, out var magnitude))
        {
            if (magnitude > (ulong)long.MaxValue + (negative ? 1UL : 0UL))
                return false;
            value = negative ? unchecked(-(long)magnitude) : (long)magnitude;
            return true;
        }
        return radix is 10 && TryIntegralFloat(text, out value);
    }

    /// <summary>Reads a number of bytes: an integer, or one with <c>B KB MB GB TB KiB MiB GiB TiB</c>.</summary>
    public static bool TryBytes(string text, out long value)
    {
        if (TryInteger(text, out value))
            return true;

        var trimmed = text.AsSpan().Trim();
        var end = trimmed.Length;
        while (end > 0 && char.IsAsciiLetter(trimmed[end - 1]))
            end--;
        var unit = trimmed[end..];
        long scale =
            unit.Equals("B", StringComparison.OrdinalIgnoreCase) ? 1
            : unit.Equals("KB", StringComparison.OrdinalIgnoreCase) ? 1000
            : unit.Equals("MB", StringComparison.OrdinalIgnoreCase) ? 1000_000
            : unit.Equals("GB", StringComparison.OrdinalIgnoreCase) ? 1000_000_000
            : unit.Equals("TB", StringComparison.OrdinalIgnoreCase) ? 1000_000_000_000
            : unit.Equals("KiB", StringComparison.OrdinalIgnoreCase) ? 1L << 10
            : unit.Equals("MiB", StringComparison.OrdinalIgnoreCase) ? 1L << 20
            : unit.Equals("GiB", StringComparison.OrdinalIgnoreCase) ? 1L << 30
            : unit.Equals("TiB", StringComparison.OrdinalIgnoreCase) ? 1L << 40
            : 0;
        if (scale == 0 || !decimal.TryParse(
                trimmed[..end].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return false;

        if (number > long.MaxValue / scale)
            return false;
        var bytes = number * scale;
        if (bytes != decimal.Truncate(bytes))
            return false;
        value = (long)bytes;
        return true;
    }

    /// <summary>Reads a duration as nanoseconds: units with fractions, or a bare integer of nanoseconds. Never negative.</summary>
    /// <param name="text">The text.</param>
    /// <param name="nanoseconds">The duration.</param>
    /// <param name="isBareNumber">True when there was no unit and the number is not zero.</param>
    public static bool TryDuration(string text, out long nanoseconds, out bool isBareNumber)
    {
        nanoseconds = 0;
        isBareNumber = false;
        if (TryInteger(text, out var bare))
        {
            nanoseconds = bare;
            isBareNumber = bare != 0;
            return bare >= 0;
        }

        var rest = text.AsSpan().Trim();
        if (rest is ['+', ..])
            rest = rest[1..];
        if (rest.IsEmpty)
            return false;

        decimal total = 0;
        while (!rest.IsEmpty)
        {
            var number = rest.IndexOfAnyExcept(NumberCharacters);
            if (number <= 0 || !decimal.TryParse(
                    rest[..number], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
                return false;

            rest = rest[number..];
            var unit = rest.IndexOfAny(NumberCharacters);
            if (unit < 0)
                unit = rest.Length;
            var scale = Unit(rest[..unit]);
            if (scale == 0 || amount > long.MaxValue / scale)
                return false;

            total += amount * scale;
            rest = rest[unit..];
        }
        if (total > long.MaxValue)
            return false;
        nanoseconds = (long)total;
        return true;
    }

    /// <summary>Reads a boolean in any of YAML 1.1's spellings, lower, upper or title case.</summary>
    public static bool TryBoolean(string text, out bool value)
    {
        value = text is "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "y" or "Y";
        return value
            || text is "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" or "n" or "N";
    }

    /// <summary>Reads a floating point number; infinities and NaN are refused.</summary>
    public static bool TryFloat(string text, out double value)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value))
            return true;
        if (!TryInteger(text, out var integer))
            return false;
        value = integer;
        return true;
    }

    /// <summary>Writes nanoseconds as Go does: <c>1h30m0s</c>, <c>250ms</c>, <c>0s</c>.</summary>
    public static string FormatDuration(long nanoseconds)
    {
        if (nanoseconds == 0)
            return "0s";
        if (nanoseconds < Second)
        {
            var (scale, unit) = nanoseconds >= Millisecond ? (Millisecond, "ms")
                : nanoseconds >= Microsecond ? (Microsecond, "us") : (Nanosecond, "ns");
            return Invariant((decimal)nanoseconds / scale) + unit;
        }

        var hours = nanoseconds / Hour;
        var minutes = nanoseconds % Hour / Minute;
        var seconds = Invariant((decimal)(nanoseconds % Minute) / Second);
        return hours > 0 ? $"{hours}h{minutes}m{seconds}s" : minutes > 0 ? $"{minutes}m{seconds}s" : $"{seconds}s";

        static string Invariant(decimal number) => number.ToString("0.#########", CultureInfo.InvariantCulture);
    }

    private static long Unit(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => Nanosecond,
        "us" or "µs" or "μs" => Microsecond,
        "ms" => Millisecond,
        "s" => Second,
        "m" => Minute,
        "h" => Hour,
        "d" => Day,
        "w" => 7 * Day,
        "y" => 365 * Day,
        _ => 0,
    };

    private static bool TryDigits(ReadOnlySpan<char> digits, int radix, out ulong value)
    {
        value = 0;
        var previousIsDigit = false;
        foreach (var character in digits)
        {
            if (character == '_' && previousIsDigit)
            {
                previousIsDigit = false;
                continue;
            }
            var digit = char.IsAsciiHexDigit(character) ? Convert.ToInt32(character.ToString(), 16) : radix;
            if (digit >= radix || value > (ulong.MaxValue - (ulong)digit) / (ulong)radix)
                return false;
            value = (value * (ulong)radix) + (ulong)digit;
            previousIsDigit = true;
        }
        return previousIsDigit;
    }

    private static bool TryIntegralFloat(string text, out long value)
    {
        value = 0;
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var number)
            || number != decimal.Truncate(number) || number < long.MinValue || number > long.MaxValue)
            return false;
        value = (long)number;
        return true;
    }
}
