namespace Vivace.TraceQL.Completion;

/// <summary>Something that may be put into the query.</summary>
/// <param name="Label">What the user sees: a name or value without quotes.</param>
/// <param name="InsertText">What replaces the range, quoted and escaped as its place needs.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Detail">What it means, in a few words; may be empty.</param>
public sealed record CompletionItem(string Label, string InsertText, CompletionKind Kind, string Detail);

/// <summary>What a completion is.</summary>
public enum CompletionKind
{
    /// <summary>A word of the language.</summary>
    Keyword,

    /// <summary>A field that every span has by nature.</summary>
    Intrinsic,

    /// <summary>Where attributes or intrinsics are looked up, with its dot or colon.</summary>
    Scope,

    /// <summary>An attribute.</summary>
    Attribute,

    /// <summary>An operator between two operands, or the bar between stages.</summary>
    Operator,

    /// <summary>An aggregate, a stage or a metrics function, with its parenthesis.</summary>
    Function,

    /// <summary>A value to compare with.</summary>
    Value,

    /// <summary>The name of a hint in <c>with(...)</c>, with its equals sign.</summary>
    Hint,

    /// <summary>A brace, parenthesis or comma.</summary>
    Punctuation,
}
