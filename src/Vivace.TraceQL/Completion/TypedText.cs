namespace Vivace.TraceQL.Completion;

/// <summary>Compares names and values with what is typed of them.</summary>
internal static class TypedText
{
    /// <summary>0 when a text starts with what is typed, 1 when it holds it elsewhere, whatever the case; null when it does
    /// not.</summary>
    public static int? Rank(string text, string typed) => text.IndexOf(typed, StringComparison.OrdinalIgnoreCase) switch
    {
        < 0 => null,
        0 => 0,
        _ => 1,
    };
}
