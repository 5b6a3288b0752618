using Vivace.Core;

namespace Vivace.Server.Api;

/// <summary>The answer about a trace that is not there.</summary>
internal static class TraceNotFound
{
    /// <summary>404; or 502 when a part of the data could not be read, because the trace may be in that part.</summary>
    /// <param name="traceId">The trace.</param>
    /// <param name="partialReason">What could not be read.</param>
    /// <param name="spanId">The span of it that was asked for; null for the whole trace.</param>
    public static ApiAnswer Answer(TraceId traceId, string? partialReason, string? spanId = null)
    {
        if (partialReason is not null)
            return ApiAnswer.Text(StatusCodes.Status502BadGateway, partialReason);
        return ApiAnswer.Text(
            StatusCodes.Status404NotFound,
            spanId is null ? $"trace {traceId} is not known" : $"trace {traceId} is not known, or has no span {spanId}");
    }
}
