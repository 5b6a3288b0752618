namespace Vivace.TraceQL.Syntax;

/// <summary>A word of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Range">Where it stands.</param>
/// <param name="Text">Keywords, identifiers and scopes: the word. Invalid: the message.</param>
/// <param name="Value">Literals and attributes: the <see cref="Literal"/> or <see cref="AttributeExpression"/>.
/// Invalid: the hint, or null.</param>
internal readonly record struct Token(TokenKind Kind, TextRange Range, string Text = "", object? Value = null)
{
    public bool Is(string keyword) => Kind == TokenKind.Keyword && string.Equals(Text, keyword, StringComparison.Ordinal);
}
