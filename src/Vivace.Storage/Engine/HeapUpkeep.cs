namespace Vivace.Storage.Engine;

/// <summary>Keeps memory flat under a steady load. Merging leaves large arrays behind, which only a full collection frees; left to itself
/// the runtime waits until they have doubled the heap.</summary>
/// <remarks>Such a collection runs beside everything else, and the heap is mostly arrays of numbers, which it need not look into.
/// Measured: docs/performance.md, "A steady load".</remarks>
internal sealed class HeapUpkeep
{
    /// <summary>Bytes allocated since the last full collection that are worth another.</summary>
    public const long WorthCollecting = 64L << 20;

    private long _allocatedBefore;
    private int _collectionsBefore;

    /// <summary>Starts a full collection in the background when enough was allocated since the last one.</summary>
    public void CollectWhenGrown()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        var collections = GC.CollectionCount(GC.MaxGeneration);
        if (collections == _collectionsBefore && allocated - _allocatedBefore < WorthCollecting)
            return;
        if (collections == _collectionsBefore)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false, compacting: false);
        (_allocatedBefore, _collectionsBefore) = (allocated, GC.CollectionCount(GC.MaxGeneration));
    }
}
