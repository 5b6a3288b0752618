using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Completion;

/// <summary>Durations: the number typed with every unit, or some usual ones.</summary>
internal static class DurationSuggestions
{
    private static readonly string[] Usual = ["10ms", "100ms", "500ms", "1s", "5s", "10s", "1m"];

    private static readonly string[] Units = ["ms", "s", "us", "ns", "m", "h"];

    public static IEnumerable<CompletionItem> For(CursorWord word)
    {
        if (word.Kind == CursorWordKind.None)
            return Usual.Select(Item);
        if (word.Kind != CursorWordKind.Number)
            return [];

        var digits = word.Typed.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        return Units
            .Select(unit => word.Typed[..digits] + unit)
            .Where(text => DurationText.TryParse(text, out _))
            .Select(Item);
    }

    private static CompletionItem Item(string text) => new(text, text, CompletionKind.Value, "duration");
}
