namespace Vivace.TraceQL.Syntax;

/// <summary>A token that the text breaks off in.</summary>
/// <param name="Kind">What it would be.</param>
/// <param name="Start">Of the token.</param>
/// <param name="ContentStart">Of a string after its quote, of a name after its scope.</param>
/// <param name="Scope">Of a name.</param>
/// <param name="OfParent">Of a name: after <c>parent.</c>.</param>
internal readonly record struct UnfinishedToken(
    UnfinishedKind Kind,
    int Start,
    int ContentStart,
    AttributeScope Scope = AttributeScope.Unscoped,
    bool OfParent = false);

internal enum UnfinishedKind
{
    /// <summary>A string in double quotes.</summary>
    Text,

    /// <summary>A string in backticks.</summary>
    RawText,

    /// <summary>An attribute's name, missing or with an open quote.</summary>
    Name,

    /// <summary>A number with letters that are no unit, yet.</summary>
    Number,

    /// <summary>A comment that reaches to the end.</summary>
    Comment,
}
