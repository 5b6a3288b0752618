using System.Buffers.Text;

namespace Vivace.Otlp.Json;

/// <summary>Reads numbers the way proto3 JSON allows: decimal, also with a fraction of zero or an exponent.</summary>
internal static class JsonNumber
{
    private const double TwoTo63 = 9_223_372_036_854_775_808d;
    private const double TwoTo64 = 18_446_744_073_709_551_616d;

    public static bool TryParse(ReadOnlySpan<byte> text, out ulong value)
    {
        if (Utf8Parser.TryParse(text, out value, out var consumed) && consumed == text.Length)
            return true;

        var isWhole = TryParseWhole(text, out var number) && number is >= 0 and < TwoTo64;
        value = isWhole ? (ulong)number : 0;
        return isWhole;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out long value)
    {
        if (Utf8Parser.TryParse(text, out value, out var consumed) && consumed == text.Length)
            return true;

        var isWhole = TryParseWhole(text, out var number) && number is >= -TwoTo63 and < TwoTo63;
        value = isWhole ? (long)number : 0;
        return isWhole;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        value = text.SequenceEqual("NaN"u8) ? double.NaN
            : text.SequenceEqual("Infinity"u8) ? double.PositiveInfinity
            : text.SequenceEqual("-Infinity"u8) ? double.NegativeInfinity
            : 0;
        return value != 0 || TryParseFinite(text, out value);
    }

    private static bool TryParseWhole(ReadOnlySpan<byte> text, out double value) =>
        TryParseFinite(text, out value) && Math.Floor(value) == value;

    private static bool TryParseFinite(ReadOnlySpan<byte> text, out double value) =>
        Utf8Parser.TryParse(text, out value, out var consumed) && consumed == text.Length && double.IsFinite(value);
}
