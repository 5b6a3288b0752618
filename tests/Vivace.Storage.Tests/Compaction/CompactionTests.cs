using System.Text.Json.Nodes;
using Vivace.Core;
using Vivace.Storage.Blocks;
using Vivace.Storage.Tests.Engine;
using Vivace.Testing;
using Vivace.Testing.Files;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Storage.Tests.Compaction;

public sealed class CompactionTests
{
    private readonly FaultyFileSystem _files = new();
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Traces_that_came_in_pieces_become_whole_and_repeated_spans_stand_once()
    {
        await using var storage = await OpenAsync();
        var sent = new List<byte[]>();
        for (var part = 0; part < 4; part++)
        {
            for (var i = 0; i < 20; i++)
            {
                sent.Add(EngineBed.Half(i, second: part % 2 == 1));
                await EngineBed.AppendAsync(storage, sent[^1]);
            }

            await storage.FlushAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(240, storage.GetStatistics().BlockSpans);
        await MaintainAsync(storage);
        Assert.Equal((1, 120), (storage.GetStatistics().Blocks, storage.GetStatistics().BlockSpans));
        EngineBed.AssertStored(storage, sent);
        using var snapshot = storage.OpenSnapshot(default, TimeRange.All);
        using var group = Assert.Single(snapshot.RowGroups).Open();
        Assert.True(group.ExcludedTraces.IsEmpty);
        Assert.Equal(20, group.TraceCount);
        Assert.All(group.TraceRootRows.ToArray(), root => Assert.True(root >= 0));
    }

    [Fact]
    public async Task Row_groups_whose_traces_lie_nowhere_else_are_copied_byte_for_byte()
    {
        var sent = await MakeBlocksAsync(3);
        var inputs = EngineBed.BlockFolders(_files).ConvertAll(RowGroups);
        await using var storage = await OpenAsync(EngineBed.Options with { MinCopiedRows = 1 });
        await MaintainAsync(storage);
        var merged = RowGroups(Assert.Single(EngineBed.BlockFolders(_files)));
        Assert.Equal(inputs.SelectMany(groups => groups).Order(), merged.Order());
        Assert.Equal(3, merged.Count);
        EngineBed.AssertStored(storage, sent);
    }

    [Fact]
    public async Task Row_groups_that_share_a_trace_are_written_anew_and_the_others_copied()
    {
        byte[][] sent = [EngineBed.Half(0, second: false), EngineBed.Checkout(1), EngineBed.Half(0, second: true), EngineBed.Checkout(2)];
        await using var storage = await OpenAsync(EngineBed.Options with { MinCopiedRows = 1 });
        foreach (var request in sent)
        {
            await EngineBed.AppendAsync(storage, request);
            await storage.FlushAsync(TestContext.Current.CancellationToken);
        }

        var before = EngineBed.BlockFolders(_files).ConvertAll(RowGroups);
        await MaintainAsync(storage);
        var merged = RowGroups(Assert.Single(EngineBed.BlockFolders(_files)));
        Assert.Equal(3, merged.Count);
        Assert.Equal(2, before.SelectMany(groups => groups).Intersect(merged).Count());
        EngineBed.AssertStored(storage, sent);
    }

    [Fact]
    public async Task Small_row_groups_are_joined()
    {
        var sent = await MakeBlocksAsync(3);
        await using var storage = await OpenAsync();
        await MaintainAsync(storage);
        Assert.Single(RowGroups(Assert.Single(EngineBed.BlockFolders(_files))));
        EngineBed.AssertStored(storage, sent);
    }

    [Fact]
    public async Task Merging_reads_each_row_group_a_few_times_however_the_traces_overlap()
    {
        var observed = new ObservedFileSystem(_files);
        await using var storage = await EngineBed.OpenAsync(observed, null, _time);
        foreach (var second in new[] { false, true })
        {
            // The first part of a trace comes in one block and its second in another, in the opposite order of their starts.
            for (var i = 0; i < 200; i++)
            {
                var start = TestTrace.DefaultStartUnixNanoseconds + (ulong)(second ? 1000 - i : i) * 1_000_000_000;
                var spans = Traces.Checkout(i).At(start).Spans.Where((_, part) => part % 2 == 1 == second);
                await EngineBed.AppendAsync(storage, Traces.ToRequest(spans).ToBytes());
            }

            await storage.FlushAsync(TestContext.Current.CancellationToken);
        }

        var size = storage.GetStatistics().BlockBytes;
        await MaintainAsync(storage);
        Assert.Equal((1, 1200), (storage.GetStatistics().Blocks, storage.GetStatistics().BlockSpans));
        Assert.InRange(observed.ReadBytes, 1, size * 5);
    }

    [Fact]
    public async Task Windows_are_not_mixed()
    {
        var options = EngineBed.Options with { CompactionWindow = TimeSpan.FromHours(1), IngestionTimeRangeSlack = TimeSpan.FromDays(9000) };
        await using var storage = await OpenAsync(options);
        for (var hour = 0; hour < 3; hour++)
        {
            for (var i = 0; i < 2; i++)
            {
                var trace = Traces.Checkout((hour * 10) + i).At(_time.GetUtcNow() - TimeSpan.FromHours(hour) - TimeSpan.FromMinutes(30));
                await EngineBed.AppendAsync(storage, trace.ToBytes());
                await storage.FlushAsync(TestContext.Current.CancellationToken);
            }
        }

        await MaintainAsync(storage);
        Assert.Equal(3, storage.GetStatistics().Blocks);
    }

    [Fact]
    public async Task A_crash_between_the_merged_block_and_the_marks_on_its_inputs_leaves_no_span_twice()
    {
        var sent = await MakeBlocksAsync(3);
        var inputs = EngineBed.BlockFolders(_files);
        _files.Fails = (operation, path) => operation == FaultyOperation.Rename && inputs.Contains(Path.GetDirectoryName(path)!);
        await using (var storage = await OpenAsync())
        {
            await MaintainAsync(storage);
            Assert.Equal(1, storage.GetStatistics().Blocks);
        }

        // Failed renames may have been done in part: put the inputs back as they were.
        foreach (var folder in inputs)
        {
            var compacted = Path.Combine(folder, BlockFormat.CompactedMetaFile);
            _files.Fails = null;
            if (_files.FileExists(compacted))
                _files.Rename(compacted, Path.Combine(folder, BlockFormat.MetaFile));
        }

        await using var reopened = await OpenAsync();
        Assert.Equal((1, 18), (reopened.GetStatistics().Blocks, reopened.GetStatistics().BlockSpans));
        EngineBed.AssertStored(reopened, sent);
        Assert.Single(EngineBed.BlockFolders(_files));
        Assert.Equal(3, EngineBed.BlockFolders(_files, BlockFormat.CompactedMetaFile).Count);
    }

    [Fact]
    public async Task Marks_that_failed_are_made_later()
    {
        await MakeBlocksAsync(2);
        var inputs = EngineBed.BlockFolders(_files);
        await using var storage = await OpenAsync();
        _files.Fails = (operation, path) => operation == FaultyOperation.SyncDirectory && inputs.Contains(path);
        await MaintainAsync(storage);
        _files.Fails = null;
        _time.Advance(TimeSpan.FromHours(2));
        await MaintainAsync(storage);
        Assert.All(inputs, folder => Assert.False(_files.DirectoryExists(folder)));
        Assert.Single(EngineBed.BlockFolders(_files));
    }

    [Fact]
    public async Task A_merge_that_fails_leaves_everything_as_it_was_and_is_tried_again()
    {
        var sent = await MakeBlocksAsync(3);
        await using var storage = await OpenAsync();
        foreach (var broken in new[] { FaultyOperation.CreateFile, FaultyOperation.Write, FaultyOperation.Sync, FaultyOperation.Rename })
        {
            _files.Fails = (operation, _) => operation == broken;
            await MaintainAsync(storage);
            Assert.Equal(3, storage.GetStatistics().Blocks);
            Assert.Equal(3, _files.ListDirectories(Path.Combine(EngineBed.BlocksFolder, TenantId.Single.Value)).Count);
            EngineBed.AssertStored(storage, sent);
        }

        _files.Fails = null;
        await MaintainAsync(storage);
        Assert.Equal(1, storage.GetStatistics().Blocks);
        EngineBed.AssertStored(storage, sent);
    }

    [Theory]
    [InlineData(1)] // row groups are copied
    [InlineData(int.MaxValue)] // row groups are written anew
    public async Task A_damaged_block_is_set_aside_and_the_others_are_merged(int minCopiedRows)
    {
        var sent = await MakeBlocksAsync(4);
        var folder = EngineBed.BlockFolders(_files)[1];
        var path = Path.Combine(folder, BlockFormat.SpansFile);
        var surgery = new BlockSurgery(_files.ReadAllBytes(path));
        var (_, offset, _) = surgery.Parts().First(part => part.Name == "0 Starts");
        _files.WriteAllBytes(path, surgery.Flip(offset + 3, 1));

        await using var storage = await OpenAsync(EngineBed.Options with { MinCopiedRows = minCopiedRows });
        await MaintainAsync(storage);
        await MaintainAsync(storage);
        Assert.Equal((2, 1), (storage.GetStatistics().Blocks, storage.GetStatistics().BadBlocks));
        var found = sent.Count(request => storage.FindTrace(
            default, OtlpTraces.TraceIds(request)[0], TimeRange.All, CancellationToken.None).SpanCount == 6);
        Assert.Equal(3, found);
    }

    [Fact]
    public async Task A_running_query_keeps_what_it_began_with()
    {
        var sent = await MakeBlocksAsync(3);
        var observed = new ObservedFileSystem(_files);
        await using var storage = await EngineBed.OpenAsync(
            observed, EngineBed.Options with { CompactedBlockRetention = TimeSpan.Zero }, _time);
        using (var snapshot = storage.OpenSnapshot(default, TimeRange.All))
        {
            await MaintainAsync(storage);
            await MaintainAsync(storage);
            Assert.Equal(1, storage.GetStatistics().Blocks);
            Assert.Equal(3, snapshot.BlockCount);
            Assert.Equal(
                OtlpTraces.TraceIds(sent).Select(id => (id, 6)).Order(), EngineBed.SpanCounts(snapshot).Order());
        }

        Assert.Equal(0, observed.OpenCount);
        await MaintainAsync(storage);
        Assert.Single(_files.ListDirectories(Path.Combine(EngineBed.BlocksFolder, TenantId.Single.Value)));
        EngineBed.AssertStored(storage, sent);
    }

    [Fact]
    public async Task Queries_during_merges_and_removals_find_every_trace_whole()
    {
        var sent = await MakeBlocksAsync(1);
        await using var storage = await OpenAsync(EngineBed.Options with { CompactedBlockRetention = TimeSpan.Zero });
        using var done = new CancellationTokenSource();
        var queries = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            var rounds = 0;
            for (; !done.IsCancellationRequested; rounds++)
                EngineBed.AssertStored(storage, sent);
            return rounds;
        })).ToArray();
        for (var i = 100; i < 125; i++)
        {
            await EngineBed.AppendAsync(storage, EngineBed.Checkout(0)); // a retry, so that what is stored stays the same
            await storage.FlushAsync(TestContext.Current.CancellationToken);
            await MaintainAsync(storage);
        }

        await done.CancelAsync();
        Assert.All(await Task.WhenAll(queries), rounds => Assert.True(rounds > 0));
    }

    [Fact]
    public async Task Folders_of_merged_blocks_stay_for_a_while()
    {
        await MakeBlocksAsync(2);
        var inputs = EngineBed.BlockFolders(_files);
        await using (var storage = await OpenAsync())
        {
            await MaintainAsync(storage);
            _time.Advance(TimeSpan.FromMinutes(59));
            await MaintainAsync(storage);
            Assert.Equal(inputs, EngineBed.BlockFolders(_files, BlockFormat.CompactedMetaFile));
        }

        await using var reopened = await OpenAsync();
        await MaintainAsync(reopened);
        Assert.Equal(inputs, EngineBed.BlockFolders(_files, BlockFormat.CompactedMetaFile));
        _time.Advance(TimeSpan.FromMinutes(61));
        await MaintainAsync(reopened);
        Assert.All(inputs, folder => Assert.False(_files.DirectoryExists(folder)));
        EngineBed.AssertStored(reopened, [EngineBed.Checkout(0), EngineBed.Checkout(1)]);
    }

    [Fact]
    public async Task Folders_without_meta_data_are_removed_after_a_while()
    {
        var orphan = Path.Combine(EngineBed.BlocksFolder, "single-tenant", Guid.NewGuid().ToString());
        _files.WriteAllBytes(Path.Combine(orphan, BlockFormat.SpansFile), [1, 2, 3]);
        _files.WriteAllBytes(Path.Combine(orphan, BlockFormat.MetaTemporaryFile), [1, 2, 3]);
        await using var storage = await OpenAsync();
        await MaintainAsync(storage);
        Assert.True(_files.DirectoryExists(orphan));
        _time.Advance(TimeSpan.FromHours(2));
        await MaintainAsync(storage);
        Assert.False(_files.DirectoryExists(orphan));
    }

    [Fact]
    public async Task A_merged_block_says_what_it_replaces()
    {
        await MakeBlocksAsync(3);
        var inputs = EngineBed.BlockFolders(_files).Select(Path.GetFileName).Order().ToArray();
        await using var storage = await OpenAsync();
        await MaintainAsync(storage);
        var meta = JsonNode.Parse(_files.ReadAllBytes(Path.Combine(Assert.Single(EngineBed.BlockFolders(_files)), BlockFormat.MetaFile)))!;
        Assert.Equal(inputs, meta["replaces"]!.AsArray().Select(id => id!.GetValue<string>()).Order());
        Assert.Equal(1, meta["compactionLevel"]!.GetValue<int>());
        Assert.Equal((18, 3), (meta["totalSpans"]!.GetValue<int>(), meta["totalTraces"]!.GetValue<int>()));
    }

    /// <summary>The bytes of each row group of a block, as text: all but its directory, which says where they lie.</summary>
    private List<string> RowGroups(string folder)
    {
        var bytes = _files.ReadAllBytes(Path.Combine(folder, BlockFormat.SpansFile));
        return
        [
            .. from part in new BlockSurgery(bytes).Parts()
               where char.IsAsciiDigit(part.Name[0]) && !part.Name.EndsWith(" directory", StringComparison.Ordinal)
               group part by part.Name.Split(' ')[0] into rowGroup
               select string.Join('\n', rowGroup.Select(part =>
                   $"{part.Name[rowGroup.Key.Length..]} {Convert.ToHexString(bytes, part.Offset, part.Length)}")),
        ];
    }

    private static Task MaintainAsync(TraceStorage storage) => storage.MaintainAsync(TestContext.Current.CancellationToken);

    private Task<TraceStorage> OpenAsync(StorageOptions? options = null) => EngineBed.OpenAsync(_files, options, _time);

    private async Task<byte[][]> MakeBlocksAsync(int count)
    {
        var sent = Enumerable.Range(0, count).Select(EngineBed.Checkout).ToArray();
        await using var storage = await OpenAsync();
        foreach (var request in sent)
        {
            await EngineBed.AppendAsync(storage, request);
            await storage.FlushAsync(TestContext.Current.CancellationToken);
        }

        return sent;
    }
}
