namespace ReifyDb.Sql;

/// <summary>What a piece of SQL text is.</summary>
internal enum TokenKind
{
    /// <summary>A keyword or a name without quotes.</summary>
    Word,

    /// <summary>A name in double quotes, backticks or brackets.</summary>
    QuotedName,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text or blob literal.</summary>
    Text,

    /// <summary><c>?</c>, <c>?1</c>, <c>:name</c>, <c>@name</c> or <c>$name</c>.</summary>
    Parameter,

    /// <summary>Anything else: operators, commas, parentheses.</summary>
    Symbol,
}
