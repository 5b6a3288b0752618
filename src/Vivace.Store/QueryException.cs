namespace Vivace.Store;

/// <summary>A query that cannot be executed.</summary>
public sealed class QueryException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, for the client.</param>
    /// <param name="kind">Whose fault it is.</param>
    public QueryException(string message, QueryErrorKind kind = QueryErrorKind.Invalid)
        : base(message) => Kind = kind;

    /// <summary>Creates the exception around its cause.</summary>
    /// <param name="message">What is wrong, for the client.</param>
    /// <param name="innerException">The cause.</param>
    public QueryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates an exception without a message of its own.</summary>
    public QueryException()
        : base("the query cannot be executed")
    {
    }

    /// <summary>Whose fault it is; decides the status code.</summary>
    public QueryErrorKind Kind { get; }

    /// <summary>Key of the setting that the query exceeds; null for other failures.</summary>
    public string? Limit { get; init; }
}

/// <summary>Why a query failed.</summary>
public enum QueryErrorKind
{
    /// <summary>The query is wrong or not supported (HTTP 400).</summary>
    Invalid,

    /// <summary>It failed while it was evaluated, for example an integer division by zero (HTTP 500, as Tempo).</summary>
    Evaluation,

    /// <summary>It needs more memory, series or time than a limit allows (HTTP 422).</summary>
    LimitExceeded,
}
