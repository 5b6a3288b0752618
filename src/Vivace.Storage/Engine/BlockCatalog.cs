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

    private void LoadTenant(TenantStore tenant, string folder, CancellationToken cancellationToken)
    {
        var found = new List<StoredBlock>();
        foreach (var name in files.ListDirectories(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var blockFolder = Path.Combine(folder, name);
            if (!Guid.TryParse(name, out _))
                continue;
            if (ReadMeta(Path.Combine(blockFolder, BlockFormat.MetaFile)) is { } meta)
            {
                found.Add(new StoredBlock(files, blockFolder, meta));
            }
            else if (ReadMeta(Path.Combine(blockFolder, BlockFormat.CompactedMetaFile)) is { } compacted)
            {
                tenant.NoteFlushed(compacted.LogEnd);
                Compacted.Add(blockFolder);
            }
            else if (!files.FileExists(Path.Combine(blockFolder, BlockFormat.MetaFile)))
            {
                Orphans.Add(blockFolder);
            }
        }

        // A crash between writing a merged block and marking its inputs leaves both.
        var replaced = found.SelectMany(static block => block.Meta.Replaces).ToHashSet();
        foreach (var block in found)
        {
            if (!replaced.Contains(block.Meta.BlockId))
            {
                tenant.Load(block);
                continue;
            }

            tenant.NoteFlushed(block.Meta.LogEnd);
            MarkCompacted(block);
            Compacted.Add(block.Folder);
        }
    }

    private BlockMeta? ReadMeta(string path)
    {
        if (!files.FileExists(path))
            return null;
        try
        {
            using var file = files.OpenRead(path);
            var bytes = new byte[file.Length];
            var read = file.Read(0, bytes);
            return BlockMeta.FromJson(bytes.AsSpan(0, read));
        }
        catch (Exception exception) when (exception is BlockCorruptedException or IOException or UnauthorizedAccessException)
        {
            StorageLog.BlockSetAside(logger, path, exception.Message);
            return null;
        }
    }
}
