using System.Text;

namespace Vivace.TraceQL.Checking.Patterns;

/// <summary>Finds out whether a pattern is only a search for texts.</summary>
internal static class LiteralAnalysis
{
    /// <summary>Most texts one pattern may stand for; with more the automaton is the better tool.</summary>
    private const int TextLimit = 64;

    /// <summary>Longest of these texts, in UTF-16 code units.</summary>
    private const int TextLengthLimit = 4_096;

    public static LiteralPattern? Analyse(PatternNode node)
    {
        if (node is not PatternNode.Alternation alternation || Texts(node) is not null)
            return AnalyseOne(node);

        // foo.*|bar.* is a search for two prefixes.
        var texts = new List<string>();
        LiteralPatternKind? kind = null;
        foreach (var choice in alternation.Choices)
        {
            if (AnalyseOne(choice) is not { } found || (kind ?? found.Kind) != found.Kind)
                return null;
            kind = found.Kind;
            texts.AddRange(found.Texts);
        }

        return texts.Count <= TextLimit ? Create(kind!.Value, texts) : null;
    }

    private static LiteralPattern? AnalyseOne(PatternNode node)
    {
        var parts = Flatten(node);
        var first = 0;
        var last = parts.Count;
        while (first < last && parts[first] is PatternNode.Assertion { Kind: AssertionKind.TextStart })
            first++;
        while (last > first && parts[last - 1] is PatternNode.Assertion { Kind: AssertionKind.TextEnd })
            last--;

        var openStart = false;
        var openEnd = false;
        for (; first < last && IsAnything(parts[first]); first++)
            openStart = true;
        for (; last > first && IsAnything(parts[last - 1]); last--)
            openEnd = true;

        if (Texts(new PatternNode.Sequence(parts[first..last])) is not { } texts)
            return null;
        return Create((openStart, openEnd) switch
        {
            (false, false) => LiteralPatternKind.Exact,
            (false, true) => LiteralPatternKind.Prefix,
            (true, false) => first == last ? LiteralPatternKind.Contains : LiteralPatternKind.Suffix,
            _ => LiteralPatternKind.Contains,
        }, texts);
    }

    private static LiteralPattern Create(LiteralPatternKind kind, IEnumerable<string> texts) =>
        new(kind, [.. texts.Distinct(StringComparer.Ordinal)]);

    private static bool IsAnything(PatternNode node) =>
        node is PatternNode.Repetition { Minimum: 0, Maximum: null, Body: PatternNode.Set { Members: var members } }
        && members.Count() == CodePointSet.Last + 1;

    private static List<PatternNode> Flatten(PatternNode node)
    {
        var parts = new List<PatternNode>();
        Add(node);
        return parts;

        void Add(PatternNode part)
        {
            if (part is not PatternNode.Sequence sequence)
            {
                parts.Add(part);
                return;
            }

            foreach (var inner in sequence.Parts)
                Add(inner);
        }
    }

    /// <summary>All texts that match; null if they are too many.</summary>
    private static List<string>? Texts(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.Set set:
                return set.Members.Count() <= TextLimit ? Members(set.Members) : null;

            case PatternNode.Sequence sequence:
                return Products(sequence.Parts);

            case PatternNode.Alternation alternation:
                var choices = new List<string>();
                foreach (var choice in alternation.Choices)
                {
                    if (Texts(choice) is not { } texts || choices.Count + texts.Count > TextLimit)
                        return null;
                    choices.AddRange(texts);
                }

                return choices;

            case PatternNode.Repetition { Minimum: 0, Maximum: 1 } optional:
                return Texts(optional.Body) is { Count: < TextLimit } once ? [.. once, ""] : null;

            default:
                return null;
        }
    }

    private static List<string>? Members(CodePointSet set)
    {
        var members = new List<string>();
        foreach (var (from, to) in set.Ranges)
        {
            for (var codePoint = from; codePoint <= to; codePoint++)
            {
                if (!Rune.IsValid(codePoint))
                    return null;
                members.Add(new Rune(codePoint).ToString());
            }
        }

        return members;
    }

    private static List<string>? Products(IReadOnlyList<PatternNode> parts)
    {
        // Fixed text, nearly every pattern, is collected without a copy per character.
        var texts = new List<StringBuilder> { new() };
        foreach (var part in parts)
        {
            if (Texts(part) is not { Count: > 0 } next || texts.Count * next.Count > TextLimit)
                return null;

            if (next.Count == 1)
            {
                foreach (var text in texts)
                    text.Append(next[0]);
            }
            else
            {
                texts = [.. texts.SelectMany(text => next.Select(end => new StringBuilder().Append(text).Append(end)))];
            }

            if (texts[0].Length > TextLengthLimit)
                return null;
        }

        return [.. texts.Select(text => text.ToString())];
    }
}
