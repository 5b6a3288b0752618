using Vivace.Core;
using Vivace.Storage.Blocks;
using Vivace.Storage.Files;

namespace Vivace.Storage.Engine;

/// <summary>A block on disk. Its file is opened when it is first read and closed when it was idle for long; whoever reads holds a lease.</summary>
internal sealed class StoredBlock(IFileSystem files, string folder, BlockMeta meta)
{
    private readonly Lock _lock = new(); // guards the fields below
    private BlockFile? _file;
    private int _leases;
    private long _lastUsed;
    private bool _isRetired;
    private bool _isRemoved;
    private string? _damage;
    private WeakReference<ulong[]>? _index;

    public string Folder { get; } = folder;

    public BlockMeta Meta { get; } = meta;

    /// <summary>Why the block was set aside; null while it is fine.</summary>
    public string? Damage
    {
        get
        {
            lock (_lock)
                return _damage;
        }
    }

    /// <summary>A block whose meta data cannot be read: it may hold anything, so every query hears of it.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="id">Its id, from the folder's name.</param>
    /// <param name="damage">What is wrong.</param>
    public static StoredBlock WithoutMeta(IFileSystem files, string folder, TenantId tenant, Guid id, string damage)
    {
        var block = new StoredBlock(files, folder, new BlockMeta
        {
            Version = BlockFormat.Version,
            BlockId = id,
            Tenant = tenant.Value,
            StartTime = 0,
            EndTime = ulong.MaxValue,
            TotalSpans = 0,
            TotalTraces = 0,
            SizeBytes = 0,
            CompactionLevel = 0,
            LogEnd = 0,
            CreatedAt = default,
        });
        block.SetAside(damage);
        return block;
    }

    /// <summary>Opens the file, if it is not open, and keeps it open until the lease is given back.</summary>
    /// <returns>The file; null, and no lease, when the block is gone, which a new snapshot of its tenant no longer holds.</returns>
    /// <exception cref="BlockCorruptedException">The block is damaged, or was found to be earlier.</exception>
    /// <exception cref="IOException">It cannot be opened now; that may pass.</exception>
    public BlockFile? Lease()
    {
        lock (_lock)
        {
            if (_isRemoved)
                return null;
            if (_damage is not null)
                throw new BlockCorruptedException(_damage);
            _file ??= Open();
            _leases++;
            return _file;
        }
    }

    public void Release()
    {
        lock (_lock)
        {
            _leases--;
            _lastUsed = Environment.TickCount64;
            if (_isRetired && _leases == 0)
                Close();
        }
    }

    /// <summary>Sets the block aside: it is not read any more.</summary>
    /// <returns>False when it was aside already.</returns>
    public bool SetAside(string damage)
    {
        lock (_lock)
        {
            if (_damage is not null)
                return false;
            _damage = damage;
            return true;
        }
    }

    /// <summary>Closes the file when nobody has read it for a while.</summary>
    public void CloseIfIdle(TimeSpan idle)
    {
        lock (_lock)
        {
            if (_leases == 0 && Environment.TickCount64 - _lastUsed >= idle.TotalMilliseconds)
                Close();
        }
    }

    /// <summary>Says that no new query reads the block: its file is closed with the last lease.</summary>
    public void Retire()
    {
        lock (_lock)
        {
            _isRetired = true;
            if (_leases == 0)
                Close();
        }
    }

    /// <summary>Says that the files are about to be removed.</summary>
    /// <returns>False when somebody reads them: not now.</returns>
    public bool TryRemove()
    {
        lock (_lock)
        {
            if (_leases > 0)
                return false;
            _isRemoved = true;
            Close();
            return true;
        }
    }

    /// <summary>The block's trace index, ascending; kept as long as memory is not needed otherwise.</summary>
    /// <param name="file">The leased file.</param>
    public ulong[] Index(BlockFile file)
    {
        lock (_lock)
        {
            if (_index is not null && _index.TryGetTarget(out var known))
                return known;
        }

        var index = file.ReadIndex();
        lock (_lock)
            _index = new WeakReference<ulong[]>(index);
        return index;
    }

    private BlockFile Open()
    {
        IRandomAccessFile bytes;
        try
        {
            bytes = files.OpenRead(Path.Combine(Folder, BlockFormat.SpansFile));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BlockCorruptedException($"{Folder}: {BlockFormat.SpansFile} is missing", exception);
        }

        try
        {
            return BlockFile.Open(bytes, Folder);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
