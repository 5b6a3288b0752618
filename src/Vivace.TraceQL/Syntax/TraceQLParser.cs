namespace Vivace.TraceQL.Syntax;

/// <summary>Turns text into a syntax tree. Never throws; time and memory are linear in the text's length.</summary>
public static class TraceQLParser
{
    /// <summary>How high the tree of an expression may be, and so how many operators may follow each other.</summary>
    /// <remarks>Whoever walks a tree may recurse: 500 levels of 500 bytes are a sixth of a thread's stack.</remarks>
    public const int HeightLimit = 500;

    /// <summary>How deep parentheses, signs and right-hand sides may nest: bounds the parser's own recursion.</summary>
    /// <remarks>Two levels for each of a tree, so that what is printed with all its parentheses can be read.</remarks>
    internal const int NestingLimit = (2 * HeightLimit) + 10;

    /// <summary>Parses a query. Constant field expressions come back folded.</summary>
    /// <param name="text">The query.</param>
    /// <returns>The query, or the first mistake in it.</returns>
    public static ParseResult Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new Parser(text);
        var query = parser.ParseQuery();
        return parser.Failure is { } failure ? new ParseResult(null, [failure]) : new ParseResult(query, []);
    }

    /// <summary>Parses a single field, such as <c>span.http.method</c>, <c>."user name"</c> or <c>duration</c>.</summary>
    /// <param name="text">The field.</param>
    /// <returns>An attribute or an intrinsic; null if it is neither.</returns>
    public static FieldExpression? ParseField(string text) => ParseField(text, out _);

    /// <summary>Parses a single field, such as <c>span.http.method</c>, <c>."user name"</c> or <c>duration</c>.</summary>
    /// <param name="text">The field.</param>
    /// <param name="problem">Why there is none; null when there is one.</param>
    /// <returns>An attribute or an intrinsic; null if it is neither.</returns>
    public static FieldExpression? ParseField(string text, out Diagnostic? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new Parser(text);
        var field = parser.ParseSingleField();
        problem = parser.Failure;
        return problem is null ? field : null;
    }
}
