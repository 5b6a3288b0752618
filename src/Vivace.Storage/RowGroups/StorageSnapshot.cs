namespace Vivace.Storage.RowGroups;

/// <summary>What one tenant's store holds at one moment: blocks under leases, and live data. Unaffected by compaction and
/// retention until disposed.</summary>
public abstract class StorageSnapshot : IDisposable
{
    /// <summary>Row groups that overlap the range asked for, latest start first. Each trace of the snapshot is answered by exactly one of
    /// them: a trace that lies in several places is put together in an assembled row group and excluded elsewhere.</summary>
    public abstract IReadOnlyList<RowGroupHandle> RowGroups { get; }

    /// <summary>Blocks in the range.</summary>
    public abstract int BlockCount { get; }

    /// <summary>Bytes of these blocks.</summary>
    public abstract long BlockBytes { get; }

    /// <summary>Set when a block could not be opened: which and why.</summary>
    public abstract string? PartialReason { get; }

    /// <summary>Gives the leases back.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the leases back; called once or more.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
