using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Vivace.Core;
using Vivace.CrashWriter;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Storage.Tests.Engine;

/// <summary>A real process under load, killed like kill -9 does, twenty times on the same folder.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Kills = 20;
    private const int Seed = 4711;

    private readonly string _folder = Directory.CreateTempSubdirectory("vivace-crash-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task After_every_kill_every_acknowledged_trace_is_found_whole_and_once()
    {
        var random = new Random(Seed);
        var acknowledged = new HashSet<int>();
        var firstBatch = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var told = await WriteAndKillAsync(firstBatch, random.Next(1, kill % 4 == 3 ? 1500 : 300), random.Next(20));
            acknowledged.UnionWith(told);

            // Batches that were under way may be there or not; the next run begins well behind them, with a new trace.
            var before = firstBatch;
            firstBatch = ((told.DefaultIfEmpty(firstBatch).Max() + 100) / 2 * 2) + 2;
            await CheckAsync(acknowledged, before, all: kill == Kills - 1);
        }
    }

    /// <summary>Starts the writer and kills it some time after it has told of some batches.</summary>
    private async Task<List<int>> WriteAndKillAsync(int firstBatch, int batches, int extraMilliseconds)
    {
        using var writer = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Vivace.CrashWriter.dll"), _folder, firstBatch.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        try
        {
            Assert.Equal("open", await writer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            var told = new List<int>();
            while (told.Count < batches && await ReadAsync(writer) is { } number)
                told.Add(number);
            Assert.Equal(batches, told.Count);
            await Task.Delay(extraMilliseconds, TestContext.Current.CancellationToken);
            writer.Kill();
            while (await ReadAsync(writer) is { } number)
                told.Add(number);
            return told;
        }
        finally
        {
            writer.Kill();
            await writer.WaitForExitAsync(CancellationToken.None);
        }

        static async Task<int?> ReadAsync(Process writer)
        {
            // A line is a single write, shorter than a pipe's smallest atomic one: it came whole or not at all.
            var line = await writer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            return int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        }
    }

    private async Task CheckAsync(HashSet<int> acknowledged, int firstBatch, bool all)
    {
        var options = EngineBed.Options with { BlocksPath = Path.Combine(_folder, "blocks"), LogPath = Path.Combine(_folder, "wal") };
        await using var storage = await TraceStorage.OpenAsync(
            options, TimeProvider.System, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        Assert.Equal(0, storage.GetStatistics().BadBlocks);
        using var snapshot = storage.OpenSnapshot(default, TimeRange.All);
        Assert.Null(snapshot.PartialReason);
        var answered = EngineBed.SpanCounts(snapshot).ToDictionary(trace => trace.Id, trace => trace.SpanCount);

        // By search every trace after every kill, by its id those of this run, and in the end all.
        foreach (var trace in acknowledged.GroupBy(CrashBatches.TraceOf))
        {
            var id = Traces.Checkout(trace.Key).Id;
            Assert.True(answered.TryGetValue(id, out var spanCount), $"trace {trace.Key} is lost");
            Assert.InRange(spanCount, 3 * trace.Count(), 6);
            if (all || trace.Any(number => number >= firstBatch))
                CheckTrace(storage, trace, id, spanCount);
        }
    }

    private static void CheckTrace(TraceStorage storage, IGrouping<int, int> trace, TraceId id, int spanCount)
    {
        var found = storage.FindTrace(default, id, TimeRange.All, CancellationToken.None);
        Assert.Null(found.PartialReason);
        Assert.Equal(spanCount, found.SpanCount);
        var spans = OtlpTraces.Normalize(found.TracesData.ToArray());
        Assert.Equal(spans.Count, spans.Distinct().Count());
        Assert.Subset(spans.ToHashSet(), OtlpTraces.Normalize(trace.Select(CrashBatches.Make)).ToHashSet());
        Assert.Subset(OtlpTraces.Normalize(EngineBed.Checkout(trace.Key)).ToHashSet(), spans.ToHashSet());
    }
}
