using System.Globalization;

namespace ReifyDb.Engine;

/// <summary>Codes as they are written, and their HTTP statuses.</summary>
internal static class Errors
{
    private const int MostQuotedCharacters = 200;

    /// <summary>The code in answers and in <c>error.type</c>: few different ones.</summary>
    public static string ToText(this ErrorCode code) => code switch
    {
        ErrorCode.BadRequest => "bad_request",
        ErrorCode.SqlSyntax => "sql_syntax",
        ErrorCode.SqlError => "sql_error",
        ErrorCode.NotAllowed => "not_allowed",
        ErrorCode.Unauthenticated => "unauthenticated",
        ErrorCode.Forbidden => "forbidden",
        ErrorCode.NotFound => "not_found",
        ErrorCode.MethodNotAllowed => "method_not_allowed",
        ErrorCode.UnsupportedMediaType => "unsupported_media_type",
        ErrorCode.Constraint => "constraint",
        ErrorCode.TooLarge => "too_large",
        ErrorCode.ResultTooLarge => "result_too_large",
        ErrorCode.TooMany => "too_many",
        ErrorCode.StatementTimeout => "statement_timeout",
        ErrorCode.Canceled => "canceled",
        ErrorCode.Busy => "busy",
        ErrorCode.ShuttingDown => "shutting_down",
        _ => "internal",
    };

    public static int ToStatus(this ErrorCode code) => code switch
    {
        ErrorCode.BadRequest or ErrorCode.SqlSyntax or ErrorCode.SqlError => 400,
        ErrorCode.Unauthenticated => 401,
        ErrorCode.NotAllowed or ErrorCode.Forbidden => 403,
        ErrorCode.NotFound => 404,
        ErrorCode.MethodNotAllowed => 405,
        ErrorCode.Constraint => 409,
        ErrorCode.TooLarge => 413,
        ErrorCode.UnsupportedMediaType => 415,
        ErrorCode.ResultTooLarge => 422,
        ErrorCode.TooMany => 429,
        ErrorCode.Canceled => 499,
        ErrorCode.Busy or ErrorCode.ShuttingDown => 503,
        ErrorCode.StatementTimeout => 504,
        _ => 500,
    };

    /// <summary>A client's text within a message: without control characters and not long.</summary>
    public static string Quoted(string text)
    {
        var plain = string.Concat(text.Take(MostQuotedCharacters).Select(static character => char.IsControl(character) ? '?' : character));
        return text.Length <= MostQuotedCharacters ? plain : plain + "...";
    }

    /// <summary>As SQLite's documentation names them, for the codes that are met.</summary>
    public static string EngineCodeName(int extended) => extended switch
    {
        1 => "SQLITE_ERROR",
        5 => "SQLITE_BUSY",
        6 or 262 => "SQLITE_LOCKED",
        7 => "SQLITE_NOMEM",
        9 => "SQLITE_INTERRUPT",
        13 => "SQLITE_FULL",
        18 => "SQLITE_TOOBIG",
        20 => "SQLITE_MISMATCH",
        23 => "SQLITE_AUTH",
        19 => "SQLITE_CONSTRAINT",
        275 => "SQLITE_CONSTRAINT_CHECK",
        787 => "SQLITE_CONSTRAINT_FOREIGNKEY",
        1299 => "SQLITE_CONSTRAINT_NOTNULL",
        1555 => "SQLITE_CONSTRAINT_PRIMARYKEY",
        2067 => "SQLITE_CONSTRAINT_UNIQUE",
        2579 => "SQLITE_CONSTRAINT_ROWID",
        3091 => "SQLITE_CONSTRAINT_DATATYPE",
        _ => extended.ToString(CultureInfo.InvariantCulture),
    };
}
