namespace Vivace.Ingest;

/// <summary>What became of a push.</summary>
public enum IngestOutcomeKind
{
    /// <summary>Every span was stored (or there were none).</summary>
    Accepted,

    /// <summary>Spans that break a rule of their own were refused; the others, if any, were stored. Retrying is useless.</summary>
    PartiallyAccepted,

    /// <summary>The bytes are not an OTLP request; nothing was stored. Retrying is useless.</summary>
    Malformed,

    /// <summary>The tenant sends faster than it may; nothing was stored.</summary>
    RateLimited,

    /// <summary>Too much is waiting, or the process is shutting down; nothing was stored. May be retried.</summary>
    Overloaded,

    /// <summary>The disk is full or the log cannot be written; nothing was stored. May be retried.</summary>
    StorageUnavailable,
}

/// <summary>The answer to a push, before a transport gives it a status code.</summary>
/// <param name="Kind">Stored, stored in part, or the kind of refusal.</param>
/// <param name="AcceptedSpans">Spans stored.</param>
/// <param name="RefusedSpans">Spans not stored; 0 for a malformed request, whose spans cannot be counted.</param>
/// <param name="Message">Why spans were refused, for the sender; null when every span was accepted.</param>
/// <param name="RetryAfter">How long the sender should wait before it repeats the push (gRPC <c>RetryInfo</c>, HTTP
/// <c>Retry-After</c>); null when nothing must be said, because a repetition cannot help or the tenant switched it off.</param>
public readonly record struct IngestOutcome(
    IngestOutcomeKind Kind, int AcceptedSpans, int RefusedSpans, string? Message, TimeSpan? RetryAfter);
