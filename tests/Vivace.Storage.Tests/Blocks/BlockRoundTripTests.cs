using FsCheck;
using FsCheck.Fluent;
using Vivace.Otlp.Wire;
using Vivace.Storage.Blocks;
using Vivace.Storage.Files;
using Vivace.Storage.Live;
using Vivace.Storage.RowGroups;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Storage.Tests.Blocks;

public sealed class BlockRoundTripTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vivace-blocks-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void Every_span_comes_back_from_a_block_exactly_as_sent() =>
        Prop.ForAll(OtlpArbitrary.Batches(), batches =>
        {
            var sent = batches.Select(batch => batch.ToBytes()).ToArray();
            using var block = Write(sent);
            OtlpTraces.AssertSame(StoredOnce.Of(sent), OtlpTraces.Normalize(ReadAll(block)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_trace_is_found_by_its_id_and_no_other_is()
    {
        var sent = Enumerable.Range(0, 40).Select(seed => new OtlpRandom(seed, 20).Request().ToBytes()).ToArray();
        using var block = Write(sent);
        var ids = OtlpTraces.TraceIds(sent);
        foreach (var id in ids)
        {
            var found = block.FindCandidates(id).Select(block.Locate).Count(place =>
            {
                using var group = new BlockRowGroup(block, place.RowGroup, []);
                return group.TraceIds[place.Trace] == id;
            });
            Assert.Equal(1, found);
        }

        Assert.Equal(block.Footer.TraceCount, ids.Count);
        var wrong = Enumerable.Range(0, 10_000).Count(i => block.FindCandidates(new Core.TraceId((ulong)i, 42)).Count > 0);
        Assert.InRange(wrong, 0, 10);
    }

    [Fact]
    public void A_block_has_the_rows_trees_and_times_of_the_live_view()
    {
        var sent = Enumerable.Range(0, 30).Select(seed => new OtlpRandom(seed, 30).Request().ToBytes()).ToArray();
        var live = new LiveBlock();
        foreach (var request in sent)
            live.Append(request);
        using var snapshot = live.OpenSnapshot();
        using var block = Write(sent);
        using var expected = Assert.Single(snapshot.RowGroups).Open();
        using var actual = new BlockRowGroup(block, 0, []);

        Assert.Equal(expected.RowCount, actual.RowCount);
        Assert.Equal(expected.TraceFirstRows, actual.TraceFirstRows);
        Assert.Equal(expected.TraceIds, actual.TraceIds);
        Assert.Equal(expected.TraceStarts, actual.TraceStarts);
        Assert.Equal(expected.TraceEnds, actual.TraceEnds);
        Assert.Equal(expected.TraceRootRows, actual.TraceRootRows);
        Assert.Equal(expected.ParentRows, actual.ParentRows);
        Assert.Equal(expected.SubtreeSizes, actual.SubtreeSizes);
        Assert.Equal(expected.Connected, actual.Connected);
        foreach (var field in Enum.GetValues<SpanNumber>())
            Assert.Equal(expected.Numbers(field), actual.Numbers(field));
        for (var row = 0; row < expected.RowCount; row++)
            Assert.Equal(expected.ParentId(row), actual.ParentId(row));
    }

    private static byte[] ReadAll(BlockFile block)
    {
        using var output = new ProtoWriter();
        using var writer = new OtlpTraceWriter();
        for (var number = 0; number < block.Footer.RowGroups.Count; number++)
        {
            using var group = new BlockRowGroup(block, number, []);
            writer.Write(new BlockSpanSource(group, 0, group.TraceCount), 0, group.RowCount, output);
        }

        return output.Written.ToArray();
    }

    private BlockFile Write(IEnumerable<byte[]> requests)
    {
        var live = new LiveBlock();
        foreach (var request in requests)
            live.Append(request);
        var folder = Path.Combine(_folder, "tenant", Guid.NewGuid().ToString());
        var files = LocalFileSystem.Instance;
        using (var writer = new BlockWriter(files, folder))
        {
            writer.Add(live.Columns, live.View().Order, live.View().Slices, CancellationToken.None);
            writer.Finish(ThrowawayBlock.NewMeta());
        }

        return BlockFile.Open(files.OpenRead(Path.Combine(folder, BlockFormat.SpansFile)), folder);
    }
}
