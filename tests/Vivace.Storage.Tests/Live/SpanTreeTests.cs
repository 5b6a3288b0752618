using FsCheck;
using FsCheck.Fluent;
using Vivace.Storage.RowGroups;
using Xunit;

namespace Vivace.Storage.Tests.Live;

public sealed class SpanTreeTests
{
    [Fact]
    public void Parents_and_subtrees_follow_from_depths() =>
        Prop.ForAll(Seeds.Any, seed =>
        {
            var random = new Random(seed);
            var depths = new int[random.Next(200)];
            for (var row = 1; row < depths.Length; row++)
                depths[row] = random.Next(depths[row - 1] + 2);
            var (parents, sizes) = (new int[depths.Length], new int[depths.Length]);
            SpanTree.Compute(depths, parents, sizes);
            for (var row = 0; row < depths.Length; row++)
            {
                Assert.Equal(depths[row] == 0 ? -1 : Array.FindLastIndex(depths, row, depth => depth == depths[row] - 1), parents[row]);
                var end = Array.FindIndex(depths, row + 1, depth => depth <= depths[row]);
                Assert.Equal((end < 0 ? depths.Length : end) - row, sizes[row]);
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(0, 2)]
    [InlineData(0, 1, 0, 2)]
    [InlineData(0, -1)]
    [InlineData(0, int.MaxValue)]
    public void Depths_that_describe_no_tree_are_damage(params int[] depths) =>
        Assert.Throws<BlockCorruptedException>(() => SpanTree.Compute(depths, new int[depths.Length], new int[depths.Length]));
}
