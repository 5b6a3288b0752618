namespace Vivace.TraceQL.Checking;

/// <summary>What a regular expression amounts to when it only searches for texts.</summary>
/// <param name="Kind">Where a text must stand.</param>
/// <param name="Texts">At least one; a value matches if any of them stands there, compared by ordinal.</param>
public sealed record LiteralPattern(LiteralPatternKind Kind, IReadOnlyList<string> Texts)
{
    /// <summary>Whether a value matches.</summary>
    /// <param name="value">The whole value.</param>
    /// <returns>The same as the regular expression would.</returns>
    public bool IsMatch(ReadOnlySpan<char> value)
    {
        foreach (var text in Texts)
        {
            var found = Kind switch
            {
                LiteralPatternKind.Exact => value.SequenceEqual(text),
                LiteralPatternKind.Prefix => value.StartsWith(text),
                LiteralPatternKind.Suffix => value.EndsWith(text),
                _ => value.IndexOf(text) >= 0,
            };
            if (found)
                return true;
        }

        return false;
    }
}
