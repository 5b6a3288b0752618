namespace ReifyDb.Engine;

/// <summary>Why a request has failed; each has one HTTP status.</summary>
internal enum ErrorCode
{
    /// <summary>The request itself cannot be read.</summary>
    BadRequest,

    /// <summary>Not SQL.</summary>
    SqlSyntax,

    /// <summary>SQL that the engine refuses: no such table, wrong types.</summary>
    SqlError,

    /// <summary>Something this server never does.</summary>
    NotAllowed,

    /// <summary>No token or an unknown one.</summary>
    Unauthenticated,

    /// <summary>The token does not allow this.</summary>
    Forbidden,

    /// <summary>No such path, view or subscription.</summary>
    NotFound,

    /// <summary>The path takes another method.</summary>
    MethodNotAllowed,

    /// <summary>The content type is not JSON.</summary>
    UnsupportedMediaType,

    /// <summary>A unique, foreign key, check or not-null constraint was broken.</summary>
    Constraint,

    /// <summary>The request is larger than allowed.</summary>
    TooLarge,

    /// <summary>The answer would be larger than allowed.</summary>
    ResultTooLarge,

    /// <summary>One client has too many requests, connections or subscriptions.</summary>
    TooMany,

    /// <summary>The statement ran longer than allowed.</summary>
    StatementTimeout,

    /// <summary>The client has gone or cancelled.</summary>
    Canceled,

    /// <summary>Others hold what the statement needs.</summary>
    Busy,

    /// <summary>The server stops.</summary>
    ShuttingDown,

    /// <summary>A defect of the server.</summary>
    Internal,
}
