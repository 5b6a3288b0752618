using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Vivace.LoadTest.Corpus;
using Vivace.LoadTest.Sending;

namespace Vivace.LoadTest.Running;

/// <summary>Measures a server from its start to the answers of its queries.</summary>
internal sealed class Runner(string server, int callsPerQuery, TextWriter progress)
{
    /// <summary>Loads a fresh server, asks it, and starts it again on what it has stored.</summary>
    public async Task<RunMeasurements> LoadAndAskAsync(
        RunFolder folder, CorpusOptions options, SendOptions send, CancellationToken cancellationToken)
    {
        var generator = new CorpusGenerator(options);
        var requests = RequestSource.MakeBeforehand(generator.Requests(), send.Gzip);
        var facts = generator.Facts;
        await folder.WriteCorpusAsync(options, cancellationToken);
        await progress.WriteLineAsync($"data in {folder.Location}; starting {server}");

        RunMeasurements run;
        await using (var process = await ServerProcess.StartAsync(server, folder, cancellationToken))
        {
            var described = await DescribeAsync(options, facts, cancellationToken);
            run = await LoadAsync(process, folder, facts, requests, send, described, cancellationToken);
            run = await AskAsync(process, run, facts, cancellationToken);
        }

        await progress.WriteLineAsync("starting again on the same data");
        await using var again = await ServerProcess.StartAsync(server, folder, cancellationToken);
        var traceById = QuerySuite.For(facts)[0];
        var afterRestart = await new QueryRunner(again.Http, callsPerQuery).MeasureAsync(traceById, cancellationToken);
        return run with
        {
            StartToReadyWithDataMilliseconds = again.StartToReady.TotalMilliseconds,
            AfterRestart = afterRestart with { Name = "trace by id, after a restart" },
        };
    }

    /// <summary>Starts a server on the data of an earlier run and asks only.</summary>
    public async Task<RunMeasurements> AskOnlyAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        var options = await folder.ReadCorpusAsync(cancellationToken);
        var generator = new CorpusGenerator(options);
        foreach (var _ in generator.Requests())
        {
            // Made only for its facts.
        }

        var facts = generator.Facts;
        await using var process = await ServerProcess.StartAsync(server, folder, cancellationToken);
        var run = await DescribeAsync(options, facts, cancellationToken) with
        {
            StartToReadyMilliseconds = process.StartToReady.TotalMilliseconds,
            BlockBytes = folder.BlockBytes(),
            LogBytes = folder.LogBytes(),
        };
        return await AskAsync(process, run, facts, cancellationToken);
    }

    private static async Task<RunMeasurements> DescribeAsync(
        CorpusOptions options, CorpusFacts facts, CancellationToken cancellationToken) => new()
        {
            Machine = await MachineDescription.ReadAsync(ServerLocation.FindRepository(), cancellationToken),
            Corpus = string.Create(
                CultureInfo.InvariantCulture,
                $"{facts.Spans:N0} spans of {facts.TraceIds.Count:N0} traces, seed {options.Seed}, {options.Length.TotalMinutes:N0} minutes ending {options.End:u}"),
            Spans = facts.Spans,
        };

    private async Task<RunMeasurements> LoadAsync(
        ServerProcess process,
        RunFolder folder,
        CorpusFacts facts,
        ChannelReader<ExportRequest> requests,
        SendOptions send,
        RunMeasurements run,
        CancellationToken cancellationToken)
    {
        var idle = await process.ReadUsageAsync(cancellationToken);
        await progress.WriteLineAsync($"ready after {process.StartToReady.TotalMilliseconds:N0} ms; sending {facts.Spans:N0} spans");
        var endpoint = send.Protocol == ExportProtocol.Grpc ? process.OtlpGrpc : process.OtlpHttp;
        var sent = await new Sender(send with { Endpoint = endpoint }).SendAsync(requests, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();

        await progress.WriteLineAsync($"{sent.SpansPerSecond:N0} spans/s; waiting for finished blocks");
        var started = Stopwatch.GetTimestamp();
        var flushed = await process.FlushAsync(cancellationToken);
        var flushTime = Stopwatch.GetElapsedTime(started);
        var usage = await process.ReadUsageAsync(cancellationToken);
        return run with
        {
            StartToReadyMilliseconds = process.StartToReady.TotalMilliseconds,
            StartCpuSeconds = idle.Cpu.TotalSeconds,
            CpuSeconds = usage.Cpu.TotalSeconds,
            UserCpuSeconds = usage.UserCpu.TotalSeconds,
            SystemCpuSeconds = usage.SystemCpu.TotalSeconds,
            Sent = sent,
            FlushSeconds = flushTime.TotalSeconds,
            Flushed = flushed,
            PeakResidentBytesAfterLoad = usage.PeakResidentBytes,
            BlockBytes = folder.BlockBytes(),
            LogBytes = folder.LogBytes(),
            CollectorMetrics = await process.ReadCollectorMetricsAsync(cancellationToken),
        };
    }

    private async Task<RunMeasurements> AskAsync(
        ServerProcess process, RunMeasurements run, CorpusFacts facts, CancellationToken cancellationToken)
    {
        var runner = new QueryRunner(process.Http, callsPerQuery);
        var queries = new List<QueryMeasurement>();
        foreach (var query in QuerySuite.For(facts))
        {
            await progress.WriteLineAsync($"asking: {query.Name}");
            queries.Add(await runner.MeasureAsync(query, cancellationToken));
        }

        var usage = await process.ReadUsageAsync(cancellationToken);
        return run with { Queries = queries, PeakResidentBytes = usage.PeakResidentBytes };
    }
}
