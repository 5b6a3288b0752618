using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Checking;

/// <summary>Finds changes that do away with a mistake. Guesses are tried: only what the parser and the checker then like
/// better is offered.</summary>
public static class QueryFixes
{
    /// <summary>Most changes that are offered for one mistake.</summary>
    private const int Limit = 3;

    /// <summary>Longest query that changes are looked for in, in UTF-16 code units: each guess is a reading of it.</summary>
    private const int LengthLimit = 10_000;

    /// <summary>Adds changes to mistakes.</summary>
    /// <param name="text">The query.</param>
    /// <param name="diagnostics">What the parser, or else the checker, found.</param>
    /// <returns>The same diagnostics, with changes where some are known.</returns>
    public static IReadOnlyList<Diagnostic> AddTo(string text, IReadOnlyList<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(diagnostics);
        return text.Length > LengthLimit ? diagnostics : [.. diagnostics.Select(diagnostic => AddTo(text, diagnostic))];
    }

    private static Diagnostic AddTo(string text, Diagnostic diagnostic)
    {
        var sorts = diagnostic.Kind == DiagnosticKind.Syntax
            ? SyntaxGuesses.For(text, diagnostic.Range)
            : [LiteralGuesses.For(text, diagnostic.Range)];
        var before = Progress.Of(text);
        var fixes = sorts
            .Select(guesses => guesses
                .DistinctBy(fix => (fix.Range, fix.Replacement))
                .Where(fix => Progress.Of(fix.ApplyTo(text)).IsBetterThan(before, diagnostic.Range.Start, fix))
                .Take(Limit)
                .ToList())
            .FirstOrDefault(helpful => helpful.Count > 0);
        return fixes is null ? diagnostic : diagnostic with { Fixes = fixes };
    }

    /// <summary>How far a query is read, and how much of it is wrong then.</summary>
    private readonly record struct Progress(int? SyntaxErrorAt, int Findings)
    {
        public static Progress Of(string text)
        {
            var parsed = TraceQLParser.Parse(text);
            return parsed.Query is { } query
                ? new Progress(null, TraceQLChecker.Check(query).Count)
                : new Progress(parsed.Diagnostics[0].Range.Start, 0);
        }

        public bool IsBetterThan(Progress before, int mistakeStart, QueryFix fix)
        {
            if (before.SyntaxErrorAt is null)
                return SyntaxErrorAt is null && Findings < before.Findings;

            // Past the change, and past where the old mistake would be now.
            var growth = fix.Replacement.Length - fix.Range.Length;
            var past = Math.Max(fix.Range.Start + fix.Replacement.Length, mistakeStart + growth);
            return SyntaxErrorAt is not { } now || now >= past + (fix.Range.Length == 0 ? 1 : 0);
        }
    }
}
