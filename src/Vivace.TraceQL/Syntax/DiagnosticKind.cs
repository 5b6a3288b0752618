namespace Vivace.TraceQL.Syntax;

/// <summary>The phase that refuses a query.</summary>
public enum DiagnosticKind
{
    /// <summary>The text is no query: characters, words or their order.</summary>
    Syntax,

    /// <summary>The query can be read but has no meaning: types, limits, unsupported forms.</summary>
    Validation,
}
