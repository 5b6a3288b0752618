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
        foreach (var name in files.ListDirectories(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Guid.TryParse(name, out var id))
                LoadBlock(tenant, Path.Combine(folder, name), id, found);
        }

        // A crash between writing a merged block and marking its inputs leaves both.
        var replaced = found.SelectMany(static block => block.Meta.Replaces).ToHashSet();
        foreach (var block in found)
        {
            if (replaced.Contains(block.Meta.BlockId))
                DropReplaced(tenant, block);
            else
                tenant.Load(block);
        }
    }

    private void LoadBlock(TenantStore tenant, string folder, Guid id, List<StoredBlock> found)
    {
        try
        {
            if (ReadMeta(Path.Combine(folder, BlockFormat.MetaFile), id) is { } meta)
            {
                found.Add(new StoredBlock(files, folder, meta));
            }
            else if (ReadMeta(Path.Combine(folder, BlockFormat.CompactedMetaFile), id) is { } compacted)
            {
                tenant.NoteFlushed(compacted.LogEnd);
                Compacted.Add(folder);
            }
            else
            {
                Orphans.Add(folder);
            }
        }
        catch (Exception exception) when (exception is BlockCorruptedException or IOException or UnauthorizedAccessException)
        {
            StorageLog.BlockSetAside(logger, folder, exception.Message);
            if (files.FileExists(Path.Combine(folder, BlockFormat.MetaFile)))
                found.Add(StoredBlock.WithoutMeta(files, folder, tenant.Tenant, id, exception.Message));
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
