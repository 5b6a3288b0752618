using System.Globalization;
using System.Text;

namespace Vivace.Server.Api;

/// <summary>Reads <c>key=value key="two words"</c>, the notation of the old search's <c>tags</c>.</summary>
internal static class Logfmt
{
    /// <summary>Reads all pairs in order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pairs">The pairs before the first mistake; a key without a value has an empty one.</param>
    /// <param name="error">What is wrong and where, positions counted from 1; null when all is well.</param>
    public static bool TryParse(string text, out List<KeyValuePair<string, string>> pairs, out string? error)
    {
        pairs = [];
        error = null;
        var position = 0;
        while (true)
        {
            while (position < text.Length && text[position] <= ' ')
                position++;
            if (position == text.Length)
                return true;

            var start = position;
            while (position < text.Length && text[position] is > ' ' and not '=' and not '"')
                position++;
            var key = text[start..position];
            if (key.Length == 0 || (position < text.Length && text[position] == '"'))
            {
                error = Unexpected(text, position);
                return false;
            }

            var value = "";
            if (position < text.Length && text[position] == '=')
            {
                position++;
                if (!TryReadValue(text, ref position, out value, out error))
                    return false;
            }

            pairs.Add(new(key, value));
        }
    }

    private static bool TryReadValue(string text, ref int position, out string value, out string? error)
    {
        error = null;
        value = "";
        if (position < text.Length && text[position] == '"')
            return TryReadQuoted(text, ref position, out value, out error);

        var start = position;
        while (position < text.Length && text[position] is > ' ' and not '=' and not '"')
            position++;
        if (position < text.Length && text[position] is '=' or '"')
        {
            error = Unexpected(text, position);
            return false;
        }

        value = text[start..position];
        return true;
    }

    private static bool TryReadQuoted(string text, ref int position, out string value, out string? error)
    {
        var open = position++;
        var unescaped = new StringBuilder();
        value = "";
        error = null;
        while (position < text.Length && text[position] != '"')
        {
            var c = text[position++];
            if (c != '\\')
            {
                unescaped.Append(c);
                continue;
            }

            if (position == text.Length)
                break;
            var escape = text[position++];
            if (escape == 'u')
            {
                if (position + 4 > text.Length || !ushort.TryParse(
                        text.AsSpan(position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                {
                    error = $"\\u at position {position - 1} needs four hexadecimal digits";
                    return false;
                }

                unescaped.Append((char)code);
                position += 4;
                continue;
            }

            var meant = escape switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\b',
                'f' => '\f',
                '"' or '\\' or '/' or '\'' => escape,
                _ => '\0',
            };
            if (meant == '\0')
            {
                error = $"unknown escape at position {position - 1}; known are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX";
                return false;
            }

            unescaped.Append(meant);
        }

        if (position == text.Length)
        {
            error = $"the quote at position {open + 1} is not closed";
            return false;
        }

        position++;
        if (position < text.Length && text[position] > ' ')
        {
            error = Unexpected(text, position);
            return false;
        }

        value = unescaped.ToString();
        return true;
    }

    private static string Unexpected(string text, int position) =>
        $"unexpected '{text[position]}' at position {position + 1}; write key=value key=\"two words\"";
}
