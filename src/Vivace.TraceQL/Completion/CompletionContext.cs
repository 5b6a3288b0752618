using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Completion;

/// <summary>What may follow at a place in a query: what is known of the language, and what is to be asked of the store.</summary>
/// <param name="Replace">The text that a completion replaces: the word at the cursor, or nothing.</param>
/// <param name="Items">What the language offers there, complete and fit for what was typed.</param>
/// <param name="Names">Attribute names are wanted too; null if none can stand there.</param>
/// <param name="Values">Values of a field are wanted too; null if none can stand there.</param>
/// <param name="Restriction">What the rest of the query asks of spans, so that names and values fit it; null for nothing.</param>
public sealed record CompletionContext(
    TextRange Replace,
    IReadOnlyList<CompletionItem> Items,
    WantedNames? Names,
    WantedValues? Values,
    FieldExpression? Restriction)
{
    internal static CompletionContext NothingAt(int offset) => new(new TextRange(offset, 0), [], null, null, null);
}
