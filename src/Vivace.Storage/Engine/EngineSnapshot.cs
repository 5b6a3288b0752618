using Microsoft.Extensions.Logging;
using Vivace.Core;
using Vivace.Storage.Blocks;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Engine;

/// <summary>Live data and leased blocks of one tenant, each trace answered by exactly one row group.</summary>
internal sealed class EngineSnapshot : StorageSnapshot
{
    private readonly List<StoredBlock> _leased = [];
    private TenantSnapshot? _tenant;
    private readonly List<RowGroupHandle> _handles = [];
    private readonly HashSet<StoredBlock> _unreadable = [];
    private readonly ContextCache _cache;
    private readonly ILogger _logger;
    private string? _partialReason;

    private EngineSnapshot(ContextCache cache, ILogger logger)
    {
        _cache = cache;
        _logger = logger;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<RowGroupHandle> RowGroups => _handles;

    /// <inheritdoc/>
    public override int BlockCount => _leased.Count;

    /// <inheritdoc/>
    public override long BlockBytes => _leased.Sum(static block => block.Meta.SizeBytes);

    /// <inheritdoc/>
    public override string? PartialReason => _partialReason;

    /// <summary>Takes a snapshot.</summary>
    /// <param name="tenant">Whose data.</param>
    /// <param name="range">Blocks outside it are left out.</param>
    /// <param name="shared">Finds traces that lie in several places.</param>
    /// <param name="reach">Places further apart than this are taken not to share traces.</param>
    /// <param name="cache">Where what was read of blocks is kept for the next query.</param>
    /// <param name="logger">Where damage is told.</param>
    public static EngineSnapshot Open(
        TenantStore tenant, TimeRange range, SharedTraces shared, TimeSpan reach, ContextCache cache, ILogger logger)
    {
        var snapshot = new EngineSnapshot(cache, logger);
        try
        {
            while (!snapshot.TryFill(tenant, range, shared, reach))
            {
                // A block turned out to be damaged and was set aside: the rest answers. Or one was merged and removed meanwhile.
            }

            return snapshot;
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            ReleaseAll();

        base.Dispose(disposing);
    }

    private void ReleaseAll()
    {
        foreach (var block in _leased)
            block.Release();
        _leased.Clear();
        _tenant?.Dispose();
        _tenant = null;
    }

    private bool TryFill(TenantStore tenant, TimeRange range, SharedTraces shared, TimeSpan reach)
    {
        ReleaseAll();
        _handles.Clear();
        _tenant = tenant.Snapshot();
        var liveSources = new List<SnapshotSource>();
        foreach (var block in _tenant.Live)
        {
            if (block.RowCount > 0)
                liveSources.Add(new LiveSnapshotSource(block.View()));
        }

        var blockSources = new List<BlockSnapshotSource>();
        foreach (var block in _tenant.Blocks)
        {
            if (_unreadable.Contains(block) || !range.Overlaps(block.Meta.MinStart, block.Meta.MaxEnd))
                continue;
            if (!TryLease(block, out var file))
                return false;
            if (file is not null)
                blockSources.Add(new BlockSnapshotSource(block, file, _cache, _logger));
        }

        try
        {
            AddHandles(liveSources, blockSources, shared, reach);
        }
        catch (DamagedSourceException damage)
        {
            Leave(damage.Block, damage.Message, isDamaged: true);
            return false;
        }

        return true;
    }

    /// <summary>Leaves a block out of the snapshot.</summary>
    private void Leave(StoredBlock block, string reason, bool isDamaged)
    {
        _unreadable.Add(block);
        if (isDamaged && block.SetAside(reason))
            StorageLog.BlockSetAside(_logger, block.Folder, reason);
        _partialReason = $"block {block.Meta.BlockId} cannot be read: {reason}";
    }

    /// <summary>Leases a block; without a file when it cannot be read.</summary>
    /// <returns>False when the block is gone and the tenant has another in its place.</returns>
    private bool TryLease(StoredBlock block, out BlockFile? file)
    {
        file = null;
        try
        {
            file = block.Lease();
            if (file is null)
                return false;
            _leased.Add(block);
        }
        catch (Exception exception) when (exception is BlockCorruptedException or IOException or UnauthorizedAccessException)
        {
            Leave(block, exception.Message, exception is BlockCorruptedException);
        }

        return true;
    }

    /// <summary>Row groups of all sources, and of the traces that lie in several of them, put together. What blocks share among
    /// themselves is kept from query to query; what live data has of it is put together with the rest of its trace each time.</summary>
    private void AddHandles(List<SnapshotSource> live, List<BlockSnapshotSource> blocks, SharedTraces shared, TimeSpan reach)
    {
        var reachNanoseconds = (ulong)reach.TotalNanoseconds;
        var ofBlocks = shared.OfBlocks(blocks, reachNanoseconds);
        List<SnapshotSource> sources = [.. live];
        if (ofBlocks.View is { } view)
            sources.Add(new LiveSnapshotSource(view));
        var firstBlock = sources.Count;
        sources.AddRange(blocks);

        var excluded = new HashSet<int>[sources.Count];
        for (var i = 0; i < sources.Count; i++)
            excluded[i] = i < firstBlock ? [] : [.. ofBlocks.Excluded[i - firstBlock]];
        if (live.Count > 0 && sources.Count > 1)
        {
            var together = SharedAssembly.Of(sources, shared.Find(sources, live.Count, reachNanoseconds), excluded);
            for (var i = 0; i < sources.Count; i++)
                excluded[i].UnionWith(together.Excluded[i]);
            if (together.View is { } assembled)
                new LiveSnapshotSource(assembled).AddHandles(_handles, new HashSet<int>());
        }

        for (var i = 0; i < sources.Count; i++)
            sources[i].AddHandles(_handles, excluded[i]);
        _handles.Sort(static (left, right) => right.MaxStart.CompareTo(left.MaxStart));
    }
}
