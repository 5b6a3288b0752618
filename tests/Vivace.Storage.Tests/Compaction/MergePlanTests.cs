using Vivace.Core;
using Vivace.Storage.Blocks;
using Vivace.Storage.Compaction;
using Vivace.Storage.Tests.Engine;
using Vivace.Testing.Files;
using Xunit;

namespace Vivace.Storage.Tests.Compaction;

public sealed class MergePlanTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task What_shares_a_trace_is_found_however_few_traces_are_compared_at_a_time(int tracesPerPart)
    {
        var files = new FaultyFileSystem();
        byte[][] sent =
        [
            EngineBed.Half(0, second: false), EngineBed.Checkout(1), EngineBed.Half(0, second: true), EngineBed.Checkout(2), EngineBed.Checkout(1),
        ];
        await using (var storage = await EngineBed.OpenAsync(files))
        {
            foreach (var request in sent)
            {
                await EngineBed.AppendAsync(storage, request);
                await storage.FlushAsync(TestContext.Current.CancellationToken);
            }
        }

        var inputs = EngineBed.BlockFolders(files).ConvertAll(folder => BlockFile.Open(files.OpenRead(Path.Combine(folder, BlockFormat.SpansFile)), folder));
        var plan = MergePlan.Make(inputs, minCopiedRows: 1, static _ => { }, tracesPerPart, TestContext.Current.CancellationToken);
        var traces = inputs.ConvertAll(TraceIdOf);
        Assert.Equal(5, traces.Count);
        var copied = Assert.Single(plan.Copied);
        Assert.Single(traces, trace => trace == traces[copied.Input]);
        Assert.Equal(4, plan.Rewritten.Count);
        inputs.ForEach(input => input.Dispose());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(1001)]
    public void Parts_of_the_range_of_hashes_touch_and_leave_nothing_out(int count)
    {
        var parts = HashPart.Divide(count, perPart: 100).ToList();
        Assert.Equal(Math.Max(1, (count + 99) / 100), parts.Count);
        Assert.Equal((0UL, ulong.MaxValue), (parts[0].First, parts[^1].Last));
        for (var i = 1; i < parts.Count; i++)
            Assert.Equal(parts[i - 1].Last + 1, parts[i].First);
        foreach (var part in parts)
        {
            Assert.True(part.Contains(part.First) && part.Contains(part.Last));
            Assert.False(part.Contains(part.First - 1) && part.First > 0);
            Assert.False(part.Contains(part.Last + 1) && part.Last < ulong.MaxValue);
        }
    }

    private static TraceId TraceIdOf(BlockFile file)
    {
        using var group = new BlockRowGroup(file, 0, []);
        return Assert.Single(group.TraceIds.ToArray());
    }
}
