using BenchmarkDotNet.Attributes;
using Vivace.Storage.Blocks;
using Vivace.Storage.Compaction;
using Vivace.Storage.Files;
using Vivace.Storage.Live;
using Vivace.Storage.Tests;

namespace Vivace.Benchmarks.Storage;

/// <summary>Merging two blocks whose traces lie nowhere else, per span: row groups copied as they stand, and written anew as they are
/// where they share traces.</summary>
/// <remarks>Writing a block ends in a few syncs: with <c>TMPDIR=/dev/shm</c> they do not count.</remarks>
[MemoryDiagnoser]
public class BlockMergerBenchmarks
{
    private const int SpanCount = 200_000;

    private readonly List<BlockFile> _inputs = [];
    private string _folder = "";

    [GlobalSetup]
    public void WriteInputs()
    {
        _folder = Directory.CreateTempSubdirectory("vivace-bench-").FullName;
        foreach (var requests in CorpusRequests.Make(SpanCount).Chunk(250))
        {
            var live = new LiveBlock();
            foreach (var request in requests)
                live.Append(request);
            _inputs.Add(Write(Path.Combine(_folder, $"input {_inputs.Count}"), writer =>
                writer.Add(live.Columns, live.View().Order, live.View().Slices, CancellationToken.None)));
        }
    }

    [GlobalCleanup]
    public void DeleteInputs()
    {
        foreach (var input in _inputs)
            input.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Each row group's bytes are checked and copied.</summary>
    [Benchmark(OperationsPerInvoke = SpanCount, Baseline = true)]
    public void CopyRowGroups() => Merge(minCopiedRows: 1);

    /// <summary>Traces are moved column by column into new row groups.</summary>
    [Benchmark(OperationsPerInvoke = SpanCount)]
    public void WriteRowGroupsAnew() => Merge(minCopiedRows: int.MaxValue);

    private void Merge(int minCopiedRows)
    {
        var folder = Path.Combine(_folder, "output");
        Write(folder, writer =>
        {
            using var merger = new BlockMerger(_inputs, minCopiedRows);
            merger.Merge(writer, CancellationToken.None);
        }).Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static BlockFile Write(string folder, Action<BlockWriter> fill)
    {
        using (var writer = new BlockWriter(LocalFileSystem.Instance, folder))
        {
            fill(writer);
            writer.Finish(ThrowawayBlock.NewMeta());
        }

        return BlockFile.Open(LocalFileSystem.Instance.OpenRead(Path.Combine(folder, BlockFormat.SpansFile)), folder);
    }
}
