using Vivace.Storage.Engine;
using Xunit;

namespace Vivace.Storage.Tests.Engine;

public sealed class HeapUpkeepTests
{
    [Fact]
    public async Task Large_arrays_that_nobody_needs_any_more_are_freed()
    {
        var garbage = MakeGarbage();
        HeapUpkeep.Collect(released: HeapUpkeep.WorthCollecting);
        await EngineBed.UntilAsync(() => !garbage.IsAlive);
    }

    private static WeakReference MakeGarbage()
    {
        var garbage = new WeakReference(new byte[1 << 20]);
        Assert.Equal(GC.MaxGeneration, GC.GetGeneration(garbage));
        return garbage;
    }
}
