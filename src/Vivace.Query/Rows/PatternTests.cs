using System.Collections.Concurrent;
using Vivace.Query.Filters;
using Vivace.Store;
using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Rows;

/// <summary>The regular expressions of one query, compiled once for all row groups and workers.</summary>
internal sealed class PatternTests
{
    private readonly ConcurrentDictionary<BinaryExpression, ValueTest> _tests = new(ReferenceEqualityComparer.Instance);

    /// <summary>The condition of a <c>=~</c> or <c>!~</c>.</summary>
    public ValueTest Of(BinaryExpression expression) => _tests.GetOrAdd(expression, static expression =>
    {
        var pattern = expression.Right is LiteralExpression { Value: Literal.Text text } ? text.Value : string.Empty;
        var regex = TraceQLRegex.TryCreate(pattern, out var problem)
            ?? throw new QueryException($"regular expression `{pattern}` is refused: {problem}");
        return ValueTest.Pattern(new TextPattern(regex), expression.Operator == BinaryOperator.NotMatches);
    });
}
