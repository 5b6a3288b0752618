using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Completion;

/// <summary>Says what may follow at a place in a query, however unfinished the query is.</summary>
/// <remarks>The parser itself tells: it reads the text before the word at the cursor and notes what it looked for when
/// that text ended. A few readings of the text, each linear in its length.</remarks>
public static class TraceQLCompletion
{
    /// <summary>Finds what may stand at the cursor.</summary>
    /// <param name="text">The query as typed so far.</param>
    /// <param name="cursor">Offset in UTF-16 code units; one outside the text counts as its start or end.</param>
    /// <returns>Completions that the language offers, and what is to be asked of the store.</returns>
    public static CompletionContext Complete(string text, int cursor)
    {
        ArgumentNullException.ThrowIfNull(text);
        cursor = Math.Clamp(cursor, 0, text.Length);
        var word = CursorWord.At(text, cursor, out var tokens);
        if (word.Kind == CursorWordKind.Unreadable)
            return CompletionContext.NothingAt(cursor);

        if (word.Kind == CursorWordKind.Operator && Expect(text[..cursor]) is { } after)
            return Answer(text, new CursorWord(CursorWordKind.None, cursor, new TextRange(cursor, 0)), after);
        var expected = Expect(text[..word.Start]) ?? Expect(TextBeforeCursor.Reduce(text[..word.Start], tokens));
        return expected is null ? CompletionContext.NothingAt(cursor) : Answer(text, word, expected);
    }

    /// <summary>The words and signs that could stand at a place, for messages.</summary>
    /// <param name="text">The query.</param>
    /// <param name="offset">Where it is wrong, in UTF-16 code units.</param>
    /// <returns>Labels of completions; empty when the text before is wrong, too.</returns>
    public static IReadOnlyList<string> ExpectedAt(string text, int offset)
    {
        ArgumentNullException.ThrowIfNull(text);
        offset = Math.Clamp(offset, 0, text.Length);
        return Expect(text[..offset]) is { } expected
            ? [.. Suggestions.From(expected, new CursorWord(CursorWordKind.None, offset, default)).Select(item => item.Label)]
            : [];
    }

    /// <summary>What may follow a text; null when nothing can, because it is wrong.</summary>
    private static Expectations? Expect(string before)
    {
        var expectations = new Expectations();
        var parser = new Parser(before, expectations);
        _ = parser.ParseQuery();
        return parser.Failure is { } failure && failure.Range.Start < before.Length ? null : expectations;
    }

    private static CompletionContext Answer(string text, CursorWord word, Expectations expected)
    {
        var names = NamesWanted(word, expected);
        var values = ValuesWanted(word, expected);
        var isText = word.Kind is CursorWordKind.Text or CursorWordKind.RawText;
        var items = isText || word.Kind == CursorWordKind.Name ? [] : Suggestions.From(expected, word);
        var restriction = names is null && values is null
            ? null
            : RestOfQuery.Restriction(text, word, isPattern: expected.Operand is { Operator: { } matching } && IsPattern(matching));
        return new CompletionContext(word.Replace, items, names, values, restriction);
    }

    private static WantedNames? NamesWanted(CursorWord word, Expectations expected)
    {
        if (!expected.Field || (expected.Operand is { Operator: { } matching } && IsPattern(matching)))
            return null;
        return word.Kind switch
        {
            CursorWordKind.Name => new WantedNames(word.Scope, word.Typed),
            CursorWordKind.Word or CursorWordKind.None => new WantedNames(null, word.Typed),
            _ => null,
        };
    }

    private static WantedValues? ValuesWanted(CursorWord word, Expectations expected)
    {
        if (expected.Operand is not { Left: { } field, Operator: { } @operator } || BinaryOperators.Level(@operator) != BinaryOperators.ComparisonLevel)
            return null;
        if (word.Kind is CursorWordKind.Name or CursorWordKind.Operator)
            return null;

        var hasValues = field is AttributeExpression { OfParent: false }
            or IntrinsicExpression
        {
            Intrinsic: Intrinsic.Name or Intrinsic.StatusMessage or Intrinsic.TraceRootName or Intrinsic.TraceRootService
                    or Intrinsic.EventName or Intrinsic.InstrumentationName or Intrinsic.InstrumentationVersion
        };
        if (!hasValues)
            return null;

        var raw = word.Kind == CursorWordKind.RawText;
        var form = IsPattern(@operator)
            ? raw ? ValueForm.RawPattern : ValueForm.Pattern
            : raw ? ValueForm.RawText : word.Kind == CursorWordKind.Text ? ValueForm.Text : ValueForm.Any;
        var typed = IsPattern(@operator) ? word.Typed.Replace(@"\", "", StringComparison.Ordinal) : word.Typed;
        return new WantedValues(field, typed, form);
    }

    private static bool IsPattern(BinaryOperator @operator) => @operator is BinaryOperator.Matches or BinaryOperator.NotMatches;
}
