namespace Vivace.TraceQL.Syntax;

/// <summary>Guesses what was meant by a token that stands where it cannot.</summary>
internal static class SyntaxHints
{
    public static string? For(Token token, string text) => token.Kind switch
    {
        TokenKind.Equal when token.Range.Start > 0 && text[token.Range.Start - 1] == '=' => "equality is a single =",
        TokenKind.Identifier => ForIdentifier(token.Text),
        TokenKind.Keyword when IntrinsicNames.SpellingsOf(token.Text) is { } spellings
            && IntrinsicNames.Bare(token.Text) is null => $"write {spellings}",
        TokenKind.Keyword when token.Text == "nil" => "nil is only allowed after = and !=",
        _ => null,
    };

    private static string ForIdentifier(string word) => word switch
    {
        "and" or "AND" => "write && for and",
        "or" or "OR" => "write || for or",
        "not" or "NOT" => "write ! for not",
        "in" or "IN" => "write alternatives with ||, or match them with =~",
        "contains" or "like" => "match with =~ \".*text.*\"",
        _ when IntrinsicNames.SpellingsOf(word) is { } spellings => $"write {spellings}",
        _ => $"for an attribute write .{word}, span.{word} or resource.{word}",
    };
}
