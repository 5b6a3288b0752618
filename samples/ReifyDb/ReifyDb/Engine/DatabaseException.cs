namespace ReifyDb.Engine;

/// <summary>A request that could not be served; the message is for the client.</summary>
internal sealed class DatabaseException : Exception
{
    /// <summary>Tells what went wrong.</summary>
    /// <param name="code">The kind of failure.</param>
    /// <param name="message">For the client: what, where, and what to do.</param>
    /// <param name="engineCode">SQLite's extended result code; 0 where it has no part in it.</param>
    public DatabaseException(ErrorCode code, string message, int engineCode = 0)
        : base(message)
    {
        Code = code;
        EngineCode = engineCode;
    }

    public ErrorCode Code { get; }

    public int EngineCode { get; }
}
