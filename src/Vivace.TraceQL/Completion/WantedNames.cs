using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Completion;

/// <summary>Asks for names of attributes.</summary>
/// <param name="Scope">One scope; unscoped means the names of spans and resources; null means all scopes.</param>
/// <param name="Typed">What is typed of the name; may be empty.</param>
public sealed record WantedNames(AttributeScope? Scope, string Typed)
{
    /// <summary>Whether names of a scope are wanted.</summary>
    /// <param name="scope">Of the store's: not unscoped.</param>
    /// <returns>True when they may stand at the cursor.</returns>
    public bool Includes(AttributeScope scope) => Scope switch
    {
        null => true,
        AttributeScope.Unscoped => scope is AttributeScope.Span or AttributeScope.Resource,
        _ => scope == Scope,
    };

    /// <summary>Whether a name fits what is typed, and how well.</summary>
    /// <param name="name">Any.</param>
    /// <returns>0 when it starts with what is typed, 1 when it holds it elsewhere, null when it does not fit.</returns>
    public int? Rank(string name) => TypedText.Rank(name, Typed);

    /// <summary>The completion for a name.</summary>
    /// <param name="scope">Where it was found.</param>
    /// <param name="name">The name, unquoted.</param>
    /// <returns>With the scope in front when none is typed.</returns>
    public CompletionItem ItemOf(AttributeScope scope, string name)
    {
        var word = ScopeWord(scope);
        return Scope is { } typed
            ? new CompletionItem(name, AttributeName.Write(name, typed, ofParent: false), CompletionKind.Attribute, word)
            : new CompletionItem(
                $"{word}.{name}", $"{word}.{AttributeName.Write(name, scope, ofParent: false)}", CompletionKind.Attribute, word);
    }

    private static string ScopeWord(AttributeScope scope) => scope switch
    {
        AttributeScope.Span => "span",
        AttributeScope.Resource => "resource",
        AttributeScope.Event => "event",
        AttributeScope.Link => "link",
        AttributeScope.Instrumentation => "instrumentation",
        _ => "",
    };
}
