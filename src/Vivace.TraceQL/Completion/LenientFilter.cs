using System.Text;
using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Completion;

/// <summary>Reads the query beside which tag names or values are asked for. It is usually half typed, so what cannot
/// be read restricts nothing.</summary>
public static class LenientFilter
{
    /// <summary>Most alternatives (<c>||</c>, multiplied out) a filter may have.</summary>
    public const int BranchLimit = 100;

    /// <summary>Reads a query.</summary>
    /// <param name="q">The query as typed so far.</param>
    /// <returns>What spans must satisfy; null if nothing is known to restrict them.</returns>
    public static FieldExpression? Parse(string q) => Parse(q, out _);

    /// <summary>Reads a query.</summary>
    /// <param name="q">The query as typed so far.</param>
    /// <param name="problem">Why it must be refused; null, whatever the text, unless it has too many alternatives.</param>
    /// <returns>What spans must satisfy; null if nothing is known to restrict them.</returns>
    public static FieldExpression? Parse(string q, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(q);
        problem = null;
        var query = TraceQLParser.Parse(q).Query ?? TraceQLParser.Parse(FillGaps(q)).Query;
        if (query is null || FirstFilter(query) is not { } condition || TraceQLChecker.Check(query).Count > 0)
            return null;
        if (Simplify(condition) is not { } restriction)
            return null;
        if (CountBranches(restriction) <= BranchLimit)
            return restriction;

        problem = $"maximum condition groups reached (limit: {BranchLimit}). Reduce the number of OR conditions in the query";
        return null;
    }

    private static FieldExpression? FirstFilter(TraceQuery query)
    {
        var pipeline = query.Root switch
        {
            SearchRoot search => search.Pipeline,
            MetricsRoot { Expression: MetricsPipeline metrics } => metrics.Pipeline,
            _ => null,
        };
        return pipeline is { Stages: [SpansetStage { Expression: SpansetFilter filter }, ..] } ? filter.Condition : null;
    }

    /// <summary>Replaces comparisons that lack their right side by <c>true</c>, drops everything from the first bar on
    /// and closes open braces.</summary>
    internal static string FillGaps(string text)
    {
        var lexer = new Lexer(text);
        var result = new StringBuilder();
        var copied = 0;
        var open = 0;
        int? fieldStart = null;
        int? comparisonEnd = null;
        var scopeStart = -1;
        while (true)
        {
            var token = lexer.Next();
            var endsOperand = token.Kind is TokenKind.End or TokenKind.CloseBrace or TokenKind.CloseParenthesis
                or TokenKind.And or TokenKind.Or or TokenKind.Pipe;
            if (endsOperand && fieldStart is { } start && comparisonEnd is { } end)
            {
                result.Append(text, copied, start - copied).Append("true");
                copied = end;
            }

            if (token.Kind is TokenKind.End or TokenKind.Invalid or TokenKind.Pipe)
            {
                var last = token.Kind == TokenKind.Pipe ? token.Range.Start : text.Length;
                result.Append(text, copied, Math.Max(0, last - copied));
                break;
            }

            open += token.Kind == TokenKind.OpenBrace ? 1 : token.Kind == TokenKind.CloseBrace ? -1 : 0;
            if (fieldStart is not null && comparisonEnd is null && IsComparison(token.Kind))
            {
                comparisonEnd = token.Range.End;
                continue;
            }

            comparisonEnd = null;
            fieldStart = token.Kind switch
            {
                TokenKind.Attribute => token.Range.Start,
                TokenKind.Keyword when scopeStart >= 0 => scopeStart,
                TokenKind.Keyword when IntrinsicNames.Bare(token.Text) is not null => token.Range.Start,
                _ => null,
            };
            scopeStart = token.Kind == TokenKind.ScopeColon ? token.Range.Start : -1;
        }

        return open > 0 ? result.Append(' ').Append('}', open).ToString() : result.ToString();
    }

    private static bool IsComparison(TokenKind kind) => kind is TokenKind.Equal or TokenKind.NotEqual or TokenKind.Less
        or TokenKind.LessOrEqual or TokenKind.Greater or TokenKind.GreaterOrEqual or TokenKind.Matches or TokenKind.NotTilde;

    /// <summary>Takes constants out; null if some alternative restricts nothing.</summary>
    private static FieldExpression? Simplify(FieldExpression expression)
    {
        switch (expression)
        {
            case LiteralExpression:
                return null;
            case BinaryExpression { Operator: BinaryOperator.And } both:
                var left = Simplify(both.Left);
                var right = Simplify(both.Right);
                return left is null ? right : right is null ? left : both with { Left = left, Right = right };
            case BinaryExpression { Operator: BinaryOperator.Or } either:
                return Simplify(either.Left) is { } one && Simplify(either.Right) is { } other
                    ? either with { Left = one, Right = other }
                    : null;
            default:
                return expression;
        }
    }

    private static int CountBranches(FieldExpression expression) => expression switch
    {
        BinaryExpression { Operator: BinaryOperator.Or } either =>
            Math.Min(BranchLimit + 1, CountBranches(either.Left) + CountBranches(either.Right)),
        BinaryExpression { Operator: BinaryOperator.And } both =>
            Math.Min(BranchLimit + 1, CountBranches(both.Left) * CountBranches(both.Right)),
        _ => 1,
    };
}
