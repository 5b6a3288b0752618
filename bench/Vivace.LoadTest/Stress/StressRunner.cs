using System.Diagnostics;
using Vivace.LoadTest.Running;
using Vivace.LoadTest.Sending;

namespace Vivace.LoadTest.Stress;

/// <summary>Measures how a server bears one shape: fresh, loaded, asked, and asked again after everything lies in blocks.</summary>
internal sealed class StressRunner(string server)
{
    private const int CallsPerQuery = 10;

    /// <summary>Runs one shape on a server of its own.</summary>
    public async Task<StressMeasurements> RunAsync(StressShape shape, CancellationToken cancellationToken)
    {
        var folder = RunFolder.Create();
        try
        {
            await using var process = await ServerProcess.StartAsync(server, folder, cancellationToken);
            var (requests, making) = RequestSource.MakeMeanwhile(shape.Requests(), gzip: false, cancellationToken);
            var sent = await new Sender(new SendOptions
            {
                Endpoint = process.OtlpGrpc,
                Connections = shape.Connections,
                SpansPerSecond = shape.SpansPerSecond,
            }).SendAsync(requests, cancellationToken);
            await making;
            var live = await AskAsync(process, shape, cancellationToken);
            var started = Stopwatch.GetTimestamp();
            await process.FlushAsync(cancellationToken);
            var flushTime = Stopwatch.GetElapsedTime(started);
            var loaded = await process.ReadUsageAsync(cancellationToken);
            var stored = await AskAsync(process, shape, cancellationToken);
            var usage = await process.ReadUsageAsync(cancellationToken);
            return new StressMeasurements
            {
                Shape = shape,
                Sent = sent,
                CpuOfLoad = loaded.Cpu,
                FlushTime = flushTime,
                PeakResidentBytes = usage.PeakResidentBytes,
                BlockBytes = folder.BlockBytes(),
                Live = live,
                Stored = stored,
            };
        }
        finally
        {
            folder.Delete();
        }
    }

    private static async Task<IReadOnlyList<QueryMeasurement>> AskAsync(
        ServerProcess process, StressShape shape, CancellationToken cancellationToken)
    {
        var runner = new QueryRunner(process.Http, CallsPerQuery);
        var measured = new List<QueryMeasurement>();
        foreach (var query in shape.Queries)
            measured.Add(await runner.MeasureAsync(query, cancellationToken));
        return measured;
    }
}
