using Vivace.Query.Values;
using Vivace.Storage.Columns;

namespace Vivace.Query.Metrics;

/// <summary>Ids of the codes of a dictionary, found when a code is first met. Keeps the dictionary it met last, which all row
/// groups of live data share.</summary>
internal sealed class CodeIds(DistinctValues values)
{
    private const int Unknown = -1;

    private TextDictionary? _dictionary;
    private int[] _ids = [];
    private int _count;
    private bool _areRaw;

    /// <summary>Prepares for a column.</summary>
    /// <param name="dictionary">Its dictionary.</param>
    /// <param name="areRaw">True when the values are raw OTLP <c>AnyValue</c> messages.</param>
    public void Use(TextDictionary dictionary, bool areRaw)
    {
        var known = ReferenceEquals(dictionary, _dictionary) && areRaw == _areRaw ? _count : 0;
        _dictionary = dictionary;
        _areRaw = areRaw;
        _count = dictionary.Count;
        if (_ids.Length < _count)
            Array.Resize(ref _ids, Math.Max(_count, 2 * _ids.Length));
        if (known < _count)
            _ids.AsSpan(known, _count - known).Fill(Unknown);
    }

    /// <summary>The id of a code's value.</summary>
    public int this[int code] => _ids[code] >= 0 ? _ids[code] : Find(code);

    private int Find(int code)
    {
        var bytes = _dictionary![code];
        return _ids[code] = values.IdOf(_areRaw ? RawValue.Read(bytes) : Value.FromText(bytes));
    }
}
