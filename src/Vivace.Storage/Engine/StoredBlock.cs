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

    /// <summary>Opens the file, if it is not open, and keeps it open until the lease is given back.</summary>
    /// <exception cref="BlockCorruptedException">The block is damaged, or was found to be earlier.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public BlockFile Lease()
    {
        lock (_lock)
        {
            if (_damage is not null)
                throw new BlockCorruptedException(_damage);
            if (_file is null)
            {
                var bytes = files.OpenRead(Path.Combine(Folder, BlockFormat.SpansFile));
                try
                {
                    _file = BlockFile.Open(bytes, Folder);
                }
                catch
                {
                    bytes.Dispose();
                    throw;
                }
            }

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
            if (_file is null || _leases > 0 || Environment.TickCount64 - _lastUsed < idle.TotalMilliseconds)
                return;
            _file.Dispose();
            _file = null;
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
}
