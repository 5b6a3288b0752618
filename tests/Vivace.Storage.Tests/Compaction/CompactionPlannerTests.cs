using FsCheck;
using FsCheck.Fluent;
using Vivace.Storage.Blocks;
using Vivace.Storage.Compaction;
using Vivace.Storage.Tests.Engine;
using Xunit;

namespace Vivace.Storage.Tests.Compaction;

public sealed class CompactionPlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 10, 12, 30, 0, TimeSpan.Zero);

    private static readonly StorageOptions Options = EngineBed.Options with { CompactionWindow = TimeSpan.FromHours(1) };

    [Fact]
    public void Blocks_of_one_window_and_level_are_merged_smallest_first()
    {
        BlockMeta[] blocks = [Block(minutesAgo: 5, size: 30), Block(6, 10), Block(7, 20), Block(8, 50), Block(9, 40)];
        Assert.Equal([10, 20, 30, 40], Choose(blocks).Select(block => block.SizeBytes));
    }

    [Fact]
    public void Blocks_of_different_windows_are_not_merged() =>
        Assert.Empty(Choose([Block(minutesAgo: 5, size: 10), Block(65, 10), Block(125, 10)]));

    [Fact]
    public void The_newest_window_comes_first() =>
        Assert.Equal([1, 2], Choose([Block(70, 5), Block(75, 6), Block(5, 1), Block(6, 2)]).Select(block => block.SizeBytes));

    [Fact]
    public void On_the_last_day_levels_are_not_mixed_and_the_lowest_comes_first()
    {
        BlockMeta[] blocks = [Block(5, 10, level: 1), Block(6, 10, level: 1), Block(7, 20), Block(8, 20), Block(9, 5, level: 2)];
        Assert.All(Choose(blocks), block => Assert.Equal(0, block.CompactionLevel));
        Assert.Equal(2, Choose(blocks).Count);
        Assert.Empty(Choose([Block(5, 10), Block(6, 10, level: 1)]));
    }

    [Fact]
    public void After_a_day_levels_are_mixed()
    {
        var old = (26 * 60) + 5;
        Assert.Equal(2, Choose([Block(old, 10), Block(old + 1, 10, level: 3)]).Count);
    }

    [Fact]
    public void Limits_of_bytes_and_traces_are_kept()
    {
        BlockMeta[] blocks = [Block(5, 10), Block(6, 20), Block(7, 30)];
        Assert.Equal(2, Choose(blocks, Options with { MaxCompactedBlockBytes = 59 }).Count);
        Assert.Equal(3, Choose(blocks, Options with { MaxCompactedBlockBytes = 60 }).Count);
        Assert.Empty(Choose(blocks, Options with { MaxCompactedBlockBytes = 29 }));
        Assert.Equal(2, Choose(blocks, Options with { MaxCompactionTraces = 250 }).Count);
        Assert.Empty(Choose(blocks, Options with { MinCompactionInputs = 4 }));
    }

    [Fact]
    public void Merging_what_was_chosen_comes_to_an_end() =>
        Prop.ForAll(Seeds.Any, seed =>
        {
            var random = new Random(seed);
            var blocks = Enumerable.Range(0, random.Next(60))
                .Select(_ => Block(random.Next(3000), random.Next(1, 100), random.Next(4)))
                .ToList();
            var options = Options with { MaxCompactedBlockBytes = random.Next(50, 2000), MaxCompactionInputs = random.Next(2, 6) };
            for (var rounds = 0; Choose(blocks, options) is { Count: > 0 } chosen; rounds++)
            {
                Assert.InRange(rounds, 0, 60);
                Assert.InRange(chosen.Count, 2, options.MaxCompactionInputs);
                Assert.InRange(chosen.Sum(block => block.SizeBytes), 1, options.MaxCompactedBlockBytes);
                Assert.Single(chosen.Select(Window).Distinct());
                blocks.RemoveAll(chosen.Contains);
                blocks.Add(chosen[0] with
                {
                    BlockId = Guid.NewGuid(),
                    SizeBytes = chosen.Sum(block => block.SizeBytes),
                    CompactionLevel = chosen.Max(block => block.CompactionLevel) + 1,
                });
            }
        }).QuickCheckThrowOnFailure();

    private static ulong Window(BlockMeta block) => block.EndTime / (ulong)Options.CompactionWindow.TotalNanoseconds;

    private static IReadOnlyList<BlockMeta> Choose(IEnumerable<BlockMeta> blocks, StorageOptions? options = null) =>
        CompactionPlanner.Choose(blocks, options ?? Options, Now);

    private static BlockMeta Block(int minutesAgo, long size, int level = 0)
    {
        var end = CompactionPlanner.UnixNanoseconds(Now - TimeSpan.FromMinutes(minutesAgo));
        return ThrowawayBlock.NewMeta() with
        {
            StartTime = end - 1000,
            EndTime = end,
            TotalSpans = 1000,
            TotalTraces = 100,
            SizeBytes = size,
            CompactionLevel = level,
        };
    }
}
