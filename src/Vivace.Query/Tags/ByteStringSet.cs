namespace Vivace.Query.Tags;

/// <summary>Distinct byte strings, kept end to end in chunks: no object per string.</summary>
internal sealed class ByteStringSet
{
    private const int ChunkSize = 1 << 16;

    private readonly List<byte[]> _chunks = [new byte[ChunkSize]];
    private int[] _slots = new int[256]; // entry + 1; 0 is free
    private Entry[] _entries = new Entry[128];
    private int _used;

    /// <summary>Strings in the set.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of all strings.</summary>
    public long SizeBytes { get; private set; }

    /// <summary>A string by the order in which it was added.</summary>
    public ReadOnlySpan<byte> this[int index] =>
        _chunks[_entries[index].Chunk].AsSpan(_entries[index].Offset, _entries[index].Length);

    /// <summary>Adds a string unless it is there.</summary>
    /// <returns>True when it was added.</returns>
    public bool Add(ReadOnlySpan<byte> text)
    {
        var count = Count;
        return GetOrAdd(text) == count;
    }

    /// <summary>The index of a string, which is added unless it is there.</summary>
    public int GetOrAdd(ReadOnlySpan<byte> text)
    {
        var hash = HashOf(text);
        var mask = _slots.Length - 1;
        var slot = (int)hash & mask;
        for (; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            var index = _slots[slot] - 1;
            if (_entries[index].Hash == hash && this[index].SequenceEqual(text))
                return index;
        }

        _slots[slot] = Count + 1;
        if (Count == _entries.Length)
            Array.Resize(ref _entries, 2 * Count);
        _entries[Count++] = Store(text, hash);
        SizeBytes += text.Length;
        if (4 * Count > 3 * _slots.Length)
            Grow();
        return Count - 1;
    }

    private static uint HashOf(ReadOnlySpan<byte> text)
    {
        var hash = new HashCode();
        hash.AddBytes(text);
        return (uint)hash.ToHashCode();
    }

    private Entry Store(ReadOnlySpan<byte> text, uint hash)
    {
        if (text.Length > ChunkSize - _used)
        {
            _chunks.Add(new byte[Math.Max(ChunkSize, text.Length)]);
            _used = 0;
        }

        var entry = new Entry(_chunks.Count - 1, _used, text.Length, hash);
        text.CopyTo(_chunks[^1].AsSpan(_used));
        _used = Math.Min(ChunkSize, _used + text.Length);
        return entry;
    }

    private void Grow()
    {
        _slots = new int[2 * _slots.Length];
        var mask = _slots.Length - 1;
        for (var i = 0; i < Count; i++)
        {
            var slot = (int)_entries[i].Hash & mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = i + 1;
        }
    }

    private readonly record struct Entry(int Chunk, int Offset, int Length, uint Hash);
}
