namespace Vivace.TraceQL.Checking;

/// <summary>Where a text must stand in a value.</summary>
public enum LiteralPatternKind
{
    /// <summary>It is the whole value.</summary>
    Exact,

    /// <summary>At the start.</summary>
    Prefix,

    /// <summary>At the end.</summary>
    Suffix,

    /// <summary>Anywhere.</summary>
    Contains,
}
