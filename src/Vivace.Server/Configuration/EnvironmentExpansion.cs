using System.Globalization;
using System.Text;

namespace Vivace.Server.Configuration;

/// <summary>Replaces <c>${NAME}</c> and its relatives in the raw text of a configuration file, before YAML is read.</summary>
/// <remarks>The forms are those of a shell: defaults, case, length, substring, trimming by pattern, replacement. A bare
/// <c>$NAME</c> is left alone; <c>$$</c> yields one dollar sign; an undefined variable without a default is empty. In a
/// pattern, <c>*</c> and <c>?</c> are wildcards.</remarks>
internal ref struct EnvironmentExpansion
{
    /// <summary>Deepest nesting of defaults within defaults; bounds the recursion.</summary>
    private const int MaxDepth = 32;

    private readonly string _text;
    private readonly Func<string, string?> _lookup;
    private int _position;

    private EnvironmentExpansion(string text, Func<string, string?> lookup)
    {
        _text = text;
        _lookup = lookup;
    }

    /// <summary>Expands a text.</summary>
    /// <param name="source">Name of the file for messages.</param>
    /// <param name="text">The raw text.</param>
    /// <param name="lookup">The environment; names are case-sensitive.</param>
    /// <param name="problems">Receives a malformed expression with its place.</param>
    /// <returns>The expanded text; null when an expression is malformed.</returns>
    public static string? Expand(string source, string text, Func<string, string?> lookup, ProblemList problems)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
            return text;
        try
        {
            var expansion = new EnvironmentExpansion(text, lookup);
            return expansion.ReadText("", 0);
        }
        catch (MalformedException malformed)
        {
            problems.Error(new(source, Place(text, malformed.Offset)), "", malformed.Message);
            return null;
        }
    }

    /// <summary>Reads and expands up to one of the terminators, which is not consumed, or to the end of the text.</summary>
    private string ReadText(string terminators, int depth)
    {
        if (depth > MaxDepth)
            throw new MalformedException(_position, $"variables nested deeper than {MaxDepth} levels");

        var result = new StringBuilder();
        while (_position < _text.Length)
        {
            var character = _text[_position];
            if (terminators.Contains(character, StringComparison.Ordinal))
                break;
            if (character == '$' && _position + 1 < _text.Length && _text[_position + 1] == '$')
            {
                result.Append('$');
                _position += 2;
            }
            else if (character == '$' && _position + 1 < _text.Length && _text[_position + 1] == '{')
            {
                result.Append(ReadExpression(depth));
            }
            else
            {
                result.Append(character);
                _position++;
            }
        }
        return result.ToString();
    }

    private string ReadExpression(int depth)
    {
        var start = _position;
        _position += 2;
        var wantsLength = Peek() == '#';
        if (wantsLength)
            _position++;
        var name = ReadName(start);
        var value = _lookup(name) ?? "";
        string result;
        if (wantsLength)
            result = value.Length.ToString(CultureInfo.InvariantCulture);
        else
            result = ReadOperation(start, name, value, depth);
        if (Peek() != '}')
            throw Malformed(start, _position >= _text.Length ? "has no closing \"}\"" : $"has an unexpected \"{Peek()}\" after its name");
        _position++;
        return result;
    }

    private string ReadOperation(int start, string name, string value, int depth)
    {
        switch (Peek())
        {
            case '^' when Peek(1) == '^':
                _position += 2;
                return value.ToUpperInvariant();
            case '^':
                _position++;
                return value.Length == 0 ? value : char.ToUpperInvariant(value[0]) + value[1..];
            case ',' when Peek(1) == ',':
                _position += 2;
                return value.ToLowerInvariant();
            case ',':
                _position++;
                return value.Length == 0 ? value : char.ToLowerInvariant(value[0]) + value[1..];
            case ':' when Peek(1) is '-' or '=':
                _position += 2;
                return OrDefault(value, ReadText("}", depth + 1));
            case '=' or '-':
                _position++;
                return OrDefault(value, ReadText("}", depth + 1));
            case ':':
                _position++;
                return Substring(start, value, depth);
            case '#':
                var longestPrefix = Peek(1) == '#';
                _position += longestPrefix ? 2 : 1;
                return TrimPrefix(value, ReadText("}", depth + 1), longestPrefix);
            case '%':
                var longestSuffix = Peek(1) == '%';
                _position += longestSuffix ? 2 : 1;
                return TrimSuffix(value, ReadText("}", depth + 1), longestSuffix);
            case '/':
                _position++;
                return Replace(value, depth);
            case '}' or '\0':
                return value;
            default:
                throw Malformed(start, $"has an unexpected \"{Peek()}\" after the name {name}");
        }
    }

    private static string OrDefault(string value, string fallback) => value.Length == 0 ? fallback : value;

    private string Substring(int start, string value, int depth)
    {
        var offset = ReadNumber(start, depth);
        var length = value.Length;
        if (Peek() == ':')
        {
            _position++;
            length = ReadNumber(start, depth);
        }
        offset = offset < 0 ? Math.Max(0, value.Length + offset) : Math.Min(offset, value.Length);
        var end = length < 0 ? value.Length + length : Math.Min((long)value.Length, (long)offset + length);
        return end <= offset ? "" : value[offset..(int)end];
    }

    private int ReadNumber(int start, int depth)
    {
        var text = ReadText(":}", depth + 1);
        return int.TryParse(text.AsSpan().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Malformed(start, "has an offset or length that is not a number");
    }

    private string Replace(string value, int depth)
    {
        var mode = Peek();
        if (mode is '/' or '#' or '%')
            _position++;
        var wanted = ReadText("/}", depth + 1);
        var replacement = "";
        if (Peek() == '/')
        {
            _position++;
            replacement = ReadText("}", depth + 1);
        }
        if (wanted.Length == 0)
            return value;
        switch (mode)
        {
            case '/':
                return value.Replace(wanted, replacement, StringComparison.Ordinal);
            case '#':
                return value.StartsWith(wanted, StringComparison.Ordinal) ? replacement + value[wanted.Length..] : value;
            case '%':
                return value.EndsWith(wanted, StringComparison.Ordinal) ? value[..^wanted.Length] + replacement : value;
            default:
                var at = value.IndexOf(wanted, StringComparison.Ordinal);
                return at < 0 ? value : string.Concat(value.AsSpan(0, at), replacement, value.AsSpan(at + wanted.Length));
        }
    }

    private static string TrimPrefix(string value, string pattern, bool longest)
    {
        for (var i = 0; i <= value.Length; i++)
        {
            var length = longest ? value.Length - i : i;
            if (Matches(value.AsSpan(0, length), pattern))
                return value[length..];
        }
        return value;
    }

    private static string TrimSuffix(string value, string pattern, bool longest)
    {
        for (var i = 0; i <= value.Length; i++)
        {
            var from = longest ? i : value.Length - i;
            if (Matches(value.AsSpan(from), pattern))
                return value[..from];
        }
        return value;
    }

    /// <summary>Whole match of a text with a pattern of <c>*</c> and <c>?</c>; at most the product of the lengths in steps.</summary>
    private static bool Matches(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        int t = 0, p = 0, star = -1, resume = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
                (star, resume) = (p++, t);
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
                (t, p) = (t + 1, p + 1);
            else if (star >= 0)
                (t, p) = (++resume, star + 1);
            else
                return false;
        }
        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }

    private string ReadName(int start)
    {
        var from = _position;
        while (_position < _text.Length && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] == '_'))
            _position++;
        if (_position == from || char.IsAsciiDigit(_text[from]))
            throw Malformed(start, "has no variable name");
        return _text[from.._position];
    }

    private readonly char Peek(int ahead = 0) => _position + ahead < _text.Length ? _text[_position + ahead] : '\0';

    private static MalformedException Malformed(int offset, string what) =>
        new(offset, $"the expression \"${{...}}\" that starts here {what}; write ${{NAME}}, ${{NAME:-default}}, or $$ for a dollar sign");

    private static TextPosition Place(string text, int offset)
    {
        var before = text.AsSpan(0, Math.Min(offset, text.Length));
        return new TextPosition(before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }

    private sealed class MalformedException(int offset, string message) : Exception(message)
    {
        public int Offset { get; } = offset;
    }
}
