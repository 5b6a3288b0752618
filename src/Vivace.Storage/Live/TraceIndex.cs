using Vivace.Core;

namespace Vivace.Storage.Live;

/// <summary>Finds the number of a trace by its id.</summary>
/// <remarks>One writer; readers look up under the live block's lock and may read ids that were published to them.</remarks>
internal sealed class TraceIndex
{
    private readonly ChunkedList<TraceId> _ids = new();
    private int[] _slots = new int[64];
    private TraceId _lastId;
    private int _lastOrdinal = -1;

    public int Count => _ids.Count;

    public long SizeBytes => _ids.SizeBytes + (_slots.Length * 4L);

    public TraceId this[int ordinal] => _ids[ordinal];

    /// <summary>The trace's ordinal, given out in order of arrival; -1 when it is not known.</summary>
    public int Find(TraceId id)
    {
        var mask = _slots.Length - 1;
        for (var slot = (int)id.StableHash() & mask; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            if (_ids[_slots[slot] - 1] == id)
                return _slots[slot] - 1;
        }

        return -1;
    }

    public int FindOrAdd(TraceId id)
    {
        if (_lastOrdinal >= 0 && _lastId == id)
            return _lastOrdinal;

        var ordinal = Find(id);
        if (ordinal < 0)
        {
            _ids.Add(id);
            ordinal = _ids.Count - 1;
            Insert(_slots, id, ordinal);
            if (_ids.Count * 2 > _slots.Length)
                Grow();
        }

        _lastId = id;
        _lastOrdinal = ordinal;
        return ordinal;
    }

    /// <summary>Gives the memory back: nobody reads the ids any more.</summary>
    public void Release() => _ids.Release();

    private static void Insert(int[] slots, TraceId id, int ordinal)
    {
        var mask = slots.Length - 1;
        var slot = (int)id.StableHash() & mask;
        while (slots[slot] != 0)
            slot = (slot + 1) & mask;
        slots[slot] = ordinal + 1;
    }

    private void Grow()
    {
        var slots = new int[_slots.Length * 2];
        for (var ordinal = 0; ordinal < _ids.Count; ordinal++)
            Insert(slots, _ids[ordinal], ordinal);
        _slots = slots;
    }
}
