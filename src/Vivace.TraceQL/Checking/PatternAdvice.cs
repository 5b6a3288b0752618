using Vivace.TraceQL.Checking.Patterns;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Checking;

/// <summary>Advice on regular expressions, which always have to match a whole value.</summary>
internal static class PatternAdvice
{
    /// <summary>Most code points that a place may allow and still count as fixed text; both cases of a letter do.</summary>
    private const int FixedChoices = 4;

    public static void Check(Findings findings, string text, BinaryExpression match)
    {
        if (match.Right is not LiteralExpression { Value: Literal.Text { Value: var pattern } })
            return;
        if (PatternParser.Parse(pattern, out _) is not { } tree)
            return;

        var negated = match.Operator == BinaryOperator.NotMatches;
        var field = text.Substring(match.Left.Range.Start, match.Left.Range.Length);
        if (WithoutAnchors(pattern) is { } bare)
        {
            findings.Add(
                match.Right.Range, "the whole value must match, with ^ and $ as without", null,
                [.. AnchorFixes(pattern, bare).Select(fix => QueryFix.Replace(match.Right.Range, QuotedText.WriteEscaped(fix)))]);
            return;
        }

        switch (LiteralAnalysis.Analyse(tree))
        {
            case { Kind: LiteralPatternKind.Contains, Texts: [""] }:
                findings.Add(
                    match.Right.Range, negated ? "this excludes every text" : "this matches every text", null,
                    negated || match.Left is IntrinsicExpression ? [] : [QueryFix.Replace(match.Range, $"{field} != nil")]);
                break;
            case { Kind: LiteralPatternKind.Exact, Texts: [{ Length: > 0 } only] }:
                var equal = $"{field} {(negated ? "!=" : "=")} {QuotedText.WriteEscaped(only)}";
                findings.Add(
                    match.Right.Range, "the whole value must match, so this finds exactly this text",
                    "write = for that, or put .* on the sides that may differ",
                    [
                        QueryFix.Replace(match.Range, equal),
                        QueryFix.Replace(match.Right.Range, QuotedText.WriteEscaped($".*{pattern}.*")),
                    ]);
                break;
            case null when !HasFixedText(tree):
                findings.Add(
                    match.Right.Range, "nothing in this expression is fixed text, so every value has to be tried",
                    "put in a text that all wanted values have");
                break;
        }
    }

    /// <summary>The pattern without the <c>^</c> it starts with and the <c>$</c> it ends with; null when it has neither, or
    /// would mean something else.</summary>
    private static string? WithoutAnchors(string pattern)
    {
        var start = pattern.StartsWith('^') ? 1 : 0;
        var end = pattern.EndsWith('$') && !pattern.EndsWith(@"\$", StringComparison.Ordinal) ? 1 : 0;
        if (start + end == 0 || pattern.Length < start + end || pattern.Contains('|', StringComparison.Ordinal))
            return null;
        var bare = pattern[start..^end];
        return PatternParser.Parse(bare, out _) is null ? null : bare;
    }

    /// <summary>What may be meant: with one anchor the other side is likely to be open.</summary>
    private static IEnumerable<string> AnchorFixes(string pattern, string bare)
    {
        var starts = pattern.StartsWith('^');
        var ends = bare.Length + (starts ? 1 : 0) < pattern.Length;
        if (starts && !ends && !bare.EndsWith(".*", StringComparison.Ordinal))
            yield return bare + ".*";
        if (ends && !starts && !bare.StartsWith(".*", StringComparison.Ordinal))
            yield return ".*" + bare;
        yield return bare;
    }

    private static bool HasFixedText(PatternNode node) => node switch
    {
        PatternNode.Set set => set.Members.Count() <= FixedChoices,
        PatternNode.Sequence { Parts.Count: 0 } => true,
        PatternNode.Sequence sequence => sequence.Parts.Any(HasFixedText),
        PatternNode.Alternation alternation => alternation.Choices.All(HasFixedText),
        PatternNode.Repetition { Minimum: > 0 } repetition => HasFixedText(repetition.Body),
        _ => false,
    };
}
