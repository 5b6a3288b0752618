using Vivace.Query.Filters;
using Vivace.Query.Metrics;
using Vivace.Query.Naming;
using Vivace.Query.Values;

namespace Vivace.Query.ServiceGraph;

/// <summary>Attributes of some spans of a row group, each column read when it is first asked for.</summary>
internal sealed class SpanAttributes
{
    private readonly NameTable _names;
    private readonly KeyColumn[] _columns;
    private readonly int[][] _ids;
    private readonly bool[] _isRead;
    private RowGroupScan? _scan;
    private int[] _rows = [];
    private int _count;

    /// <summary>Creates a reader.</summary>
    /// <param name="names">Numbers the values.</param>
    /// <param name="keys">The attributes.</param>
    public SpanAttributes(NameTable names, IReadOnlyList<PeerAttribute> keys)
    {
        _names = names;
        _columns = [.. keys.Select(key => ColumnOf(key, names.Values))];
        _ids = [.. keys.Select(_ => Array.Empty<int>())];
        _isRead = new bool[keys.Count];
    }

    /// <summary>Goes to spans.</summary>
    /// <param name="scan">Their row group.</param>
    /// <param name="rows">Their rows, ascending; kept until the next call.</param>
    /// <param name="count">How many of these rows count.</param>
    public void MoveTo(RowGroupScan scan, int[] rows, int count)
    {
        _scan = scan;
        _rows = rows;
        _count = count;
        _isRead.AsSpan().Clear();
    }

    /// <summary>The name that an attribute gives to a span; 0 for none.</summary>
    /// <param name="attribute">Position in the list of keys.</param>
    /// <param name="index">Position of the span among the rows.</param>
    public int this[int attribute, int index]
    {
        get
        {
            if (!_isRead[attribute])
                Read(attribute);
            return _names.Of(_ids[attribute][index]);
        }
    }

    private void Read(int attribute)
    {
        if (_ids[attribute].Length < _count)
            _ids[attribute] = new int[_rows.Length];
        _columns[attribute].Read(_scan!, _rows.AsSpan(0, _count), _ids[attribute].AsSpan(0, _count));
        _isRead[attribute] = true;
    }

    private static KeyColumn ColumnOf(PeerAttribute key, DistinctValues values) => key.OfResource
        ? new ResourceKeys(values, resource => EntryValues.Find(resource.Attributes, key.Key))
        : new AttributeKeys(values, key.Key, fallback: null);
}
