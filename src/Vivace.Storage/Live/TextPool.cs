using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Vivace.Storage.Columns;

namespace Vivace.Storage.Live;

/// <summary>The growing dictionary of one live text column. While values repeat, equal values share a code; once most values turn
/// out to differ, looking for repetitions stops and every value gets a code of its own.</summary>
/// <remarks>One writer; readers may look at codes that were published to them.</remarks>
internal sealed class TextPool : TextDictionary
{
    // Deduplication is judged after this many additions, and given up when more than this share was new.
    private const int TrialAdditions = 8192;
    private const double DistinctShareToGiveUp = 0.75;

    private const int InitialSlots = 16;

    private readonly ByteArena _bytes = new();
    private readonly ChunkedList<Entry> _entries = new();
    private int[] _slots = new int[InitialSlots];
    private uint[] _slotHashes = new uint[InitialSlots];
    private int _additions;
    private int _lastCode = -1;

    private readonly record struct Entry(long Address, int Length);

    /// <inheritdoc/>
    public override int Count => _entries.Count;

    /// <inheritdoc/>
    public override bool IsSorted => false;

    /// <inheritdoc/>
    public override bool IsDistinct => _slots.Length > 0;

    /// <summary>Bytes held.</summary>
    public long SizeBytes => _bytes.SizeBytes + _entries.SizeBytes + (_slots.Length * 8L);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> this[int code]
    {
        get
        {
            var entry = _entries[code];
            return _bytes.Get(entry.Address, entry.Length);
        }
    }

    /// <summary>The code of a value; a new one when it has not been seen, or when repetitions are not looked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Intern(ReadOnlySpan<byte> value)
    {
        if (_slots.Length == 0)
            return AddEntry(value);

        // Runs of one value are common (a service's spans come together).
        if (_lastCode >= 0 && this[_lastCode].SequenceEqual(value))
            return _lastCode;

        _additions++;
        var hash = Hashing.Hash32(value);
        var mask = _slots.Length - 1;
        var slot = (int)hash & mask;
        while (_slots[slot] != 0)
        {
            if (_slotHashes[slot] == hash)
            {
                var code = _slots[slot] - 1;
                if (this[code].SequenceEqual(value))
                    return _lastCode = code;
            }

            slot = (slot + 1) & mask;
        }

        var added = AddEntry(value);
        _slots[slot] = added + 1;
        _slotHashes[slot] = hash;
        _lastCode = added;
        if (_additions >= TrialAdditions && _entries.Count > _additions * DistinctShareToGiveUp)
            StopLookingForRepetitions();
        else if (_entries.Count * 2 > _slots.Length)
            GrowTable();
        return added;
    }

    /// <summary>Gives the memory back: nobody reads the values any more.</summary>
    public void Release()
    {
        _bytes.Release();
        _entries.Release();
        ReturnTable();
    }

    private int AddEntry(ReadOnlySpan<byte> value)
    {
        _entries.Add(new Entry(_bytes.Add(value), value.Length));
        return _entries.Count - 1;
    }

    private void StopLookingForRepetitions() => ReturnTable();

    private void ReturnTable()
    {
        if (_slots.Length > InitialSlots)
        {
            ArrayPool<int>.Shared.Return(_slots);
            ArrayPool<uint>.Shared.Return(_slotHashes);
        }

        _slots = [];
        _slotHashes = [];
    }

    private void GrowTable()
    {
        // Powers of two come from the pool in just that length, which the table needs to be of.
        var slots = ArrayPool<int>.Shared.Rent(_slots.Length * 2);
        Debug.Assert(slots.Length == _slots.Length * 2, "a table of another length than a power of two");
        var hashes = ArrayPool<uint>.Shared.Rent(slots.Length);
        Array.Clear(slots);
        var mask = slots.Length - 1;
        for (var i = 0; i < _slots.Length; i++)
        {
            if (_slots[i] == 0)
                continue;
            var slot = (int)_slotHashes[i] & mask;
            while (slots[slot] != 0)
                slot = (slot + 1) & mask;
            slots[slot] = _slots[i];
            hashes[slot] = _slotHashes[i];
        }

        ReturnTable();
        _slots = slots;
        _slotHashes = hashes;
    }
}
