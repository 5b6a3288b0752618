using System.Globalization;

namespace Vivace.Server.Configuration;

/// <summary>Reads and writes the value of a scalar key by its type.</summary>
internal static class ScalarValue
{
    private const int LongestQuote = 200;

    /// <summary>Reads a value.</summary>
    /// <param name="type">The key's type; a scalar one.</param>
    /// <param name="text">The text as written.</param>
    /// <param name="error">What is wrong, without the value when it is secret; null when nothing is.</param>
    /// <returns>The value; null when it is wrong.</returns>
    public static object? Read(KeyType type, string text, out string? error)
    {
        error = null;
        switch (type.Kind)
        {
            case KeyKind.String or KeyKind.Secret:
                return text;
            case KeyKind.Boolean:
                if (ScalarParser.TryBoolean(text, out var boolean))
                    return boolean;
                error = Expected("true or false", "true", text);
                return null;
            case KeyKind.Enumeration:
                foreach (var word in type.Words)
                    if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
                        return word;
                var words = string.Join(", ", type.Words.Select(static word => word.Length == 0 ? "\"\"" : word));
                error = $"{Quote(text)} is not one of: {words}";
                if (Spelling.Nearest(text, type.Words) is { Length: > 0 } meant)
                    error += $"; did you mean {Quote(meant)}?";
                return null;
            case KeyKind.Float:
                if (ScalarParser.TryFloat(text, out var number))
                    return InRange(type, number, number, text, out error);
                error = Expected("a number", "0.01", text);
                return null;
            case KeyKind.Integer:
                if (ScalarParser.TryInteger(text, out var integer))
                    return InRange(type, integer, integer, text, out error);
                error = Expected("a whole number", "1000", text);
                return null;
            case KeyKind.Bytes:
                if (ScalarParser.TryBytes(text, out var bytes))
                    return InRange(type, bytes, bytes, text, out error);
                error = Expected("a number of bytes", "1048576\" or \"1MiB", text);
                return null;
            case KeyKind.Duration:
                if (ScalarParser.TryDuration(text, out var nanoseconds, out _))
                    return InRange(type, nanoseconds, nanoseconds, text, out error);
                error = Expected("a duration that is not negative", "5m\" or \"1h30m", text);
                return null;
            default:
                throw new System.Diagnostics.UnreachableException($"{type.Kind} is not a scalar");
        }
    }

    /// <summary>Writes a value as the file would hold it.</summary>
    public static string Format(KeyType type, object value) => value switch
    {
        _ when type.IsSecret => "<secret>",
        long nanoseconds when type.Kind == KeyKind.Duration => ScalarParser.FormatDuration(nanoseconds),
        bool boolean => boolean ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => (string)value,
    };

    /// <summary>Quotes foreign text for a message, cut at 200 characters and without control characters.</summary>
    public static string Quote(string text)
    {
        var cut = text.Length > LongestQuote ? string.Concat(text.AsSpan(0, LongestQuote), "...") : text;
        return "\"" + string.Create(cut.Length, cut, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
                target[i] = char.IsControl(source[i]) ? ' ' : source[i];
        }) + "\"";
    }

    private static object? InRange(KeyType type, object value, double number, string text, out string? error)
    {
        error = type.Contains(number) ? null : $"{Quote(text)} is out of range: it must be {type.Bounds}";
        return error is null ? value : null;
    }

    private static string Expected(string what, string example, string found) =>
        $"expected {what} like \"{example}\", found {Quote(found)}";
}
