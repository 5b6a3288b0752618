using System.Globalization;
using Vivace.LoadTest.Running;
using Vivace.LoadTest.Sending;

namespace Vivace.LoadTest.Stress;

/// <summary>What came of one shape.</summary>
internal sealed record StressMeasurements
{
    public required StressShape Shape { get; init; }

    public required SendReport Sent { get; init; }

    /// <summary>From the start of the server until all spans lay in blocks, with the first questions.</summary>
    public required TimeSpan CpuOfLoad { get; init; }

    public required TimeSpan FlushTime { get; init; }

    public required long PeakResidentBytes { get; init; }

    public required long BlockBytes { get; init; }

    /// <summary>Asked while the spans were live.</summary>
    public required IReadOnlyList<QueryMeasurement> Live { get; init; }

    /// <summary>Asked when they lay in blocks.</summary>
    public required IReadOnlyList<QueryMeasurement> Stored { get; init; }

    public bool IsRight => Live.Concat(Stored).All(static query => query.IsRight);

    /// <summary>The head of the table.</summary>
    public static void WriteHead(TextWriter output)
    {
        output.WriteLine("| load | spans taken | refused | spans/s | CPU per span | peak memory | bytes per span | queries: live / in blocks, p50 |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
    }

    /// <summary>A row of the table.</summary>
    public void Write(TextWriter output)
    {
        var taken = Math.Max(1, Sent.AcceptedSpans);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {Shape.Description} | {Sent.AcceptedSpans:N0} | {Sent.RefusedSpans + Sent.RejectedSpans:N0} | {Sent.SpansPerSecond:N0} | {CpuOfLoad.TotalMicroseconds / taken:N1} us | {PeakResidentBytes / 1e9:N2} GB | {(double)BlockBytes / taken:N0} | {string.Join("; ", Shape.Queries.Select((query, i) => Describe(query, i)))} |"));
        if (Sent.LastMessage.Length > 0)
            output.WriteLine($"<!-- {Shape.Name}: {Sent.LastMessage} -->");
    }

    private string Describe(QueryDefinition query, int index) => string.Create(
        CultureInfo.InvariantCulture,
        $"{query.Name.Replace("|", "\\|", StringComparison.Ordinal)} {Describe(Live[index])} / {Describe(Stored[index])}");

    private static string Describe(QueryMeasurement query)
    {
        if (query.Refused is { } refused)
            return refused;
        var right = query.IsRight ? "" : string.Create(CultureInfo.InvariantCulture, $" (**{query.Found:N0} found, {query.Expected:N0} expected**)");
        return string.Create(CultureInfo.InvariantCulture, $"{query.P50Milliseconds:N1} ms{right}");
    }
}
