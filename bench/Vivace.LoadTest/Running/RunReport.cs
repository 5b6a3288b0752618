using System.Globalization;

namespace Vivace.LoadTest.Running;

/// <summary>Writes measurements as the tables of docs/performance.md.</summary>
internal static class RunReport
{
    public static void Write(TextWriter output, RunMeasurements run)
    {
        output.WriteLine();
        output.WriteLine(run.Machine.ToString());
        output.WriteLine();
        output.WriteLine(run.Corpus);
        output.WriteLine();
        WriteTotals(output, run);
        output.WriteLine();
        WriteQueries(output, run);
        if (run.CollectorMetrics.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("```");
            foreach (var line in run.CollectorMetrics)
                output.WriteLine(line);
            output.WriteLine("```");
        }
    }

    private static void WriteTotals(TextWriter output, RunMeasurements run)
    {
        output.WriteLine("| | goal | measured | |");
        output.WriteLine("| --- | --- | --- | --- |");
        if (run is { Sent: { } sent, CpuSeconds: { } cpu })
        {
            Row("CPU per span, everything included", "4 us", $"{cpu * 1e6 / run.Spans:N2} us",
                $"{run.UserCpuSeconds:N2} s user, {run.SystemCpuSeconds:N2} s system, of it {run.StartCpuSeconds:N2} s until ready");
            Row("spans/s accepted, sender included", "350,000", $"{sent.SpansPerSecond:N0}",
                $"sender {sent.OwnCpu.TotalMicroseconds / Math.Max(1, sent.AcceptedSpans):N2} us/span; a request p50 {sent.LatencyP50.TotalMilliseconds:N1} ms, p99 {sent.LatencyP99.TotalMilliseconds:N1} ms");
            Row("spans refused; retries", "0; 0", $"{sent.RefusedSpans + sent.RejectedSpans:N0}; {sent.Retries:N0}", $"{sent.LastMessage}");
            Row("from the last answer to finished blocks", "", $"{run.FlushSeconds:N2} s", $"{(run.Flushed ? "" : "no /flush: waited until the process rested")}");
            Row("peak resident memory", "0.30 GB", $"{run.PeakResidentBytes / 1e9:N2} GB", $"{run.PeakResidentBytesAfterLoad / 1e9:N2} GB before the queries");
        }
        else
        {
            Row("peak resident memory, queries only", "", $"{run.PeakResidentBytes / 1e9:N2} GB", $"");
        }

        Row("bytes per span on disk", "50", $"{(double)run.BlockBytes / run.Spans:N1}", $"log after that: {run.LogBytes / 1e6:N1} MB");
        Row(run.Sent is null ? "start to ready, with the data" : "start to ready, empty", "0.5 s", $"{run.StartToReadyMilliseconds / 1000:N2} s", $"");
        if (run.StartToReadyWithDataMilliseconds is { } again)
            Row("start to ready, with the data", "", $"{again / 1000:N2} s", $"");

        void Row(string name, string goal, FormattableString measured, FormattableString remark) => output.WriteLine(
            $"| {name} | {goal} | {FormattableString.Invariant(measured)} | {FormattableString.Invariant(remark)} |");
    }

    private static void WriteQueries(TextWriter output, RunMeasurements run)
    {
        output.WriteLine("| query | goal, p50 | p50 | p99 | calls | answer | |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var query in run.AfterRestart is { } again ? run.Queries.Append(again) : run.Queries)
        {
            var name = query.Name.Replace("|", "\\|", StringComparison.Ordinal);
            output.WriteLine(query.Refused is { } refused
                ? string.Create(CultureInfo.InvariantCulture, $"| {name} | {query.Goal:N0} ms | - | - | 0 | | {refused} |")
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {query.Goal:N0} ms | {query.P50Milliseconds:N2} ms | {query.P99Milliseconds:N2} ms | {query.Calls} | {query.AnswerBytes:N0} bytes | {(query.IsRight ? $"{query.Found:N0} found, right" : $"**{query.Found:N0} found, {query.Expected:N0} expected**")} |"));
        }
    }
}
