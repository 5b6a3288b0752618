using System.Text;

namespace ReifyDb.Sql;

/// <summary>One statement: its text and what it says about itself before SQLite has seen it.</summary>
internal sealed class Statement
{
    private const int MostSummaryCharacters = 255;
    private const int MostTextCharacters = 4096;

    public required string Text { get; init; }

    public required IReadOnlyList<Token> Tokens { get; init; }

    public required StatementKind Kind { get; init; }

    /// <summary>The first word that counts: SELECT, INSERT, CREATE TABLE.</summary>
    public required string Operation { get; init; }

    /// <summary>Tables in the order of their appearance, each once.</summary>
    public required IReadOnlyList<string> Tables { get; init; }

    /// <summary>The statement for people and for grouping, <c>SELECT orders customers</c>: few different ones.</summary>
    public string Summary
    {
        get
        {
            var summary = string.Join(' ', Tables.Prepend(Operation));
            return summary.Length <= MostSummaryCharacters ? summary : summary[..MostSummaryCharacters];
        }
    }

    /// <summary>The text for traces: as it is when values came as parameters, else with <c>?</c> for every literal, so that no value
    /// of a user gets into a trace.</summary>
    public string SanitizedText
    {
        get
        {
            var text = Tokens.Any(static token => token.Kind == TokenKind.Parameter) ? Text : WithoutLiterals();
            return text.Length <= MostTextCharacters ? text : text[..MostTextCharacters] + "...";
        }
    }

    private string WithoutLiterals()
    {
        var text = new StringBuilder(Text.Length);
        var offset = Tokens.Count == 0 ? 0 : Tokens[0].Start;
        var written = 0;
        foreach (var token in Tokens.Where(static token => token.Kind is TokenKind.Number or TokenKind.Text))
        {
            text.Append(Text, written, token.Start - offset - written).Append('?');
            written = token.End - offset;
        }

        return text.Append(Text, written, Text.Length - written).ToString();
    }
}
