namespace Vivace.TraceQL.Checking.Patterns;

/// <summary>A regular expression as a tree. Whether a match exists is all that is asked, so captures and the
/// preference for long or short repetitions have left no trace.</summary>
internal abstract record PatternNode
{
    private PatternNode()
    {
    }

    /// <summary>One code point of a set.</summary>
    internal sealed record Set(CodePointSet Members) : PatternNode;

    /// <summary>A condition on the position.</summary>
    internal sealed record Assertion(AssertionKind Kind) : PatternNode;

    /// <summary>All of these, one after the other; empty text if there are none.</summary>
    internal sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode;

    /// <summary>One of these.</summary>
    internal sealed record Alternation(IReadOnlyList<PatternNode> Choices) : PatternNode;

    /// <summary>So many times; no maximum if it is null.</summary>
    internal sealed record Repetition(PatternNode Body, int Minimum, int? Maximum) : PatternNode;
}

internal enum AssertionKind
{
    TextStart,
    TextEnd,
    LineStart,
    LineEnd,
    WordBoundary,
    NotWordBoundary,
}
