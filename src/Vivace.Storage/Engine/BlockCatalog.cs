using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Vivace.Core;
using Vivace.Storage.Blocks;
using Vivace.Storage.Files;

namespace Vivace.Storage.Engine;

/// <summary>Finds the blocks on disk at the start, reading only their meta data, and knows where new ones go.</summary>
internal sealed class BlockCatalog(IFileSystem files, string root, ILogger logger)
{
    /// <summary>Folders without meta data, left by a crash: removed once they are old enough.</summary>
    public List<string> Orphans { get; } = [];

    /// <summary>Folders of replaced or expired blocks.</summary>
    public List<string> Compacted { get; } = [];

    public string FolderOf(TenantId tenant, Guid blockId) => Path.Combine(root, tenant.Value, blockId.ToString());

    /// <summary>Loads all blocks.</summary>
    /// <param name="tenant">Gives the store of a tenant.</param>
    /// <param name="cancellationToken">Gives up between two blocks.</param>
    public void Load(Func<TenantId, TenantStore> tenant, CancellationToken cancellationToken)
    {
        DurableDirectory.Create(files, root);
        foreach (var name in files.ListDirectories(root))
        {
            if (!TenantId.TryParse(name, out var id, out _))
                continue;
            LoadTenant(tenant(id), Path.Combine(root, name), cancellationToken);
        }
    }

    /// <summary>Marks a block as replaced or expired: it no longer exists for a later start.</summary>
    public void MarkCompacted(StoredBlock block)
    {
        files.Rename(
            Path.Combine(block.Folder, BlockFormat.MetaFile), Path.Combine(block.Folder, BlockFormat.CompactedMetaFile));
        files.SyncDirectory(block.Folder);
    }

    /// <summary>Removes what a failed write left behind.</summary>
    public void Discard(string folder)
    {
        // The meta data first: after a crash in between, the rest must not pass for a block.
        var meta = Path.Combine(folder, BlockFormat.MetaFile);
        if (files.FileExists(meta))
        {
            files.DeleteFile(meta);
            files.SyncDirectory(folder);
        }

        files.DeleteDirectory(folder);
    }

    private void LoadTenant(TenantStore tenant, string folder, CancellationToken cancellationToken)
    {
        var found = new List<StoredBlock>();
        foreach (var entry in ReadFolders(tenant.Tenant, folder, cancellationToken))
        {
            if (entry.Block is { } block)
            {
                found.Add(block);
            }
            else if (entry.Compacted is { } compacted)
            {
                tenant.NoteFlushed(compacted.LogEnd);
                Compacted.Add(entry.Folder);
            }
            else if (!entry.IsDamaged)
            {
                Orphans.Add(entry.Folder);
            }
        }

        // A crash between writing a merged block and marking its inputs leaves both.
        var replaced = found.SelectMany(static block => block.Meta.Replaces).ToHashSet();
        foreach (var block in found)
        {
            if (replaced.Contains(block.Meta.BlockId))
                DropReplaced(tenant, block);
        }

        tenant.Load([.. found.Where(block => !replaced.Contains(block.Meta.BlockId))]);
    }

    /// <summary>What lies in the folder of a block.</summary>
    /// <param name="Folder">The folder.</param>
    /// <param name="Block">The block; null when there is none.</param>
    /// <param name="Compacted">Meta data of a block that was replaced or has expired; else null.</param>
    /// <param name="IsDamaged">Something is there that cannot be read.</param>
    private readonly record struct Entry(string Folder, StoredBlock? Block, BlockMeta? Compacted, bool IsDamaged);

    /// <summary>Reads the folders of a tenant's blocks, several at a time: with thousands of them that is most of a start.</summary>
    private Entry[] ReadFolders(TenantId tenant, string folder, CancellationToken cancellationToken)
    {
        var names = files.ListDirectories(folder).Where(static name => Guid.TryParse(name, out _)).ToArray();
        var entries = new Entry[names.Length];
        try
        {
            Parallel.For(0, names.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
                entries[i] = ReadFolder(tenant, Path.Combine(folder, names[i]), Guid.Parse(names[i])));
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        return entries;
    }

    private Entry ReadFolder(TenantId tenant, string folder, Guid id)
    {
        try
        {
            if (ReadMeta(Path.Combine(folder, BlockFormat.MetaFile), id) is { } meta)
                return new Entry(folder, new StoredBlock(files, folder, meta), null, false);
            return new Entry(folder, null, ReadMeta(Path.Combine(folder, BlockFormat.CompactedMetaFile), id), false);
        }
        catch (Exception exception) when (exception is BlockCorruptedException or IOException or UnauthorizedAccessException)
        {
            StorageLog.BlockSetAside(logger, folder, exception.Message);
            var block = files.FileExists(Path.Combine(folder, BlockFormat.MetaFile))
                ? StoredBlock.WithoutMeta(files, folder, tenant, id, exception.Message)
                : null;
            return new Entry(folder, block, null, true);
        }
    }

    private void DropReplaced(TenantStore tenant, StoredBlock block)
    {
        tenant.NoteFlushed(block.Meta.LogEnd);
        try
        {
            MarkCompacted(block);
            Compacted.Add(block.Folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The block that replaces it says so at the next start, too.
            StorageLog.FolderNotRemoved(logger, block.Folder, exception.Message);
        }
    }

    private BlockMeta? ReadMeta(string path, Guid id)
    {
        if (!files.FileExists(path))
            return null;
        using var file = files.OpenRead(path);
        if (file.Length > BlockFormat.MaxMetaBytes)
            throw new BlockCorruptedException($"{path} has {file.Length} bytes, more than {BlockFormat.MaxMetaBytes}");
        var bytes = new byte[file.Length];
        var read = file.Read(0, bytes);
        var meta = BlockMeta.FromJson(bytes.AsSpan(0, read));
        return meta.BlockId == id
            ? meta
            : throw new BlockCorruptedException($"{path} describes block {meta.BlockId}");
    }
}
