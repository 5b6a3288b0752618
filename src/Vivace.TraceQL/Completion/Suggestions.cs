using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Completion;

/// <summary>Turns what the parser looked for into completions, the likelier first.</summary>
internal static class Suggestions
{
    public static IReadOnlyList<CompletionItem> From(Expectations expected, CursorWord word)
    {
        var found = new List<CompletionItem>();
        found.AddRange(OperandSuggestions.Of(expected, word));
        found.AddRange(OperatorSuggestions.Of(expected));
        found.AddRange(StageSuggestions.Of(expected, word));
        found.AddRange(HintSuggestions.Of(expected));
        found.AddRange(Signs(expected));

        var typed = word.Typed;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. found.Where(item => item.InsertText.StartsWith(typed, StringComparison.OrdinalIgnoreCase) && seen.Add(item.InsertText))];
    }

    private static IEnumerable<CompletionItem> Signs(Expectations expected)
    {
        if (expected.Has(TokenKind.Pipe))
            yield return new CompletionItem("|", "|", CompletionKind.Operator, "next stage");
        if (expected.Has(TokenKind.Comma))
            yield return Sign(",", "next in the list");
        if (expected.Has(TokenKind.CloseParenthesis))
            yield return Sign(")", "");
        if (expected.Has(TokenKind.CloseBrace) && OperatorSuggestions.MayBeCondition(expected))
            yield return Sign("}", "end of the filter");
        if (expected.Has(TokenKind.OpenBrace) && expected.Piece is null)
            yield return Sign("{", "spanset filter");
        if (expected.Has(TokenKind.OpenParenthesis))
            yield return Sign("(", "");
    }

    private static CompletionItem Sign(string sign, string detail) => new(sign, sign, CompletionKind.Punctuation, detail);
}
