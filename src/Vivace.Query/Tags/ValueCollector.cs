using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Vivace.Query.Values;
using Vivace.Storage.Columns;
using Vivace.Store;

namespace Vivace.Query.Tags;

/// <summary>Distinct values of a field, by type. Used by one thread at a time; strings are made at the end only.</summary>
internal sealed class ValueCollector(int maxValues, long maxBytes) : IDisposable
{
    // A number's text is short; this much is reckoned for each.
    private const int NumberBytes = 8;

    private readonly ByteStringSet _texts = new();
    private readonly HashSet<long> _integers = [];
    private readonly HashSet<long> _doubles = [];
    private readonly ConditionalWeakTable<TextDictionary, SeenCodes> _seen = [];
    private bool _hasFalse;
    private bool _hasTrue;

    /// <summary>True when a limit is reached: more need not be collected.</summary>
    public bool IsFull => (maxValues > 0 && Count > maxValues) || (maxBytes > 0 && SizeBytes > maxBytes);

    /// <summary>Values collected.</summary>
    public int Count => _texts.Count + _integers.Count + _doubles.Count + (_hasFalse ? 1 : 0) + (_hasTrue ? 1 : 0);

    private long SizeBytes => _texts.SizeBytes + NumberBytes * (long)(_integers.Count + _doubles.Count);

    /// <summary>Adds a value; an array adds its elements.</summary>
    public void Add(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Text:
                _texts.Add(value.Bytes);
                break;
            case ValueKind.Integer or ValueKind.Duration:
                _integers.Add(value.Number);
                break;
            case ValueKind.Real:
                _doubles.Add(value.Number);
                break;
            case ValueKind.Boolean when value.Number == 0:
                _hasFalse = true;
                break;
            case ValueKind.Boolean:
                _hasTrue = true;
                break;
            case ValueKind.Array:
                var elements = RawValue.Elements(value);
                while (elements.MoveNext())
                    Add(elements.Current);
                break;
        }
    }

    /// <summary>Adds the value of a code, once for each dictionary.</summary>
    /// <param name="texts">The column.</param>
    /// <param name="code">The code.</param>
    /// <param name="areRaw">True when the values are raw OTLP <c>AnyValue</c> messages.</param>
    /// <param name="seen">What <see cref="SeenCodesOf"/> gave for the column's dictionary.</param>
    public void AddCode(TextColumn texts, int code, bool areRaw, SeenCodes seen)
    {
        if (!seen.Add(code))
            return;
        var bytes = texts.Dictionary[code];
        if (areRaw)
            Add(RawValue.Read(bytes));
        else
            _texts.Add(bytes);
    }

    /// <summary>Adds texts by their codes; cheaper than one by one.</summary>
    public void AddTexts(TextDictionary texts, ReadOnlySpan<int> codes) => _texts.AddAll(texts, codes);

    /// <summary>Gives the memory back; what was collected is gone.</summary>
    public void Dispose() => _texts.Release();

    /// <summary>The codes of a dictionary whose values were added.</summary>
    public SeenCodes SeenCodesOf(TextDictionary dictionary) =>
        _seen.GetValue(dictionary, static dictionary => new SeenCodes(dictionary));

    /// <summary>Adds all that another one collected.</summary>
    public void Add(ValueCollector other)
    {
        for (var i = 0; i < other._texts.Count; i++)
            _texts.Add(other._texts[i]);
        _integers.UnionWith(other._integers);
        _doubles.UnionWith(other._doubles);
        _hasFalse |= other._hasFalse;
        _hasTrue |= other._hasTrue;
    }

    /// <summary>The values as results show them, cut at the limits.</summary>
    /// <param name="truncated">True when a limit cut the list.</param>
    public List<TagValue> ToList(out bool truncated)
    {
        var values = new List<TagValue>(maxValues > 0 ? Math.Min(maxValues, Count) : Count);
        var bytes = 0L;
        truncated = false;
        if (_hasFalse)
            truncated |= !TryAdd(TagValueType.Bool, "false");
        if (_hasTrue)
            truncated |= !TryAdd(TagValueType.Bool, "true");
        foreach (var integer in _integers)
        {
            if (truncated || !TryAdd(TagValueType.Int, integer.ToString(CultureInfo.InvariantCulture)))
                truncated = true;
        }

        foreach (var bits in _doubles)
        {
            if (truncated || !TryAdd(TagValueType.Float, ValueText.Real(BitConverter.Int64BitsToDouble(bits))))
                truncated = true;
        }

        for (var i = 0; i < _texts.Count && !truncated; i++)
            truncated = !TryAdd(TagValueType.String, Encoding.UTF8.GetString(_texts[i]));
        return values;

        bool TryAdd(TagValueType type, string text)
        {
            bytes += text.Length;
            if ((maxValues > 0 && values.Count >= maxValues) || (maxBytes > 0 && bytes > maxBytes))
                return false;
            values.Add(new TagValue(type, text));
            return true;
        }
    }
}

