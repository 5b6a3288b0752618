namespace ReifyDb.Sql;

/// <summary>A piece of SQL text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins in the whole text.</param>
/// <param name="Text">As written.</param>
internal readonly record struct Token(TokenKind Kind, int Start, string Text)
{
    public int End => Start + Text.Length;

    public bool IsName => Kind is TokenKind.Word or TokenKind.QuotedName;

    /// <summary>A name without its quotes.</summary>
    public string Name => Kind == TokenKind.QuotedName ? Unquote(Text) : Text;

    public bool Is(string word) => Kind == TokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && string.Equals(Text, symbol, StringComparison.Ordinal);

    private static string Unquote(string quoted) => quoted[0] == '['
        ? quoted[1..^1]
        : quoted[1..^1].Replace(new string(quoted[0], 2), quoted[..1], StringComparison.Ordinal);
}
