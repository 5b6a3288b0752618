namespace Vivace.TraceQL.Syntax;

/// <summary>Turns text into a syntax tree. Never throws; time and memory are linear in the text's length.</summary>
public static class TraceQLParser
{
    /// <summary>How deep parentheses, signs and right-hand sides may nest.</summary>
    /// <remarks>Bounds the parser's own recursion. Written queries stay below 20.</remarks>
    public const int NestingLimit = 250;

    /// <summary>How many operators a query may have.</summary>
    /// <remarks>Chains are trees that lean to the left, so this bounds the depth of every tree, and whoever walks one
    /// may recurse: 4,000 levels of 200 bytes are less than a megabyte of stack.</remarks>
    public const int OperatorLimit = 4_000;

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
