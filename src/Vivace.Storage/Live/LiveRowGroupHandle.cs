using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Live;

/// <summary>A row group of a live view.</summary>
internal sealed class LiveRowGroupHandle(LiveView view, RowGroupSlice slice, int[] excludedTraces) : RowGroupHandle
{
    /// <inheritdoc/>
    public override int RowCount => slice.RowCount;

    /// <inheritdoc/>
    public override int TraceCount => slice.TraceCount;

    /// <inheritdoc/>
    public override ulong MinStart => slice.MinStart;

    /// <inheritdoc/>
    public override ulong MaxStart => slice.MaxStart;

    /// <inheritdoc/>
    public override ulong MaxEnd => slice.MaxEnd;

    /// <inheritdoc/>
    public override RowGroup Open() => view.Open(slice, excludedTraces);

    /// <summary>Memory has no checksums: damage cannot be met here.</summary>
    public override void ReportDamage(BlockCorruptedException damage) => throw damage;
}
