using System.Globalization;

namespace Vivace.TraceQL.Checking.Patterns;

/// <summary>Escapes and classes in brackets.</summary>
internal sealed partial class PatternParser
{
    private void ParseEscape(List<PatternNode> parts)
    {
        var next = _position + 1 < _pattern.Length ? _pattern[_position + 1] : '\0';
        AssertionKind? assertion = next switch
        {
            'A' => AssertionKind.TextStart,
            'z' => AssertionKind.TextEnd,
            'b' => AssertionKind.WordBoundary,
            'B' => AssertionKind.NotWordBoundary,
            _ => null,
        };
        if (assertion is { } kind)
        {
            _position += 2;
            parts.Add(Assertion(kind));
        }
        else if (next == 'Q')
        {
            _position += 2;
            var end = _pattern.IndexOf(@"\E", _position, StringComparison.Ordinal);
            var last = end < 0 ? _pattern.Length : end;
            while (_position < last)
                parts.Add(Literal(NextCodePoint()));
            _position = end < 0 ? last : end + 2;
        }
        else if (TryParseNamedClass() is { } set)
        {
            parts.Add(new PatternNode.Set(set));
        }
        else if (Problem is null)
        {
            parts.Add(Literal(ParseEscapedCodePoint()));
        }
    }

    /// <summary>Reads <c>\d</c>, <c>\pL</c> and the like; null, not having moved, if something else follows.</summary>
    private CodePointSet? TryParseNamedClass()
    {
        var letter = _position + 1 < _pattern.Length ? _pattern[_position + 1] : '\0';
        var set = char.ToLowerInvariant(letter) switch
        {
            'd' => NamedSets.Digits,
            's' => NamedSets.Spaces,
            'w' => NamedSets.WordCharacters,
            'p' => ParseUnicodeClass(),
            _ => null,
        };
        if (set is null)
            return null;

        if (letter is not ('p' or 'P'))
            _position += 2;
        if (_flags.HasFlag(PatternFlags.FoldCase))
            set = set.Folded();
        return char.IsAsciiLetterUpper(letter) ? set.Complement() : set;
    }

    private CodePointSet? ParseUnicodeClass()
    {
        var start = _position + 2;
        var end = start + 1;
        var name = start < _pattern.Length ? _pattern[start..end] : "";
        if (name == "{")
        {
            end = _pattern.IndexOf('}', start) + 1;
            name = end == 0 ? "" : _pattern[(start + 1)..(end - 1)];
        }

        var negated = name.StartsWith('^');
        if (NamedSets.Unicode(negated ? name[1..] : name) is not { } set)
        {
            Fail($"unknown Unicode class {Shown(name)}; general categories such as \\pL and \\p{{Lu}} are known, scripts are not");
            return null;
        }

        _position = end;
        return negated ? set.Complement() : set;
    }

    private int ParseEscapedCodePoint()
    {
        var start = _position;
        _position++;
        if (AtEnd)
        {
            Fail("trailing backslash");
            return 0;
        }

        var c = _pattern[_position++];
        switch (c)
        {
            case >= '1' and <= '7' when Current is not (>= '0' and <= '7'):
                Fail($@"\{c} would refer back to a group, which is not part of RE2");
                return 0;
            case >= '0' and <= '7':
                var value = c - '0';
                for (var i = 0; i < 2 && Current is >= '0' and <= '7'; i++)
                    value = (value * 8) + (_pattern[_position++] - '0');
                return value;
            case 'x':
                return ParseHexadecimal(start);
            case 'a':
                return '\a';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'v':
                return '\v';
        }

        if (char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c))
            return c;
        Fail($"invalid escape sequence {Shown(_pattern[start.._position])}");
        return 0;
    }

    private int ParseHexadecimal(int start)
    {
        var digits = ReadOnlySpan<char>.Empty;
        if (Current == '{')
        {
            var end = _pattern.IndexOf('}', _position);
            if (end > 0)
            {
                digits = _pattern.AsSpan(_position + 1, end - _position - 1);
                _position = end + 1;
            }
        }
        else if (_position + 2 <= _pattern.Length)
        {
            digits = _pattern.AsSpan(_position, 2);
            _position += 2;
        }

        if (int.TryParse(digits.TrimStart('0') is { Length: > 0 } significant ? significant : digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            && value is >= 0 and <= CodePointSet.Last)
        {
            return value;
        }

        Fail($"invalid escape sequence {Shown(_pattern[start.._position])}");
        return 0;
    }

    private CodePointSet ParseClass()
    {
        var start = _position;
        var ranges = new List<(int, int)>();
        _position++;
        var negated = Current == '^';
        if (negated)
            _position++;

        for (var isFirst = true; isFirst || Current != ']'; isFirst = false)
        {
            if (AtEnd)
            {
                Fail($"missing closing ] of {Shown(_pattern[start..])}");
                return CodePointSet.Everything;
            }

            if (TryParsePosixClass() is { } named)
                ranges.AddRange(named.Ranges);
            else if (Current == '\\' && TryParseNamedClass() is { } escaped)
                ranges.AddRange(escaped.Ranges);
            else if (Problem is null)
                ranges.Add(ParseRange());
        }

        _position++;
        if (Problem is not null)
            _position = _pattern.Length;
        var set = CodePointSet.Of(ranges);
        if (_flags.HasFlag(PatternFlags.FoldCase))
            set = set.Folded();
        return negated ? set.Complement() : set;
    }

    private CodePointSet? TryParsePosixClass()
    {
        if (!_pattern.AsSpan(_position).StartsWith("[:"))
            return null;
        var end = _pattern.IndexOf(":]", _position + 2, StringComparison.Ordinal);
        if (end < 0)
            return null;

        var name = _pattern.AsSpan((_position + 2)..end);
        var negated = name.StartsWith("^");
        if (NamedSets.Posix(negated ? name[1..] : name) is not { } set)
        {
            Fail($"unknown class {Shown(_pattern[_position..(end + 2)])}");
            return null;
        }

        _position = end + 2;
        return negated ? set.Complement() : set;
    }

    private (int From, int To) ParseRange()
    {
        var start = _position;
        var from = ParseClassCharacter();
        if (Current != '-' || _position + 1 >= _pattern.Length || _pattern[_position + 1] == ']')
            return (from, from);

        _position++;
        var to = ParseClassCharacter();
        if (to >= from)
            return (from, to);
        Fail($"invalid range {Shown(_pattern[start..Math.Min(_position, _pattern.Length)])} in a class");
        return (from, from);
    }

    private int ParseClassCharacter() => Current == '\\' ? ParseEscapedCodePoint() : NextCodePoint();

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
