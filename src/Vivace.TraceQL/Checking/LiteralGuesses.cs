using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Checking;

/// <summary>What may be meant by a comparison whose sides have types that do not fit: usually the literal is written as
/// another type.</summary>
internal static class LiteralGuesses
{
    private static readonly string[] Statuses = ["unset", "ok", "error"];

    private static readonly string[] Kinds = ["unspecified", "internal", "server", "client", "producer", "consumer"];

    /// <summary>Lists guesses. They are to be tried.</summary>
    /// <param name="text">A query that parses.</param>
    /// <param name="mistake">The expression that the checker refuses.</param>
    public static IEnumerable<QueryFix> For(string text, TextRange mistake)
    {
        if (TraceQLParser.Parse(text).Query is not { } query)
            return [];
        var found = QueryFields.Of(query).FirstOrDefault(field => field.Range == mistake);
        return found switch
        {
            BinaryExpression { Right: LiteralExpression right } comparison => For(text, comparison.Left, right),
            BinaryExpression { Left: LiteralExpression left } comparison => For(text, comparison.Right, left),
            ExistsExpression { Negated: true, Operand: AttributeExpression { Name: "service.name" } } exists =>
                [QueryFix.Replace(mistake, $"{text.AsSpan(exists.Operand.Range.Start, exists.Operand.Range.Length)} = \"\"")],
            _ => [],
        };
    }

    private static IEnumerable<QueryFix> For(string text, FieldExpression field, LiteralExpression literal)
    {
        var range = literal.Range;
        var written = text.Substring(range.Start, range.Length);
        var meant = (StaticTypes.Of(field), literal.Value) switch
        {
            (StaticType.Status, Literal.Text status) => Nearest(status.Value, Statuses),
            (StaticType.Kind, Literal.Text kind) => Nearest(kind.Value, Kinds),
            (StaticType.Status, Literal.Integer { Value: >= 0 and <= 2 } code) => Statuses[code.Value],
            (StaticType.Kind, Literal.Integer { Value: >= 0 and <= 5 } code) => Kinds[code.Value],
            (StaticType.Duration, Literal.Text duration) when DurationText.TryParse(duration.Value, out _) => duration.Value,
            (StaticType.Integer or StaticType.Boolean, Literal.Text value) => value.Value,
            (StaticType.Text, Literal.Integer or Literal.Real or Literal.Duration or Literal.Boolean or Literal.Status or Literal.Kind) =>
                QuotedText.WriteEscaped(written),
            _ => null,
        };
        if (meant is not null)
            yield return QueryFix.Replace(range, meant);
    }

    /// <summary>A word whatever its case, also as OTLP's JSON has it: <c>STATUS_CODE_ERROR</c>, <c>SPAN_KIND_SERVER</c>.</summary>
    private static string? Nearest(string text, string[] words) =>
        Array.Find(words, word => text.EndsWith(word, StringComparison.OrdinalIgnoreCase));
}
