using System.Globalization;
using System.Text;

namespace Vivace.TraceQL.Checking.Patterns;

/// <summary>Writes a pattern's tree in .NET's syntax, anchored at both ends.</summary>
/// <remarks>.NET matches UTF-16 code units, RE2 characters: sets with members beyond U+FFFF become alternatives of
/// surrogate pairs. A surrogate half alone only matches inside an unlimited repetition of everything, where what it
/// matches is the same.</remarks>
internal static class PatternTranslation
{
    /// <summary>Most ranges of the sets of a pattern together. .NET's preparation grows faster than they do; a
    /// general category has up to 700.</summary>
    private const int RangeLimit = 3_000;

    /// <summary>Most characters to match with all repetitions written out: the automaton's size, and so the work per
    /// character of a value.</summary>
    private const long StateLimit = 10_000;

    private const int FirstSurrogate = 0xD800;
    private const int LastSurrogate = 0xDFFF;
    private const int LastOfOneUnit = 0xFFFF;

    /// <summary>Translates.</summary>
    /// <returns>The .NET pattern; null if it would be too large.</returns>
    public static string? Translate(PatternNode node)
    {
        if (CountRanges(node) > RangeLimit || CountStates(node) > StateLimit)
            return null;

        var text = new StringBuilder(@"\A(?:");
        Write(text, node);
        return text.Append(@")\z").ToString();
    }

    private static int CountRanges(PatternNode node) => node switch
    {
        // Small sets are bounded by the pattern's length.
        PatternNode.Set { Members.Ranges.Count: > 8 and var count } => count,
        PatternNode.Sequence sequence => sequence.Parts.Sum(CountRanges),
        PatternNode.Alternation alternation => alternation.Choices.Sum(CountRanges),
        PatternNode.Repetition repetition => CountRanges(repetition.Body),
        _ => 0,
    };

    private static long CountStates(PatternNode node) => node switch
    {
        PatternNode.Sequence sequence => sequence.Parts.Sum(CountStates),
        PatternNode.Alternation alternation => alternation.Choices.Sum(CountStates),
        PatternNode.Repetition repetition =>
            Math.Max(1, repetition.Maximum ?? repetition.Minimum) * CountStates(repetition.Body),
        _ => 1,
    };

    private static void Write(StringBuilder text, PatternNode node)
    {
        switch (node)
        {
            case PatternNode.Set set:
                WriteSet(text, set.Members);
                break;
            case PatternNode.Assertion assertion:
                text.Append(assertion.Kind switch
                {
                    AssertionKind.TextStart => @"\A",
                    AssertionKind.TextEnd => @"\z",
                    AssertionKind.LineStart => "(?m:^)",
                    AssertionKind.LineEnd => "(?m:$)",
                    AssertionKind.WordBoundary => @"\b",
                    _ => @"\B",
                });
                break;
            case PatternNode.Sequence sequence:
                foreach (var part in sequence.Parts)
                    WriteGrouped(text, part, part is PatternNode.Alternation);

                break;
            case PatternNode.Alternation alternation:
                for (var i = 0; i < alternation.Choices.Count; i++)
                {
                    text.Append(i == 0 ? "" : "|");
                    Write(text, alternation.Choices[i]);
                }

                break;
            case PatternNode.Repetition repetition:
                WriteRepetition(text, repetition);
                break;
        }
    }

    private static void WriteRepetition(StringBuilder text, PatternNode.Repetition repetition)
    {
        var isEverything = repetition.Body is PatternNode.Set { Members: var members } && members.Count() == CodePointSet.Last + 1;
        if (isEverything && repetition is { Minimum: 0 or 1, Maximum: null })
        {
            if (repetition.Minimum == 1)
                WriteSet(text, CodePointSet.Everything);
            text.Append(@"[\s\S]*");
            return;
        }

        WriteGrouped(text, repetition.Body, repetition.Body is not PatternNode.Set);
        text.Append((repetition.Minimum, repetition.Maximum) switch
        {
            (0, null) => "*",
            (1, null) => "+",
            (0, 1) => "?",
            (var least, null) => string.Create(CultureInfo.InvariantCulture, $"{{{least},}}"),
            (var least, { } most) => string.Create(CultureInfo.InvariantCulture, $"{{{least},{most}}}"),
        });
    }

    private static void WriteGrouped(StringBuilder text, PatternNode node, bool grouped)
    {
        text.Append(grouped ? "(?:" : "");
        Write(text, node);
        text.Append(grouped ? ")" : "");
    }

    private static void WriteSet(StringBuilder text, CodePointSet set)
    {
        if (set.Ranges is [var only] && only.From == only.To && only.From <= LastOfOneUnit)
        {
            WriteUnit(text, only.From);
            return;
        }

        var single = new StringBuilder();
        var pairs = new List<string>();
        foreach (var (from, to) in set.Ranges)
        {
            WriteUnits(single, from, Math.Min(to, FirstSurrogate - 1));
            WriteUnits(single, Math.Max(from, LastSurrogate + 1), Math.Min(to, LastOfOneUnit));
            AddPairs(pairs, Math.Max(from, LastOfOneUnit + 1), to);
        }

        var choices = single.Length > 0 ? [$"[{single}]", .. pairs] : pairs;

        // Nothing matches an empty set: the complement of everything.
        text.Append(choices.Count switch
        {
            0 => @"[^\s\S]",
            1 when pairs.Count == 0 => choices[0],
            _ => $"(?:{string.Join('|', choices)})",
        });
    }

    private static void WriteUnits(StringBuilder text, int from, int to)
    {
        if (from > to)
            return;
        WriteUnit(text, from);
        if (from == to)
            return;
        text.Append('-');
        WriteUnit(text, to);
    }

    private static void WriteUnit(StringBuilder text, int unit)
    {
        if (char.IsAsciiLetterOrDigit((char)unit))
            text.Append((char)unit);
        else
            text.Append(CultureInfo.InvariantCulture, $@"\u{unit:X4}");
    }

    /// <summary>Cuts a range beyond U+FFFF into at most three: a first high surrogate, whole ones, a last one.</summary>
    private static void AddPairs(List<string> pairs, int from, int to)
    {
        while (from <= to)
        {
            var (high, low) = Halves(from);
            var (lastHigh, lastLow) = Halves(to);
            var endLow = high == lastHigh ? lastLow : LastSurrogate;
            var endHigh = high;
            if (low == 0xDC00 && endLow == LastSurrogate)
                endHigh = lastLow == LastSurrogate ? lastHigh : Math.Max(high, lastHigh - 1);

            pairs.Add(string.Create(
                CultureInfo.InvariantCulture, $@"[\u{high:X4}-\u{endHigh:X4}][\u{low:X4}-\u{endLow:X4}]"));
            from = 0x10000 + ((endHigh - FirstSurrogate) << 10) + (endLow - 0xDC00) + 1;
        }

        static (int High, int Low) Halves(int codePoint) =>
            (FirstSurrogate + ((codePoint - 0x10000) >> 10), 0xDC00 + ((codePoint - 0x10000) & 0x3FF));
    }
}
