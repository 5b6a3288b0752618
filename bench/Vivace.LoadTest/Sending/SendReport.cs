using System.Globalization;

namespace Vivace.LoadTest.Sending;

/// <summary>What came of a load.</summary>
internal sealed record SendReport
{
    public long AcceptedSpans { get; init; }

    /// <summary>Spans refused by partial successes.</summary>
    public long RejectedSpans { get; init; }

    /// <summary>Spans of requests that were refused whole or given up after too many retries.</summary>
    public long RefusedSpans { get; init; }

    public long Requests { get; init; }

    public long RefusedRequests { get; init; }

    public long PartialSuccesses { get; init; }

    public long Retries { get; init; }

    public long Bytes { get; init; }

    public TimeSpan Elapsed { get; init; }

    /// <summary>User and system time of this process while it sent.</summary>
    public TimeSpan OwnCpu { get; init; }

    public TimeSpan LatencyP50 { get; init; }

    public TimeSpan LatencyP99 { get; init; }

    /// <summary>The last thing a server said when it did not take all of a request.</summary>
    public string LastMessage { get; init; } = "";

    public double SpansPerSecond => AcceptedSpans / Elapsed.TotalSeconds;

    public void Print(TextWriter output)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{AcceptedSpans:N0} spans accepted in {Elapsed.TotalSeconds:N2} s: {SpansPerSecond:N0} spans/s, {Bytes / Elapsed.TotalSeconds / 1e6:N0} MB/s"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Requests:N0} requests answered, p50 {LatencyP50.TotalMilliseconds:N2} ms, p99 {LatencyP99.TotalMilliseconds:N2} ms; {Retries:N0} retries"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"refused: {RefusedRequests:N0} requests ({RefusedSpans:N0} spans); partial successes: {PartialSuccesses:N0} ({RejectedSpans:N0} spans)"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"sender's own CPU: {OwnCpu.TotalSeconds:N2} s, {OwnCpu.TotalMicroseconds / Math.Max(1, AcceptedSpans):N2} us/span"));
        if (LastMessage.Length > 0)
            output.WriteLine($"last message from the server: {LastMessage}");
    }
}
