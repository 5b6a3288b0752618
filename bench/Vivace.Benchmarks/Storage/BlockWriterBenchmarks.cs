using System.Globalization;
using BenchmarkDotNet.Attributes;
using Vivace.Storage.Blocks;
using Vivace.Storage.Files;
using Vivace.Storage.Live;
using Vivace.Storage.Tests;

namespace Vivace.Benchmarks.Storage;

/// <summary>From live columns to a finished block on disk, per span: sorting, encoding, compression, syncs.</summary>
[MemoryDiagnoser]
public class BlockWriterBenchmarks
{
    private const int SpanCount = 100_000;

    private readonly LiveBlock _live = new();
    private string _folder = "";
    private long _blockBytes;

    [GlobalSetup]
    public void Load()
    {
        foreach (var request in CorpusRequests.Make(SpanCount))
            _live.Append(request);
        _folder = Directory.CreateTempSubdirectory("vivace-bench-").FullName;
    }

    [GlobalCleanup]
    public void DeleteBlocks()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"// {(double)_blockBytes / SpanCount:N1} bytes per span on disk"));
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Sorting alone; the other benchmark does it, too.</summary>
    [Benchmark(OperationsPerInvoke = SpanCount)]
    public int OrderSpans()
    {
        var order = TraceOrder.Build(_live.Columns, _live.RowCount, _live.TraceCount);
        var traces = order.TraceCount;
        order.Release();
        return traces;
    }

    /// <summary>What cutting a live block costs. The size of the block is printed at the end.</summary>
    [Benchmark(OperationsPerInvoke = SpanCount)]
    public void OrderAndWriteBlock()
    {
        var order = TraceOrder.Build(_live.Columns, _live.RowCount, _live.TraceCount);
        var folder = Path.Combine(_folder, Guid.NewGuid().ToString());
        using var writer = new BlockWriter(LocalFileSystem.Instance, folder);
        writer.Add(_live.Columns, order, RowGroupSlice.Cut(order, _live.RowCount, _live.OtlpBytes), CancellationToken.None);
        order.Release();
        var meta = writer.Finish(ThrowawayBlock.NewMeta());
        Directory.Delete(folder, recursive: true);
        _blockBytes = meta.SizeBytes;
    }
}
