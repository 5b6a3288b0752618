using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Vivace.CrashWriter;
using Vivace.Storage;

// Appends batches to an engine and prints the number of each that was acknowledged, until it is killed.
// Arguments: the data folder, the first batch number.
var folder = args[0];
var next = int.Parse(args[1], CultureInfo.InvariantCulture) - 1;

// Blocks of a few dozen traces, merged all the time, their folders removed at once: a kill meets every step of it.
var options = new StorageOptions
{
    BlocksPath = Path.Combine(folder, "blocks"),
    LogPath = Path.Combine(folder, "wal"),
    SegmentBytes = 1 << 20,
    MinFreeBytes = 0,
    MaxBlockBytes = 100_000,
    CompactionWindow = TimeSpan.FromDays(365),
    CompactionCycle = TimeSpan.FromMilliseconds(20),
    CompactedBlockRetention = TimeSpan.Zero,
    BlockRetention = TimeSpan.Zero,
};
var storage = await TraceStorage.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
Print("open");
await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AppendForEverAsync()));

async Task AppendForEverAsync()
{
    while (true)
    {
        var number = Interlocked.Increment(ref next);
        var result = await storage.AppendAsync(default, CrashBatches.Make(number), CancellationToken.None);
        if (result.IsAccepted)
            Print(number.ToString(CultureInfo.InvariantCulture));
    }
}

static void Print(string line)
{
    // One write to the pipe per line: what was printed is with the reader when the process dies.
    lock (Console.Out)
    {
        Console.Out.Write(line + "\n");
        Console.Out.Flush();
    }
}
