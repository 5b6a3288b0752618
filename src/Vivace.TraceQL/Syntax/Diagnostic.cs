using System.Globalization;

namespace Vivace.TraceQL.Syntax;

/// <summary>What is wrong with a query, and where.</summary>
/// <param name="Kind">Which phase found it.</param>
/// <param name="Range">The text it is about; of length 0 at the end of the query.</param>
/// <param name="Line">Line of its first character, from 1.</param>
/// <param name="Column">Column of its first character in Unicode characters, from 1.</param>
/// <param name="Message">What was found and what was expected.</param>
/// <param name="Hint">What to write instead, where that can be guessed.</param>
public sealed record Diagnostic(
    DiagnosticKind Kind, TextRange Range, int Line, int Column, string Message, string? Hint = null)
{
    /// <summary>Longest piece of a query that is quoted in a message, in UTF-16 code units.</summary>
    private const int QuotedLimit = 200;

    /// <summary>Changes that do away with it, the likeliest first; empty when none is known.</summary>
    public IReadOnlyList<QueryFix> Fixes { get; init; } = [];

    /// <summary>The form shown to users, with position and hint.</summary>
    /// <returns>One line of text (or more when the query's own text spans lines).</returns>
    public override string ToString()
    {
        var phase = Kind == DiagnosticKind.Syntax ? "parse error" : "error";
        var hint = Hint is null ? "" : $" ({Hint})";
        return string.Create(CultureInfo.InvariantCulture, $"{phase} at line {Line}, col {Column}: {Message}{hint}");
    }

    internal static Diagnostic At(DiagnosticKind kind, string text, TextRange range, string message, string? hint)
    {
        var line = 1;
        var column = 1;
        var end = Math.Min(range.Start, text.Length);
        for (var i = 0; i < end; i++)
        {
            if (text[i] == '\n')
            {
                line++;
                column = 1;
            }
            else if (!char.IsLowSurrogate(text[i]))
            {
                column++;
            }
        }

        return new Diagnostic(kind, range, line, column, message, hint);
    }

    internal static string Quote(string text) =>
        text.Length <= QuotedLimit ? $"`{text}`" : $"`{text.AsSpan(0, QuotedLimit)}`...";
}
