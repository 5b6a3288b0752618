using System.Diagnostics;
using System.Globalization;
using System.Net;
using Vivace.LoadTest.Corpus;
using Vivace.LoadTest.Running;
using Vivace.LoadTest.Sending;

namespace Vivace.LoadTest.Soak;

/// <summary>A steady load on a fresh server, with clients that ask while it runs; a line each minute.</summary>
/// <param name="server">An executable, or a dll for <c>dotnet</c>.</param>
/// <param name="pause">What each client waits between its calls.</param>
/// <param name="output">Takes the lines.</param>
internal sealed class SoakRunner(string server, TimeSpan pause, TextWriter output)
{
    private static readonly TimeSpan Line = TimeSpan.FromMinutes(1);

    private readonly Latencies _byId = new();
    private readonly Latencies _searches = new();
    private long _wrong;

    /// <summary>Runs for a time.</summary>
    /// <param name="send">How spans are sent; the endpoint is the fresh server's.</param>
    /// <param name="duration">How long.</param>
    /// <param name="clients">Clients that ask for traces by id and search, one call after the other.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task RunAsync(SendOptions send, TimeSpan duration, int clients, CancellationToken cancellationToken)
    {
        var folder = RunFolder.Create();
        try
        {
            await using var process = await ServerProcess.StartAsync(server, folder, cancellationToken);
            var traces = new TraceSample();
            var endless = RequestSource.Endless(new CorpusOptions { End = TimeProvider.System.GetUtcNow() }, send.SpansPerSecond, TimeProvider.System, duration);
            var (requests, making) = RequestSource.MakeMeanwhile(traces.Watch(endless), send.Gzip, cancellationToken);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var asking = Enumerable.Range(0, clients)
                .Select(client => Task.Run(() => AskAsync(process, traces, client, stop.Token), CancellationToken.None)).ToArray();
            var watching = WatchAsync(process, folder, stop.Token);
            var report = await new Sender(send with { Endpoint = process.OtlpGrpc }).SendAsync(requests, cancellationToken);
            await stop.CancelAsync();
            await making;
            await Task.WhenAll([.. asking, watching]);
            await WriteEndAsync(process, report, clients, cancellationToken);
        }
        finally
        {
            folder.Delete();
        }
    }

    private async Task WriteEndAsync(
        ServerProcess process, SendReport report, int clients, CancellationToken cancellationToken)
    {
        report.Print(output);
        var usage = await process.ReadUsageAsync(cancellationToken);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"server: {usage.Cpu.TotalMicroseconds / Math.Max(1, report.AcceptedSpans):N2} us of CPU a span, with the queries; peak {usage.PeakResidentBytes / 1e9:N2} GB"));
        if (clients > 0)
        {
            await output.WriteLineAsync(Describe("trace by id", _byId));
            await output.WriteLineAsync(Describe("search", _searches));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"wrong answers: {_wrong:N0}"));
        }

        foreach (var line in await process.ReadCollectorMetricsAsync(cancellationToken))
            await output.WriteLineAsync(line);
    }

    private static string Describe(string name, Latencies latencies) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: {latencies.Count:N0} calls, p50 {latencies.Percentile(0.5).TotalMilliseconds:N1} ms, p99 {latencies.Percentile(0.99).TotalMilliseconds:N1} ms, longest {latencies.Percentile(1).TotalMilliseconds:N1} ms");

    private async Task WatchAsync(ServerProcess process, RunFolder folder, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await output.WriteLineAsync("| minute | resident | peak | CPU | blocks | log |");
        await output.WriteLineAsync("| --- | --- | --- | --- | --- | --- |");
        try
        {
            while (true)
            {
                await Task.Delay(Line, TimeProvider.System, cancellationToken);
                var usage = await process.ReadUsageAsync(cancellationToken);
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {Stopwatch.GetElapsedTime(started).TotalMinutes:N0} | {usage.ResidentBytes / 1e6:N0} MB | {usage.PeakResidentBytes / 1e6:N0} MB | {usage.Cpu.TotalSeconds:N0} s | {folder.BlockBytes() / 1e6:N0} MB | {folder.LogBytes() / 1e6:N0} MB |"));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The load has ended.
        }
    }

    private async Task AskAsync(ServerProcess process, TraceSample traces, int client, CancellationToken cancellationToken)
    {
        const int SearchEvery = 10;
        try
        {
            for (var call = client; ; call++)
            {
                await Task.Delay(pause, TimeProvider.System, cancellationToken);
                if (traces.Pick() is not { } trace)
                    continue;

                var isSearch = call % SearchEvery == 0;
                var path = isSearch
                    ? $"/api/search?q={Uri.EscapeDataString("{ status = error }")}&limit=20"
                    : $"/api/v2/traces/{trace}";
                var started = Stopwatch.GetTimestamp();
                using var answer = await process.Http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
                var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
                (isSearch ? _searches : _byId).Add(Stopwatch.GetElapsedTime(started));
                if (answer.StatusCode != HttpStatusCode.OK || body.Length < 100)
                    Interlocked.Increment(ref _wrong);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The load has ended.
        }
    }
}
