using Microsoft.Extensions.Logging;
using Vivace.Storage.Blocks;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Engine;

/// <summary>A row group of a leased block.</summary>
internal sealed class BlockRowGroupHandle(
    StoredBlock block, BlockFile file, int rowGroup, int[] excludedTraces, ContextCache cache, ILogger logger) : RowGroupHandle
{
    private readonly BlockFooter.RowGroupEntry _entry = file.Footer.RowGroups[rowGroup];

    /// <inheritdoc/>
    public override int RowCount => _entry.RowCount;

    /// <inheritdoc/>
    public override int TraceCount => _entry.TraceCount;

    /// <inheritdoc/>
    public override ulong MinStart => _entry.MinStart;

    /// <inheritdoc/>
    public override ulong MaxStart => _entry.MaxStart;

    /// <inheritdoc/>
    public override ulong MaxEnd => _entry.MaxEnd;

    /// <inheritdoc/>
    public override RowGroup Open() => new BlockRowGroup(file, rowGroup, excludedTraces, cache);

    /// <inheritdoc/>
    public override void ReportDamage(BlockCorruptedException damage)
    {
        if (block.SetAside(damage.Message))
            StorageLog.BlockSetAside(logger, block.Folder, damage.Message);
    }
}
