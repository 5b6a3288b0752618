using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Vivace.Core;
using Vivace.Storage.Blocks;
using Vivace.Storage.Compaction;
using Vivace.Storage.Files;
using Vivace.Storage.Live;

namespace Vivace.Storage.Engine;

/// <summary>Merges blocks, lets old ones expire and removes the folders of those that are gone, in the background.</summary>
internal sealed partial class Maintenance : IAsyncDisposable
{
    private static readonly TimeSpan IdleBeforeClose = TimeSpan.FromMinutes(1);

    private readonly StorageOptions _options;
    private readonly IFileSystem _files;
    private readonly BlockCatalog _catalog;
    private readonly Func<IReadOnlyCollection<TenantStore>> _tenants;
    private readonly SharedTraces _shared;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly StorageMetrics _metrics;
    private readonly List<GoneFolder> _gone = [];
    private readonly SemaphoreSlim _round = new(1); // one round at a time: the loop's, or one asked for
    private readonly CancellationTokenSource _stop = new();
    private long? _retentionChecked;
    private Task? _loop;

    /// <summary>A folder that nobody needs any more.</summary>
    /// <param name="Folder">The folder.</param>
    /// <param name="Since">Timestamp.</param>
    /// <param name="Block">The block, when it was one in this run.</param>
    private sealed record GoneFolder(string Folder, long Since, StoredBlock? Block);

    public Maintenance(
        StorageOptions options,
        IFileSystem files,
        BlockCatalog catalog,
        Func<IReadOnlyCollection<TenantStore>> tenants,
        SharedTraces shared,
        TimeProvider time,
        ILogger logger,
        StorageMetrics metrics)
    {
        _options = options;
        _files = files;
        _catalog = catalog;
        _tenants = tenants;
        _shared = shared;
        _time = time;
        _logger = logger;
        _metrics = metrics;
        var now = time.GetTimestamp();
        foreach (var folder in catalog.Compacted.Concat(catalog.Orphans))
            _gone.Add(new GoneFolder(folder, now, null));
    }

    /// <summary>Begins the rounds.</summary>
    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Runs one round now: expiry, merging until nothing is left to merge, removal.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        await _round.WaitAsync(either.Token);
        try
        {
            if (!_options.CompactionDisabled)
            {
                Expire();
                while (MergeOnce(either.Token))
                    HeapUpkeep.Collect();
            }

            RemoveFolders();
            CloseIdleFiles();
            HeapUpkeep.Collect(ChunkPools.Trim());
        }
        finally
        {
            _round.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_loop is not null)
            await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _round.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(_options.CompactionCycle, _time, _stop.Token);
                await RunOnceAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception exception)
            {
                StorageLog.MaintenanceFailed(_logger, exception);
            }
        }
    }

    private void Expire()
    {
        if (_retentionChecked is { } checkedAt && _time.GetElapsedTime(checkedAt) < _options.RetentionInterval)
            return;
        _retentionChecked = _time.GetTimestamp();
        foreach (var tenant in _tenants())
        {
            var retention = RetentionOf(tenant);
            if (retention <= TimeSpan.Zero)
                continue;
            var limit = CompactionPlanner.UnixNanoseconds(_time.GetUtcNow() - retention);
            foreach (var block in tenant.Blocks)
            {
                if (block.Meta.EndTime >= limit)
                    continue;
                tenant.Replace([block], null);
                StorageLog.BlockExpired(_logger, block.Meta.BlockId, tenant.Tenant.Value);
                _metrics.MarkedForDeletion();
                Interlocked.Increment(ref _expired);
                Retire(block);
            }
        }
    }

    private bool MergeOnce(CancellationToken cancellationToken)
    {
        var merged = false;
        foreach (var tenant in _tenants())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsDiskLow())
                return false;
            var healthy = tenant.Blocks.Where(static block => block.Damage is null).ToDictionary(static block => block.Meta.BlockId);
            var chosen = CompactionPlanner.Choose(healthy.Values.Select(static block => block.Meta), _options, _time.GetUtcNow());
            if (chosen.Count > 1)
                merged |= TryMerge(tenant, [.. chosen.Select(meta => healthy[meta.BlockId])], cancellationToken);
        }

        return merged;
    }

    private bool TryMerge(TenantStore tenant, List<StoredBlock> inputs, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(_time.GetUtcNow());
        var folder = _catalog.FolderOf(tenant.Tenant, id);
        var leased = new List<StoredBlock>();
        BlockMerger? merger = null;
        try
        {
            var files = new List<BlockFile>();
            foreach (var input in inputs)
            {
                files.Add(Lease(input));
                leased.Add(input);
            }

            merger = new BlockMerger(files, _options.MinCopiedRows);
            Interlocked.Increment(ref _running);
            using var writer = new BlockWriter(_files, folder);
            merger.Merge(writer, cancellationToken);
            var meta = writer.Finish(Describe(tenant.Tenant, id, inputs));
            tenant.Replace(inputs, new StoredBlock(_files, folder, meta));
            StorageLog.BlocksMerged(_logger, inputs.Count, meta.Tenant, id, meta.TotalSpans, meta.SizeBytes);
            NoteMerged(inputs, meta);
            _metrics.Merged(inputs.Count, meta.SizeBytes, meta.TotalTraces, merger.InputSpans - meta.TotalSpans, merger.CopiedSpans);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A damaged block must not stop the others of its window from being merged the next time.
            if (exception is BlockCorruptedException && merger is not null)
                SetAside(inputs[merger.CurrentInput], exception.Message);
            StorageLog.MergeFailed(_logger, tenant.Tenant.Value, exception);
            _metrics.MergeFailed();
            Discard(folder);
            return false;
        }
        catch (OperationCanceledException)
        {
            Discard(folder);
            throw;
        }
        finally
        {
            if (merger is not null)
                Interlocked.Decrement(ref _running);
            merger?.Dispose();
            foreach (var input in leased)
                input.Release();
        }

        foreach (var input in inputs)
            Retire(input);
        return true;
    }

    private BlockFile Lease(StoredBlock block)
    {
        try
        {
            return block.Lease() ?? throw new UnreachableException("only maintenance removes blocks");
        }
        catch (BlockCorruptedException damage)
        {
            SetAside(block, damage.Message);
            throw;
        }
    }

    private void SetAside(StoredBlock block, string damage)
    {
        if (block.SetAside(damage))
            StorageLog.BlockSetAside(_logger, block.Folder, damage);
    }

    /// <summary>Removes what an unfinished merge left, at once: the disk may be full.</summary>
    private void Discard(string folder)
    {
        try
        {
            _catalog.Discard(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            StorageLog.FolderNotRemoved(_logger, folder, exception.Message);
            _gone.Add(new GoneFolder(folder, _time.GetTimestamp(), null));
        }
    }

    private BlockMeta Describe(TenantId tenant, Guid id, List<StoredBlock> inputs)
    {
        var start = inputs.Min(static block => block.Meta.StartTime);
        var end = inputs.Max(static block => block.Meta.EndTime);
        var minStart = inputs.Min(static block => block.Meta.MinStart);
        var maxEnd = inputs.Max(static block => block.Meta.MaxEnd);
        return new BlockMeta
        {
            Version = BlockFormat.Version,
            BlockId = id,
            Tenant = tenant.Value,
            StartTime = start,
            EndTime = end,
            LateStart = minStart < start ? minStart : null,
            LateEnd = maxEnd > end ? maxEnd : null,
            TotalSpans = 0,
            TotalTraces = 0,
            SizeBytes = 0,
            CompactionLevel = inputs.Max(static block => block.Meta.CompactionLevel) + 1,
            LogEnd = inputs.Max(static block => block.Meta.LogEnd),
            CreatedAt = _time.GetUtcNow(),
            Replaces = [.. inputs.Select(static block => block.Meta.BlockId)],
        };
    }

    /// <summary>Marks a block that new queries no longer see; its folder is removed later, for backups under way and a look back.</summary>
    private void Retire(StoredBlock block)
    {
        block.Retire();
        _shared.Forget(block.Meta.BlockId);
        TryMark(block);
        _gone.Add(new GoneFolder(block.Folder, _time.GetTimestamp(), block));
    }

    private bool TryMark(StoredBlock block)
    {
        try
        {
            _catalog.MarkCompacted(block);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The merged block names it as replaced, and an expired one expires again after a restart.
            StorageLog.FolderNotRemoved(_logger, block.Folder, exception.Message);
            _metrics.RetentionFailed();
            return false;
        }
    }

    private void RemoveFolders()
    {
        for (var i = _gone.Count - 1; i >= 0; i--)
        {
            if (_time.GetElapsedTime(_gone[i].Since) >= _options.CompactedBlockRetention && TryRemove(_gone[i]))
                _gone.RemoveAt(i);
        }
    }

    private bool TryRemove(GoneFolder gone)
    {
        try
        {
            if (_files.FileExists(Path.Combine(gone.Folder, BlockFormat.MetaFile)))
            {
                // Somebody completed it, restoring a backup; or it is a block that could not be marked.
                if (gone.Block is null)
                    return true;
                if (!TryMark(gone.Block))
                    return false;
            }

            if (gone.Block?.TryRemove() == false)
                return false;
            _files.DeleteDirectory(gone.Folder);
            _metrics.Deleted();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            StorageLog.FolderNotRemoved(_logger, gone.Folder, exception.Message);
            _metrics.RetentionFailed();
            return false;
        }
    }

    private void CloseIdleFiles()
    {
        foreach (var tenant in _tenants())
        {
            foreach (var block in tenant.Blocks)
                block.CloseIfIdle(IdleBeforeClose);
        }
    }

    private bool IsDiskLow()
    {
        try
        {
            var space = _files.GetDiskSpace(_options.BlocksPath);
            return space.FreeBytes < (_options.MinFreeBytes ?? Math.Max(2L << 30, space.TotalBytes / 20));
        }
        catch (IOException)
        {
            return false;
        }
    }
}
