using System.Diagnostics.Metrics;
using System.Globalization;

namespace Vivace.Server.Metrics;

/// <summary>Duration of every request by route, for HTTP and gRPC alike.</summary>
public sealed class RequestMetrics : IDisposable
{
    private static readonly string[] StatusTexts = [.. Enumerable.Range(0, 600).Select(code => code.ToString(CultureInfo.InvariantCulture))];

    private readonly Meter _meter = new("Vivace.Requests");
    private readonly Histogram<double> _seconds;

    /// <summary>Registers the instrument.</summary>
    public RequestMetrics() => _seconds = _meter.CreateHistogram(
        "tempo_request_duration_seconds", "s", "Time from the head of a request to the end of its answer.", null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = HistogramBounds.RequestSeconds });

    /// <summary>Counts a request.</summary>
    /// <param name="method">HTTP method, or <c>gRPC</c>.</param>
    /// <param name="route">Name of the route, never the path itself: paths are unbounded.</param>
    /// <param name="statusCode">HTTP status code.</param>
    /// <param name="duration">How long it took.</param>
    public void Record(string method, string route, int statusCode, TimeSpan duration) => _seconds.Record(
        duration.TotalSeconds,
        new("method", Known(method)),
        new("route", route),
        new("status_code", (uint)statusCode < (uint)StatusTexts.Length ? StatusTexts[statusCode] : "0"),
        new("ws", "false"));

    // A client may send any word as its method; a label must not follow it.
    private static string Known(string method) => method switch
    {
        "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" or "gRPC" => method,
        _ => "other",
    };

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
