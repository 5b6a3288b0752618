namespace Vivace.Storage.RowGroups;

/// <summary>A row group of a snapshot that has not been opened yet, with what is known for pruning.</summary>
public abstract class RowGroupHandle
{
    /// <summary>Spans.</summary>
    public abstract int RowCount { get; }

    /// <summary>Traces.</summary>
    public abstract int TraceCount { get; }

    /// <summary>Earliest span start, Unix nanoseconds.</summary>
    public abstract ulong MinStart { get; }

    /// <summary>Latest trace start (the earliest span of the trace), Unix nanoseconds.</summary>
    public abstract ulong MaxStart { get; }

    /// <summary>Latest span end, Unix nanoseconds.</summary>
    public abstract ulong MaxEnd { get; }

    /// <summary>Opens it; cheap, columns are read when asked for. The caller disposes it before the snapshot.</summary>
    /// <exception cref="BlockCorruptedException">Its directory is damaged.</exception>
    public abstract RowGroup Open();

    /// <summary>Reports damage met while reading it: the block is set aside, others still answer.</summary>
    /// <param name="damage">What was met.</param>
    public abstract void ReportDamage(BlockCorruptedException damage);
}
