using System.Buffers.Binary;

namespace Vivace.Query.Tags;

/// <summary>Distinct byte strings, kept end to end in chunks: no object per string.</summary>
/// <remarks>An open hash table whose slots hold short strings themselves, so that the usual look-up touches one cache line. Hashes are
/// seeded anew in each process: whoever sends values cannot choose ones that collide.</remarks>
internal sealed class ByteStringSet
{
    private const int ChunkSize = 1 << 16;
    private const int LongestInline = 15;
    private const byte LongMark = 0xFF;

    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64(long.MinValue, long.MaxValue);

    private readonly List<byte[]> _chunks = [new byte[ChunkSize]];
    private Slot[] _slots = new Slot[256];
    private int[] _indexes = new int[256]; // of the string in each slot
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
        var key = Slot.Of(text);
        var slot = Find(key, text);
        if (!_slots[slot].IsFree)
            return false;
        Insert(slot, key, text);
        return true;
    }

    /// <summary>The index of a string, which is added unless it is there.</summary>
    public int GetOrAdd(ReadOnlySpan<byte> text)
    {
        var key = Slot.Of(text);
        var slot = Find(key, text);
        if (!_slots[slot].IsFree)
            return _indexes[slot];
        Insert(slot, key, text);
        return Count - 1;
    }

    /// <summary>The slot of a string, or the free one where it belongs.</summary>
    private int Find(Slot key, ReadOnlySpan<byte> text)
    {
        var slots = _slots;
        var mask = slots.Length - 1;
        var slot = (int)key.Hash & mask;
        for (; !slots[slot].IsFree; slot = (slot + 1) & mask)
        {
            if (slots[slot] == key && (text.Length <= LongestInline || this[_indexes[slot]].SequenceEqual(text)))
                break;
        }

        return slot;
    }

    private void Insert(int slot, Slot key, ReadOnlySpan<byte> text)
    {
        _slots[slot] = key;
        _indexes[slot] = Count;
        if (Count == _entries.Length)
            Array.Resize(ref _entries, 2 * Count);
        _entries[Count++] = Store(text);
        SizeBytes += text.Length;
        if (4L * Count > 3L * _slots.Length)
            Grow();
    }

    private Entry Store(ReadOnlySpan<byte> text)
    {
        if (text.Length > ChunkSize - _used)
        {
            _chunks.Add(new byte[Math.Max(ChunkSize, text.Length)]);
            _used = 0;
        }

        var entry = new Entry(_chunks.Count - 1, _used, text.Length);
        text.CopyTo(_chunks[^1].AsSpan(_used));
        _used = Math.Min(ChunkSize, _used + text.Length);
        return entry;
    }

    private void Grow()
    {
        var (slots, indexes) = (_slots, _indexes);
        _slots = new Slot[2 * slots.Length];
        _indexes = new int[_slots.Length];
        var mask = _slots.Length - 1;
        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i].IsFree)
                continue;
            var slot = (int)slots[i].Hash & mask;
            while (!_slots[slot].IsFree)
                slot = (slot + 1) & mask;
            _slots[slot] = slots[i];
            _indexes[slot] = indexes[i];
        }
    }

    private readonly record struct Entry(int Chunk, int Offset, int Length);

    /// <summary>What is compared: a short string and its length, or hash and length of a long one.</summary>
    private readonly record struct Slot(ulong Low, ulong High)
    {
        /// <summary>True when there is no string: those have a last byte that is not zero.</summary>
        public bool IsFree => High == 0;

        /// <summary>Where the search for it begins.</summary>
        public ulong Hash => Fold(Low ^ Seed, High ^ 0x9E3779B97F4A7C15);

        public static Slot Of(ReadOnlySpan<byte> text)
        {
            if (text.Length > LongestInline)
                return new Slot(HashOf(text), ((ulong)LongMark << 56) | (uint)text.Length);
            var (low, high) = Pack(text);
            return new Slot(low, high | ((ulong)(text.Length + 1) << 56));
        }

        private static (ulong Low, ulong High) Pack(ReadOnlySpan<byte> text)
        {
            var length = text.Length;
            if (length > sizeof(ulong))
                return (
                    BinaryPrimitives.ReadUInt64LittleEndian(text),
                    BinaryPrimitives.ReadUInt64LittleEndian(text[^sizeof(ulong)..]) >> (8 * (16 - length)));
            if (length == sizeof(ulong))
                return (BinaryPrimitives.ReadUInt64LittleEndian(text), 0);
            if (length >= sizeof(uint))
                return (
                    BinaryPrimitives.ReadUInt32LittleEndian(text)
                        | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(text[^sizeof(uint)..]) << (8 * (length - sizeof(uint)))),
                    0);
            var few = 0UL;
            for (var i = 0; i < length; i++)
                few |= (ulong)text[i] << (8 * i);
            return (few, 0);
        }

        private static ulong HashOf(ReadOnlySpan<byte> text)
        {
            var hash = Seed;
            var rest = text;
            for (; rest.Length >= sizeof(ulong); rest = rest[sizeof(ulong)..])
                hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(rest), 0xBF58476D1CE4E5B9);
            return Fold(hash ^ Pack(rest).Low, 0x94D049BB133111EB);
        }

        /// <summary>The two halves of the product, added without carry.</summary>
        private static ulong Fold(ulong left, ulong right)
        {
            var high = Math.BigMul(left, right, out var low);
            return high ^ low;
        }
    }
}
