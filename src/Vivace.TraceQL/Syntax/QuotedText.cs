using System.Globalization;
using System.Text;

namespace Vivace.TraceQL.Syntax;

/// <summary>Strings in quotes: reading with Go's escapes, and writing.</summary>
internal static class QuotedText
{
    /// <summary>Reads a string in double quotes.</summary>
    /// <param name="text">The query.</param>
    /// <param name="position">Of the opening quote; moved past the closing one.</param>
    /// <param name="value">The string, escapes resolved. Bytes that are no UTF-8 become U+FFFD.</param>
    /// <returns>Null, or what is wrong; <paramref name="position"/> is then where.</returns>
    public static string? TryRead(string text, ref int position, out string value)
    {
        var result = new StringBuilder();
        var bytes = new List<byte>();
        value = "";
        position++;
        while (position < text.Length && text[position] is not '\n')
        {
            var c = text[position];
            if (c == '"')
            {
                FlushBytes(bytes, result);
                position++;
                value = result.ToString();
                return null;
            }

            if (c != '\\')
            {
                FlushBytes(bytes, result);
                result.Append(c);
                position++;
                continue;
            }

            var length = Escape(text.AsSpan(position + 1), bytes, result);
            if (length == 0)
                return @"unknown escape in a string; known are \a \b \f \n \r \t \v \\ \"" \ooo \xhh \uhhhh \Uhhhhhhhh";
            position += 1 + length;
        }

        return "the string is not closed on its line";
    }

    /// <summary>Writes a string as a literal, in backticks where it can stand so.</summary>
    public static string Write(string value) =>
        value.AsSpan().IndexOfAny('`', '\r') < 0 ? $"`{value}`" : WriteEscaped(value);

    /// <summary>Writes a string as a literal in double quotes.</summary>
    public static string WriteEscaped(string value)
    {
        var result = new StringBuilder("\"");
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => result.Append("\\\""),
                '\\' => result.Append(@"\\"),
                '\n' => result.Append(@"\n"),
                '\r' => result.Append(@"\r"),
                '\t' => result.Append(@"\t"),
                _ => result.Append(c),
            };
        }

        return result.Append('"').ToString();
    }

    /// <summary>Resolves one escape; returns how many characters it has after the backslash, 0 if it is unknown.</summary>
    private static int Escape(ReadOnlySpan<char> text, List<byte> bytes, StringBuilder result)
    {
        if (text.IsEmpty)
            return 0;

        switch (text[0])
        {
            case 'x':
                return Number(text, 1, 2, NumberStyles.AllowHexSpecifier, out var hexadecimal) ? Byte(hexadecimal, 3) : 0;
            case >= '0' and <= '7':
                return Octal(text, out var octal) ? Byte(octal, 3) : 0;
            case 'u':
                return Number(text, 1, 4, NumberStyles.AllowHexSpecifier, out var small) ? Character(small, 5) : 0;
            case 'U':
                return Number(text, 1, 8, NumberStyles.AllowHexSpecifier, out var large) ? Character(large, 9) : 0;
        }

        var plain = text[0] switch
        {
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            '\\' => '\\',
            '"' => '"',
            _ => '\0',
        };
        return plain == '\0' ? 0 : Character(plain, 1);

        int Byte(uint value, int length)
        {
            bytes.Add((byte)value);
            return length;
        }

        int Character(uint value, int length)
        {
            if (!Rune.IsValid(value))
                return 0;
            FlushBytes(bytes, result);
            result.Append(new Rune(value).ToString());
            return length;
        }
    }

    private static bool Number(ReadOnlySpan<char> text, int start, int digits, NumberStyles style, out uint value)
    {
        value = 0;
        return text.Length >= start + digits
            && uint.TryParse(text.Slice(start, digits), style, CultureInfo.InvariantCulture, out value);
    }

    private static bool Octal(ReadOnlySpan<char> text, out uint value)
    {
        value = 0;
        if (text.Length < 3)
            return false;
        foreach (var digit in text[..3])
        {
            if (digit is < '0' or > '7')
                return false;
            value = (value * 8) + (uint)(digit - '0');
        }

        return value <= 255;
    }

    private static void FlushBytes(List<byte> bytes, StringBuilder result)
    {
        if (bytes.Count == 0)
            return;
        result.Append(Encoding.UTF8.GetString([.. bytes]));
        bytes.Clear();
    }
}
