using System.Text;
using Vivace.Core;
using Vivace.Query.Tags;
using Vivace.Query.Values;

namespace Vivace.Query.Metrics;

/// <summary>The distinct values of one field, numbered: 0 is no value. Used by one thread at a time.</summary>
/// <remarks>An array counts as its text, both zeros as one and every NaN as one: values that a label would show alike are
/// the same.</remarks>
internal sealed class DistinctValues
{
    private readonly ByteStringSet _texts = new();
    private readonly Dictionary<(ValueKind Kind, long Number), int> _numberIds = [];
    private readonly List<Entry> _entries = [default];
    private int[] _textIds = new int[16]; // by index in _texts

    /// <summary>How many ids there are; no value is one of them.</summary>
    public int Count => _entries.Count;

    /// <summary>The id of a value, which is added unless it is there.</summary>
    public int IdOf(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Nil:
                return 0;
            case ValueKind.Text:
                return IdOfText(value.Bytes);
            case ValueKind.Array:
                return IdOfText(Encoding.UTF8.GetBytes(ValueText.Array(value)));
            case ValueKind.Real when value.Real == 0:
                return IdOfNumber(ValueKind.Real, 0);
            case ValueKind.Real when double.IsNaN(value.Real):
                return IdOfNumber(ValueKind.Real, BitConverter.DoubleToInt64Bits(double.NaN));
            default:
                return IdOfNumber(value.Kind, value.Number);
        }
    }

    /// <summary>A value as a label shows it; null for no value.</summary>
    public AttributeValue? Label(int id) => ValueText.ToAttribute(this[id]);

    /// <summary>The value of an id.</summary>
    public Value this[int id]
    {
        get
        {
            var entry = _entries[id];
            return entry.Kind == ValueKind.Text
                ? Value.FromText(_texts[(int)entry.Number])
                : Value.FromNumber(entry.Kind, entry.Number);
        }
    }

    private int IdOfText(ReadOnlySpan<byte> text)
    {
        var index = _texts.GetOrAdd(text);
        if (index >= _textIds.Length)
            Array.Resize(ref _textIds, 2 * _textIds.Length);
        return _textIds[index] != 0 ? _textIds[index] : _textIds[index] = Add(ValueKind.Text, index);
    }

    private int IdOfNumber(ValueKind kind, long number)
    {
        if (!_numberIds.TryGetValue((kind, number), out var id))
            _numberIds.Add((kind, number), id = Add(kind, number));
        return id;
    }

    private int Add(ValueKind kind, long number)
    {
        _entries.Add(new Entry(kind, number));
        return _entries.Count - 1;
    }

    /// <summary>One value.</summary>
    /// <param name="Kind">The type.</param>
    /// <param name="Number">The number, or the index of the text.</param>
    private readonly record struct Entry(ValueKind Kind, long Number);
}
