namespace Vivace.Ingest;

/// <summary>Values of the label <c>reason</c> of <c>tempo_discarded_spans_total</c>.</summary>
internal static class DiscardReason
{
    public const string RateLimited = "rate_limited";
    public const string InvalidTraceId = "invalid_trace_id";
    public const string InvalidSpanId = "invalid_span_id";
    public const string StorageUnavailable = "storage_unavailable";
    public const string Overloaded = "overloaded";
    public const string UnknownError = "unknown_error";
}
