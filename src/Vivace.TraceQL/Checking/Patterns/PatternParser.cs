using System.Text;

namespace Vivace.TraceQL.Checking.Patterns;

/// <summary>Reads RE2's syntax, Go dialect with Perl classes (https://github.com/google/re2/wiki/Syntax).</summary>
/// <remarks>As in the query parser, the first problem is kept and the cursor goes to the end.</remarks>
internal sealed partial class PatternParser
{
    /// <summary>Longest pattern, in UTF-16 code units; bounds the work that hostile ones cause.</summary>
    public const int LengthLimit = 32_768;

    private const int NestingLimit = 250;

    /// <summary>RE2's own limit, also for the product of nested ones.</summary>
    private const int RepeatLimit = 1_000;

    private readonly string _pattern;
    private readonly HashSet<string> _groupNames = new(StringComparer.Ordinal);
    private int _position;
    private int _nesting;
    private PatternFlags _flags = PatternFlags.DotMatchesNewline;

    private PatternParser(string pattern) => _pattern = pattern;

    private string? Problem { get; set; }

    private bool AtEnd => _position >= _pattern.Length;

    private char Current => _position < _pattern.Length ? _pattern[_position] : '\0';

    /// <summary>Parses a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="problem">Why RE2 refuses it, or we do; null if it is fine.</param>
    /// <returns>Its tree; null if there is a problem.</returns>
    public static PatternNode? Parse(string pattern, out string? problem)
    {
        if (pattern.Length > LengthLimit)
        {
            problem = $"it is longer than {LengthLimit} characters";
            return null;
        }

        var parser = new PatternParser(pattern);
        var node = parser.ParseAlternation();
        if (!parser.AtEnd)
            parser.Fail("unexpected )");
        if (parser.Problem is null && RepeatProduct(node) > RepeatLimit)
            parser.Fail($"repetitions multiply to more than {RepeatLimit}");
        problem = parser.Problem;
        return problem is null ? node : null;
    }

    private PatternNode ParseAlternation()
    {
        if (++_nesting > NestingLimit)
            Fail($"groups nest more than {NestingLimit} deep");

        var choices = new List<PatternNode> { ParseSequence() };
        while (Current == '|' && !AtEnd)
        {
            _position++;
            choices.Add(ParseSequence());
        }

        _nesting--;
        return choices.Count == 1 ? choices[0] : new PatternNode.Alternation(choices);
    }

    private PatternNode ParseSequence()
    {
        var parts = new List<PatternNode>();
        var afterRepeat = false;
        while (!AtEnd && Current is not ('|' or ')'))
        {
            var start = _position;
            if (TryParseRepeat(out var minimum, out var maximum))
            {
                if (Problem is not null)
                    break;
                var @operator = _pattern[start.._position];
                if (parts.Count == 0)
                {
                    Fail($"missing argument to repetition operator {@operator}");
                }
                else if (afterRepeat)
                {
                    Fail($"invalid nested repetition operator {@operator}");
                }
                else
                {
                    parts[^1] = new PatternNode.Repetition(parts[^1], minimum, maximum);
                    afterRepeat = true;
                }

                continue;
            }

            afterRepeat = false;
            ParseAtom(parts);
        }

        return parts.Count == 1 ? parts[0] : new PatternNode.Sequence(parts);
    }

    /// <summary>Reads <c>* + ? {n} {n,} {n,m}</c> and a <c>?</c> after it, which changes nothing here.</summary>
    private bool TryParseRepeat(out int minimum, out int? maximum)
    {
        (minimum, maximum) = Current switch
        {
            '*' => (0, null),
            '+' => (1, null),
            '?' => (0, 1),
            _ => (-1, (int?)null),
        };
        if (minimum >= 0)
            _position++;
        else if (Current != '{' || !TryParseCounts(out minimum, out maximum))
            return false;

        if (Current == '?')
            _position++;
        return true;
    }

    private bool TryParseCounts(out int minimum, out int? maximum)
    {
        var position = _position + 1;
        maximum = null;
        if (!TryParseCount(ref position, out minimum) || position >= _pattern.Length)
            return false;

        if (_pattern[position] != ',')
        {
            maximum = minimum;
        }
        else if (++position < _pattern.Length && _pattern[position] != '}')
        {
            if (!TryParseCount(ref position, out var most))
                return false;
            maximum = most;
        }

        if (position >= _pattern.Length || _pattern[position] != '}')
            return false;

        position++;
        if (minimum > RepeatLimit || maximum > RepeatLimit || maximum < minimum)
            Fail($"invalid repeat count {_pattern[_position..position]}; from 0 to {RepeatLimit}, ascending");
        else
            _position = position;
        return true;
    }

    private bool TryParseCount(ref int position, out int count)
    {
        count = 0;
        var start = position;
        while (position < _pattern.Length && char.IsAsciiDigit(_pattern[position]))
            count = Math.Min(RepeatLimit + 1, (count * 10) + (_pattern[position++] - '0'));
        var hasLeadingZero = position - start > 1 && _pattern[start] == '0';
        return position > start && !hasLeadingZero;
    }

    private void ParseAtom(List<PatternNode> parts)
    {
        switch (Current)
        {
            case '(':
                ParseGroup(parts);
                break;
            case '[':
                parts.Add(new PatternNode.Set(ParseClass()));
                break;
            case '.':
                _position++;
                parts.Add(new PatternNode.Set(_flags.HasFlag(PatternFlags.DotMatchesNewline)
                    ? CodePointSet.Everything
                    : CodePointSet.Of(('\n', '\n')).Complement()));
                break;
            case '^':
                _position++;
                parts.Add(Assertion(_flags.HasFlag(PatternFlags.MultiLine) ? AssertionKind.LineStart : AssertionKind.TextStart));
                break;
            case '$':
                _position++;
                parts.Add(Assertion(_flags.HasFlag(PatternFlags.MultiLine) ? AssertionKind.LineEnd : AssertionKind.TextEnd));
                break;
            case '\\':
                ParseEscape(parts);
                break;
            default:
                parts.Add(Literal(NextCodePoint()));
                break;
        }
    }

    private static PatternNode.Assertion Assertion(AssertionKind kind) => new(kind);

    private PatternNode.Set Literal(int codePoint)
    {
        int[] members = _flags.HasFlag(PatternFlags.FoldCase) ? CaseFolding.OrbitOf(codePoint) : [codePoint];
        return new PatternNode.Set(CodePointSet.Of(members.Select(member => (member, member))));
    }

    private void ParseGroup(List<PatternNode> parts)
    {
        var outer = _flags;
        _position++;
        var isFlagsOnly = false;
        if (Current == '?' && (!TryParseGroupStart(out isFlagsOnly) || isFlagsOnly))
            return;

        parts.Add(ParseAlternation());
        if (AtEnd || Current != ')')
        {
            Fail("missing closing )");
            return;
        }

        _position++;
        _flags = outer;
    }

    /// <summary>Reads what follows <c>(?</c>, through its <c>:</c>, <c>&gt;</c> or <c>)</c>.</summary>
    private bool TryParseGroupStart(out bool isFlagsOnly)
    {
        isFlagsOnly = false;
        var rest = _pattern.AsSpan(_position);
        if (rest.StartsWith("?=") || rest.StartsWith("?!") || rest.StartsWith("?<=") || rest.StartsWith("?<!"))
            return Fail("lookaround is not part of RE2");

        if (rest.StartsWith("?P<") || rest.StartsWith("?<"))
        {
            var nameStart = _position + (rest[1] == 'P' ? 3 : 2);
            var end = _pattern.IndexOf('>', nameStart);
            var name = end < 0 ? "" : _pattern[nameStart..end];
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
                return Fail("invalid name of a group; letters, digits and _ are allowed");
            if (!_groupNames.Add(name))
                return Fail($"the group name {name} is used twice");
            _position = end + 1;
            return true;
        }

        return TryParseFlags(out isFlagsOnly);
    }

    private bool TryParseFlags(out bool isFlagsOnly)
    {
        isFlagsOnly = false;
        var flags = _flags;
        var negative = false;
        var hasFlag = false;
        for (_position++; !AtEnd; _position++)
        {
            switch (Current)
            {
                case 'i':
                    Switch(PatternFlags.FoldCase);
                    break;
                case 'm':
                    Switch(PatternFlags.MultiLine);
                    break;
                case 's':
                    Switch(PatternFlags.DotMatchesNewline);
                    break;
                case 'U':
                    // Swaps long and short repetitions, which does not change whether all of a text matches.
                    hasFlag = true;
                    break;
                case '-' when !negative:
                    negative = true;
                    hasFlag = false;
                    break;
                case ':' or ')' when !negative || hasFlag:
                    isFlagsOnly = Current == ')';
                    _flags = flags;
                    _position++;
                    return true;
                default:
                    return Fail("unknown group or flag after (?; known are (?: (?P<name> and the flags i m s U");
            }
        }

        return Fail("missing closing )");

        void Switch(PatternFlags flag)
        {
            flags = negative ? flags & ~flag : flags | flag;
            hasFlag = true;
        }
    }

    private int NextCodePoint()
    {
        if (Rune.TryGetRuneAt(_pattern, _position, out var rune))
        {
            _position += rune.Utf16SequenceLength;
            return rune.Value;
        }

        return _pattern[_position++];
    }

    private bool Fail(string problem)
    {
        Problem ??= problem;
        _position = _pattern.Length;
        return false;
    }

    private static long RepeatProduct(PatternNode node) => node switch
    {
        PatternNode.Sequence sequence => sequence.Parts.Select(RepeatProduct).Append(1).Max(),
        PatternNode.Alternation alternation => alternation.Choices.Select(RepeatProduct).Max(),
        PatternNode.Repetition repetition =>
            Math.Min(int.MaxValue, Math.Max(1, repetition.Maximum ?? repetition.Minimum) * RepeatProduct(repetition.Body)),
        _ => 1,
    };
}
