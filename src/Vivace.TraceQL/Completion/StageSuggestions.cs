using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Completion;

/// <summary>What may stand between bars: filters, stages, aggregates, metrics functions, and what follows them.</summary>
internal static class StageSuggestions
{
    private static readonly CompletionItem Filter = new("{", "{", CompletionKind.Punctuation, "spanset filter");
    private static readonly CompletionItem Group = new("(", "(", CompletionKind.Punctuation, "");

    private static readonly CompletionItem[] Aggregates =
    [
        Function("count()", "number of spans"), Function("avg(", "mean of a field"), Function("max(", "largest of a field"),
        Function("min(", "smallest of a field"), Function("sum(", "sum of a field"),
    ];

    private static readonly CompletionItem[] Metrics =
    [
        Function("rate()", "spans per second over time"), Function("count_over_time()", "number of spans over time"),
        Function("quantile_over_time(", "quantiles of a field over time"), Function("histogram_over_time(", "distribution of a field over time"),
        Function("avg_over_time(", "mean of a field over time"), Function("max_over_time(", "largest of a field over time"),
        Function("min_over_time(", "smallest of a field over time"), Function("sum_over_time(", "sum of a field over time"),
        Function("compare(", "what tells a selection of spans from the others"),
    ];

    private static readonly string[] Quantiles = ["0.5", "0.9", "0.95", "0.99"];

    private static readonly string[] Counts = ["5", "10", "20"];

    public static IEnumerable<CompletionItem> Of(Expectations expected, CursorWord word)
    {
        if (expected.Piece is { } place)
        {
            foreach (var item in Pieces(place, expected.Stage, word))
                yield return item;
        }

        if (expected.Stage)
        {
            yield return Function("by(", "groups spans by an expression");
            yield return Function("select(", "adds fields to the answer");
            if (!expected.FirstStage)
            {
                yield return Function("coalesce()", "puts groups together again");
                foreach (var item in Metrics)
                    yield return item;
            }
        }
        else if (expected.Has("by"))
        {
            yield return Function("by(", "one series for each value");
        }

        if (expected.Has("topk"))
        {
            yield return Function("topk(", "the largest series");
            yield return Function("bottomk(", "the smallest series");
        }

        if (expected.Has("with"))
            yield return new CompletionItem("with(", "with(", CompletionKind.Keyword, "hints");
        foreach (var number in expected.Quantile ? Quantiles : expected.Count ? Counts : [])
            yield return new CompletionItem(number, number, CompletionKind.Value, expected.Quantile ? "quantile" : "number");
    }

    private static IEnumerable<CompletionItem> Pieces(PiecePlace place, bool isStage, CursorWord word) => place.Use switch
    {
        PieceUse.Any => isStage ? [Filter, .. Aggregates, Group] : [Group],
        PieceUse.Spanset => [Filter, Group],
        PieceUse.Piped or PieceUse.MetricOrNumber => [Group],
        _ => place.Measured is { } measured && StaticTypes.Of(measured) == StaticType.Duration ? DurationSuggestions.For(word) : [],
    };

    private static CompletionItem Function(string text, string detail) =>
        new(text.TrimEnd('(', ')'), text, CompletionKind.Function, detail);
}
