using Vivace.Storage.Engine;
using Xunit;

namespace Vivace.Storage.Tests.Engine;

public sealed class HeapUpkeepTests
{
    [Fact]
    public async Task Large_arrays_that_nobody_needs_any_more_are_freed()
    {
        var upkeep = new HeapUpkeep();
        upkeep.CollectWhenGrown();
        var garbage = MakeGarbage();
        upkeep.CollectWhenGrown();
        await EngineBed.UntilAsync(() => !garbage.IsAlive);
    }

    private static WeakReference MakeGarbage()
    {
        var first = new WeakReference(new byte[1 << 20]);
        for (var bytes = 0L; bytes < HeapUpkeep.WorthCollecting; bytes += 1 << 20)
            _ = GC.AllocateUninitializedArray<byte>(1 << 20);
        return first;
    }
}
