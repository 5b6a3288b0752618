namespace Vivace.Storage.Engine;

/// <summary>Keeps memory flat under a steady load and small after a burst. Merging leaves large arrays behind, and pools let go of theirs;
/// only a full collection frees them, for which the runtime left to itself waits until they have doubled the heap.</summary>
/// <remarks>Thread safe. Such a collection runs beside everything else, and the heap is mostly arrays of numbers, which it need not look
/// into. Measured: docs/performance.md, "A steady load".</remarks>
internal static class HeapUpkeep
{
    /// <summary>Bytes allocated since the last full collection, and let go of now, that are worth another.</summary>
    public const long WorthCollecting = 64L << 20;

    private static readonly Lock Lock = new();
    private static long _allocatedBefore;
    private static int _collectionsBefore;

    /// <summary>Starts a full collection in the background when it is worth it.</summary>
    /// <param name="released">Bytes that the caller has let go of just now.</param>
    public static void Collect(long released = 0)
    {
        lock (Lock)
        {
            var allocated = GC.GetTotalAllocatedBytes();
            if (_collectionsBefore != GC.CollectionCount(GC.MaxGeneration))
                Note(allocated);
            if (allocated - _allocatedBefore + released < WorthCollecting)
                return;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false, compacting: false);
            Note(allocated);
        }
    }

    private static void Note(long allocated) =>
        (_allocatedBefore, _collectionsBefore) = (allocated, GC.CollectionCount(GC.MaxGeneration));
}
