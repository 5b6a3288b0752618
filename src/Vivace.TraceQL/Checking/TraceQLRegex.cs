using System.Text.RegularExpressions;
using Vivace.TraceQL.Checking.Patterns;

namespace Vivace.TraceQL.Checking;

/// <summary>A regular expression of a query: RE2's syntax and meaning, matched in time linear in the value.</summary>
/// <remarks>The whole value must match, <c>.</c> matches line breaks, and upper case is not lower case unless
/// <c>(?i)</c> says so. Two differences to RE2 remain: Unicode scripts (<c>\p{Greek}</c>) are refused, and
/// <c>\b</c> counts letters beyond ASCII as letters. Immutable; safe for use by several threads.</remarks>
public sealed class TraceQLRegex
{
    private TraceQLRegex(string pattern, Regex regex, LiteralPattern? literal)
    {
        Pattern = pattern;
        Regex = regex;
        Literal = literal;
    }

    /// <summary>The pattern as written in the query.</summary>
    public string Pattern { get; }

    /// <summary>Its translation, anchored at both ends, without backtracking.</summary>
    public Regex Regex { get; }

    /// <summary>The texts it amounts to; null when it is more than a search for texts.</summary>
    public LiteralPattern? Literal { get; }

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">In RE2's syntax, Go dialect.</param>
    /// <param name="problem">Why it is refused; null if it is not.</param>
    /// <returns>Null if it is refused.</returns>
    public static TraceQLRegex? TryCreate(string pattern, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (PatternParser.Parse(pattern, out problem) is not { } tree)
            return null;

        if (PatternTranslation.Translate(tree) is { } translation)
        {
            var regex = new Regex(translation, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return new TraceQLRegex(pattern, regex, LiteralAnalysis.Analyse(tree));
        }

        problem = "it is too large; use smaller repeat counts or fewer alternatives";
        return null;
    }

    /// <summary>Why a pattern is refused.</summary>
    /// <param name="pattern">In RE2's syntax, Go dialect.</param>
    /// <returns>What is wrong; null if nothing is.</returns>
    public static string? Problem(string pattern)
    {
        TryCreate(pattern, out var problem);
        return problem;
    }

    /// <summary>Whether a value matches.</summary>
    /// <param name="value">The whole value.</param>
    /// <returns>True if the pattern describes all of it.</returns>
    public bool IsMatch(ReadOnlySpan<char> value) => Literal?.IsMatch(value) ?? Regex.IsMatch(value);
}
