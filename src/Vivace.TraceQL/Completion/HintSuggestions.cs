using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Completion;

/// <summary>Names and values of hints.</summary>
internal static class HintSuggestions
{
    private static readonly string[] Values = ["true", "false", "0.1", "10", "100"];

    public static IEnumerable<CompletionItem> Of(Expectations expected)
    {
        if (expected.HintName)
            return QueryHints.All.Select(hint => new CompletionItem(hint.Name, hint.Name + "=", CompletionKind.Hint, hint.Effect));
        if (QueryHints.All.FirstOrDefault(hint => hint.Name == expected.HintValueOf) is not { } known)
            return [];

        return Values
            .Where(value => TraceQLParser.Parse($"{{}} with(a={value})").Query is { Hints: [var parsed] } && known.Accepts(parsed.Value))
            .Select(value => new CompletionItem(value, value, CompletionKind.Value, known.ValueDescription));
    }
}
