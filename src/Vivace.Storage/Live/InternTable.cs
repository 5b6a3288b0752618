namespace Vivace.Storage.Live;

/// <summary>Gives equal small records the same consecutive code.</summary>
/// <remarks>One writer; readers may look at codes that were published to them.</remarks>
internal sealed class InternTable<T>
    where T : unmanaged, IEquatable<T>
{
    private readonly ChunkedList<T> _values = new();
    private int[] _slots = new int[16];
    private int _lastCode = -1;

    public int Count => _values.Count;

    public long SizeBytes => _values.SizeBytes + (_slots.Length * 4L);

    public T this[int code] => _values[code];

    public int Intern(in T value)
    {
        if (_lastCode >= 0 && _values[_lastCode].Equals(value))
            return _lastCode;

        var mask = _slots.Length - 1;
        var slot = value.GetHashCode() & mask;
        while (_slots[slot] != 0)
        {
            var code = _slots[slot] - 1;
            if (_values[code].Equals(value))
                return _lastCode = code;
            slot = (slot + 1) & mask;
        }

        _values.Add(value);
        _slots[slot] = _values.Count;
        _lastCode = _values.Count - 1;
        if (_values.Count * 2 > _slots.Length)
            Grow();
        return _lastCode;
    }

    /// <summary>Gives the memory back: nobody reads the values any more.</summary>
    public void Release() => _values.Release();

    private void Grow()
    {
        var slots = new int[_slots.Length * 2];
        var mask = slots.Length - 1;
        for (var code = 0; code < _values.Count; code++)
        {
            var slot = _values[code].GetHashCode() & mask;
            while (slots[slot] != 0)
                slot = (slot + 1) & mask;
            slots[slot] = code + 1;
        }

        _slots = slots;
    }
}
