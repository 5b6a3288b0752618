namespace Vivace.LoadTest.Sending;

/// <summary>How a request ended.</summary>
internal enum ExportOutcome
{
    /// <summary>Taken, wholly or in part.</summary>
    Accepted,

    /// <summary>Not taken, but the same request may be sent again.</summary>
    Retryable,

    /// <summary>Not taken, and sending it again would not help.</summary>
    Refused,
}

/// <summary>What the server said to one request.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="RejectedSpans">Spans refused by a partial success.</param>
/// <param name="RetryAfter">How long the server wants to be left alone, if it said so.</param>
/// <param name="Message">The server's words, if it gave any.</param>
internal readonly record struct ExportAnswer(
    ExportOutcome Outcome, long RejectedSpans = 0, TimeSpan? RetryAfter = null, string Message = "");
