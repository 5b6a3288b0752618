using System.Diagnostics.CodeAnalysis;

namespace Vivace.Storage.Blocks;

/// <summary>The resources and scopes of row groups, kept unpacked and taken apart from query to query: up to a number of bytes, whichever
/// were asked for last, and as long as their block's file is open.</summary>
/// <remarks>Thread safe. Blocks never change, so what was read and checked once holds until the file is closed.</remarks>
/// <param name="maxBytes">Most bytes; 0 keeps nothing.</param>
internal sealed class ContextCache(long maxBytes)
{
    /// <summary>What entries take beside their bytes: objects, keys and values of their attributes, made when they are first asked for.</summary>
    private const int TimesTheirBytes = 8;

    private readonly Lock _lock = new(); // guards the fields below; taken by who closes a file, who takes no lock under it
    private readonly Dictionary<(BlockFile File, int RowGroup), LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = []; // the last used first
    private long _sizeBytes;
    private long _hits;
    private long _misses;

    /// <summary>Most bytes.</summary>
    public long MaxBytes => maxBytes;

    /// <summary>Estimate of what is kept.</summary>
    public long SizeBytes
    {
        get
        {
            lock (_lock)
                return _sizeBytes;
        }
    }

    /// <summary>How often something was found.</summary>
    public long Hits
    {
        get
        {
            lock (_lock)
                return _hits;
        }
    }

    /// <summary>How often nothing was found.</summary>
    public long Misses
    {
        get
        {
            lock (_lock)
                return _misses;
        }
    }

    /// <summary>Finds what was kept of a row group.</summary>
    public bool TryFind(BlockFile file, int rowGroup, [NotNullWhen(true)] out BlockContexts? contexts)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue((file, rowGroup), out var node))
            {
                _misses++;
                contexts = null;
                return false;
            }

            _hits++;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            contexts = node.Value.Contexts;
            return true;
        }
    }

    /// <summary>Keeps what was read of a row group, if it is small enough.</summary>
    /// <param name="file">The block's file, which is open.</param>
    /// <param name="rowGroup">Number of the row group.</param>
    /// <param name="contexts">What was read.</param>
    /// <param name="bytes">Bytes it was read from, unpacked.</param>
    public void Add(BlockFile file, int rowGroup, BlockContexts contexts, int bytes)
    {
        var size = (long)bytes * TimesTheirBytes;
        if (size > maxBytes)
            return;
        lock (_lock)
        {
            if (file.IsDisposed || _entries.ContainsKey((file, rowGroup)))
                return; // closed, or another query was faster
            while (_sizeBytes + size > maxBytes)
                Remove(_byUse.Last!);
            _entries.Add((file, rowGroup), _byUse.AddFirst(new Entry(file, rowGroup, contexts, size)));
            _sizeBytes += size;
        }
    }

    /// <summary>Forgets all of a file that is closed.</summary>
    public void Forget(BlockFile file)
    {
        lock (_lock)
        {
            for (var rowGroup = 0; rowGroup < file.Footer.RowGroups.Count; rowGroup++)
            {
                if (_entries.TryGetValue((file, rowGroup), out var node))
                    Remove(node);
            }
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _entries.Remove((node.Value.File, node.Value.RowGroup));
        _sizeBytes -= node.Value.SizeBytes;
    }

    private sealed record Entry(BlockFile File, int RowGroup, BlockContexts Contexts, long SizeBytes);
}
