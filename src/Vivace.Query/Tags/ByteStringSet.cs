using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Vivace.Storage.Columns;

namespace Vivace.Query.Tags;

/// <summary>Distinct byte strings, kept end to end in chunks: no object per string.</summary>
/// <remarks>An open hash table whose slots hold short strings themselves, so that the usual look-up touches one cache line. Hashes are
/// seeded anew in each process: whoever sends values cannot choose ones that collide.</remarks>
internal sealed class ByteStringSet
{
    private const int ChunkSize = 1 << 16;
    private const int LongestInline = 15;
    private const int BatchSize = 16;
    private const int FirstSlots = 256;
    private const int LargestOwned = 4096; // slots; larger tables are rented, for the kernel gives pages of such arrays anew each time
    private const int SlotsToQuadruple = 1 << 16; // up to here the table grows fourfold: most time goes into small ones else
    private const byte LongMark = 0xFF;

    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64(long.MinValue, long.MaxValue);

    private readonly List<byte[]> _chunks = [new byte[ChunkSize]];
    private Slot[] _slots = new Slot[FirstSlots];
    private int[] _indexes = new int[FirstSlots]; // of the string in each slot
    private int _slotCount = FirstSlots; // a power of two
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

    /// <summary>Adds strings unless they are there.</summary>
    /// <param name="texts">The dictionary that holds them.</param>
    /// <param name="codes">Their codes.</param>
    public void AddAll(TextDictionary texts, ReadOnlySpan<int> codes)
    {
        // A table of many strings lies outside the caches. Places of a batch are looked at one right behind the other first, so that the
        // processor waits for all of them at the same time.
        Span<Slot> keys = stackalloc Slot[BatchSize];
        while (!codes.IsEmpty)
        {
            var batch = codes[..Math.Min(BatchSize, codes.Length)];
            for (var i = 0; i < batch.Length; i++)
                keys[i] = Slot.Of(texts[batch[i]]);
            Touch(keys[..batch.Length]);
            for (var i = 0; i < batch.Length; i++)
            {
                var text = keys[i].IsLong ? texts[batch[i]] : default;
                var slot = Find(keys[i], text);
                if (_slots[slot].IsFree)
                    Insert(slot, keys[i], texts[batch[i]]);
            }

            codes = codes[batch.Length..];
        }
    }

    /// <summary>Empties the set and gives a large table back to the pool; without this it is garbage like any other.</summary>
    public void Release()
    {
        Return(_slots, _indexes);
        (_slots, _indexes, _slotCount, Count, SizeBytes) = (new Slot[FirstSlots], new int[FirstSlots], FirstSlots, 0, 0);
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
        var mask = _slotCount - 1;
        var slot = (int)key.Hash & mask;
        for (; !slots[slot].IsFree; slot = (slot + 1) & mask)
        {
            if (slots[slot] == key && (!key.IsLong || this[_indexes[slot]].SequenceEqual(text)))
                break;
        }

        return slot;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Touch(ReadOnlySpan<Slot> keys)
    {
        var slots = _slots;
        var mask = _slotCount - 1;
        var any = 0UL;
        foreach (ref readonly var key in keys)
            any |= slots[(int)key.Hash & mask].High;
        return any != 0;
    }

    private void Insert(int slot, Slot key, ReadOnlySpan<byte> text)
    {
        _slots[slot] = key;
        _indexes[slot] = Count;
        if (Count == _entries.Length)
            Array.Resize(ref _entries, 2 * Count);
        _entries[Count++] = Store(text);
        SizeBytes += text.Length;
        if (4L * Count > 3L * _slotCount)
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
        var (slots, indexes, count) = (_slots, _indexes, _slotCount);
        _slotCount = count * (count < SlotsToQuadruple ? 4 : 2);
        if (_slotCount > LargestOwned)
        {
            _slots = ArrayPool<Slot>.Shared.Rent(_slotCount);
            _slots.AsSpan(0, _slotCount).Clear();
            _indexes = ArrayPool<int>.Shared.Rent(_slotCount);
        }
        else
        {
            _slots = new Slot[_slotCount];
            _indexes = new int[_slotCount];
        }

        var mask = _slotCount - 1;
        for (var i = 0; i < count; i++)
        {
            if (slots[i].IsFree)
                continue;
            var slot = (int)slots[i].Hash & mask;
            while (!_slots[slot].IsFree)
                slot = (slot + 1) & mask;
            _slots[slot] = slots[i];
            _indexes[slot] = indexes[i];
        }

        Return(slots, indexes);
    }

    private static void Return(Slot[] slots, int[] indexes)
    {
        if (slots.Length <= LargestOwned)
            return;
        ArrayPool<Slot>.Shared.Return(slots);
        ArrayPool<int>.Shared.Return(indexes);
    }

    private readonly record struct Entry(int Chunk, int Offset, int Length);

    /// <summary>What is compared: a short string and its length, or hash and length of a long one.</summary>
    private readonly record struct Slot(ulong Low, ulong High)
    {
        /// <summary>True when there is no string: those have a last byte that is not zero.</summary>
        public bool IsFree => High == 0;

        /// <summary>True when the string itself must be compared, too.</summary>
        public bool IsLong => (byte)(High >> 56) == LongMark;

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
