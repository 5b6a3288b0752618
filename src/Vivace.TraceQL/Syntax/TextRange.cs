namespace Vivace.TraceQL.Syntax;

/// <summary>Where something stands in a query's text.</summary>
/// <param name="Start">Offset of its first character, in UTF-16 code units from 0.</param>
/// <param name="Length">Its length in UTF-16 code units.</param>
public readonly record struct TextRange(int Start, int Length)
{
    /// <summary>Offset just past its last character.</summary>
    public int End => Start + Length;
}
