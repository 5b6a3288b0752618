namespace Vivace.TraceQL.Syntax;

/// <summary>A change to a query that does away with a diagnostic.</summary>
/// <param name="Title">The new text as a person reads it: short, on one line.</param>
/// <param name="Range">What it replaces; of length 0 where it is put in.</param>
/// <param name="Replacement">The new text.</param>
public sealed record QueryFix(string Title, TextRange Range, string Replacement)
{
    /// <summary>A change whose title is the text that it puts in.</summary>
    /// <param name="range">What it replaces.</param>
    /// <param name="replacement">The new text.</param>
    /// <returns>The change.</returns>
    internal static QueryFix Replace(TextRange range, string replacement) => new(replacement.Trim(), range, replacement);

    /// <summary>The query with the change made.</summary>
    /// <param name="query">The query that <see cref="Range"/> lies in.</param>
    /// <returns>The changed text.</returns>
    public string ApplyTo(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return string.Concat(query.AsSpan(0, Range.Start), Replacement, query.AsSpan(Range.End));
    }
}
