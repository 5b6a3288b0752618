using Vivace.Otlp;
using Vivace.Otlp.Wire;
using Vivace.Storage.Columns;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Live;

/// <summary>The attributes of spans, events or links in order of arrival. Each row has a shape (which columns, in which order)
/// and one 64-bit slot per attribute: the number itself, or a code in the column's pool.</summary>
/// <remarks>One writer; readers may look at rows that were published to them.</remarks>
internal sealed class LiveTable
{
    private readonly ChunkedList<int> _shapes = new();
    private readonly ChunkedList<int> _firstSlots = new();
    private readonly ChunkedList<long> _slots = new();
    private readonly Dictionary<AttributeKey, LiveAttribute> _byKey = new(AttributeKey.Comparer);
    private LiveAttribute[] _attributes = [];
    private int _attributeCount;
    private int _shape;

    public ShapeTrie Shapes { get; } = new();

    public int RowCount => _shapes.Count;

    public int SlotCount => _slots.Count;

    /// <summary>Columns so far. Readers may see more than their rows have.</summary>
    public int AttributeCount => Volatile.Read(ref _attributeCount);

    public long SizeBytes
    {
        get
        {
            var size = _shapes.SizeBytes + _firstSlots.SizeBytes + _slots.SizeBytes + Shapes.SizeBytes;
            var count = AttributeCount;
            for (var i = 0; i < count; i++)
                size += 128 + (_attributes[i].Pool?.SizeBytes ?? 0);
            return size;
        }
    }

    public LiveAttribute Attribute(int id) => _attributes[id];

    public int Shape(int row) => _shapes[row];

    public int FirstSlot(int row) => _firstSlots[row];

    public long Slot(int index) => _slots[index];

    public void CopySlots(int first, Span<long> destination) => _slots.CopyTo(first, destination);

    public void BeginRow()
    {
        _firstSlots.Add(_slots.Count);
        _shape = ShapeTrie.Empty;
    }

    public void EndRow() => _shapes.Add(_shape);

    /// <summary>Appends one attribute to the row begun.</summary>
    /// <param name="keyValue">A well-formed OTLP <c>KeyValue</c>.</param>
    public void AddAttribute(ReadOnlySpan<byte> keyValue)
    {
        ReadOnlySpan<byte> key = default, value = default;
        var hasValue = false;
        var reader = new ProtoReader(keyValue);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == OtlpFields.KeyValue.Key && wireType == WireType.LengthDelimited)
            {
                key = reader.ReadBytes();
            }
            else if (field == OtlpFields.KeyValue.Value && wireType == WireType.LengthDelimited)
            {
                value = reader.ReadBytes();
                hasValue = true;
            }
            else
            {
                reader.Skip(field, wireType);
            }
        }

        if (!hasValue)
        {
            Advance(key, AttributeType.None).Count(0);
            _slots.Add(0);
            return;
        }

        var typed = AnyValueReader.Read(value);
        var attribute = Advance(key, typed.Type);
        attribute.Count(typed.Number);
        _slots.Add(attribute.Pool is null ? typed.Number : attribute.Pool.Intern(typed.Bytes));
    }

    /// <summary>The column of a key and type; made when it is new.</summary>
    public LiveAttribute Column(ReadOnlySpan<byte> key, AttributeType type) => FindOrAdd(key, type);

    /// <summary>Appends a row whole.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="slots">A slot for each of its attributes, counted by their columns already.</param>
    public void AddRow(int shape, ReadOnlySpan<long> slots)
    {
        _firstSlots.Add(_slots.Count);
        foreach (var slot in slots)
            _slots.Add(slot);
        _shapes.Add(shape);
    }

    /// <summary>Gives the memory back: nobody reads the rows any more.</summary>
    public void Release()
    {
        _shapes.Release();
        _firstSlots.Release();
        _slots.Release();
        for (var i = 0; i < _attributeCount; i++)
            _attributes[i].Pool?.Release();
    }

    private LiveAttribute Advance(ReadOnlySpan<byte> key, AttributeType type)
    {
        var child = Shapes.FirstChild(_shape);
        for (var tries = 0; child != 0 && tries < ShapeTrie.MaxTries; tries++)
        {
            var candidate = _attributes[Shapes.LastColumn(child)];
            if (candidate.Type == type && key.SequenceEqual(candidate.Key))
            {
                _shape = child;
                return candidate;
            }

            child = Shapes.NextSibling(child);
        }

        var attribute = FindOrAdd(key, type);
        _shape = Shapes.Child(_shape, attribute.Id);
        return attribute;
    }

    private LiveAttribute FindOrAdd(ReadOnlySpan<byte> key, AttributeType type)
    {
        var lookup = _byKey.GetAlternateLookup<AttributeKey.Probe>();
        if (lookup.TryGetValue(new AttributeKey.Probe(key, type), out var attribute))
            return attribute;

        attribute = new LiveAttribute(_attributeCount, key.ToArray(), type);
        if (_attributeCount == _attributes.Length)
        {
            var larger = new LiveAttribute[Math.Max(16, _attributes.Length * 2)];
            Array.Copy(_attributes, larger, _attributeCount);
            Volatile.Write(ref _attributes, larger);
        }

        // First the column, then the count that lets readers look at it.
        _attributes[_attributeCount] = attribute;
        Volatile.Write(ref _attributeCount, _attributeCount + 1);
        _byKey.Add(new AttributeKey(attribute.Key, type), attribute);
        return attribute;
    }
}
