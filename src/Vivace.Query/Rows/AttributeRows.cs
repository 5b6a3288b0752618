using Vivace.Query.Filters;
using Vivace.Query.Values;
using Vivace.Storage.Columns;
using Vivace.Storage.RowGroups;

namespace Vivace.Query.Rows;

/// <summary>An attribute of spans, events or links.</summary>
internal sealed class AttributeRow : RowExpression
{
    private readonly ColumnTable _table;
    private readonly EntryCursor[] _columns;

    public AttributeRow(RowGroupScan scan, ColumnTable table, string key)
    {
        _table = table;
        var found = scan.FindColumns(table, key);
        var columns = new List<EntryCursor>(1);
        foreach (var info in (ReadOnlySpan<AttributeColumnInfo?>)
            [found.Text, found.Boolean, found.Integer, found.Double, found.Other])
        {
            if (info is not null)
                columns.Add(new EntryCursor(scan.Read(info)));
        }

        _columns = [.. columns];
    }

    public override Value Read(scoped in RowPosition position)
    {
        var row = _table switch
        {
            ColumnTable.Events => position.Event,
            ColumnTable.Links => position.Link,
            _ => position.Row,
        };
        if (row < 0)
            return Value.Nil;

        foreach (var column in _columns)
        {
            var value = column.Find(row);
            if (!value.IsNil)
                return value;
        }

        return Value.Nil;
    }
}

/// <summary>Finds the entries of rows in one attribute column; fastest for ascending rows.</summary>
internal sealed class EntryCursor(AttributeColumn column)
{
    private int _entry;

    /// <summary>The first value that the row has in this column.</summary>
    public Value Find(int row)
    {
        var rows = column.Rows;
        if (_entry >= rows.Length || rows[_entry] != row)
        {
            _entry = Seek(rows, row);
            if (_entry >= rows.Length || rows[_entry] != row)
                return Value.Nil;
        }

        return column.Texts is { } texts
            ? Value.FromAttribute(column.Info.Type, 0, texts[_entry])
            : Value.FromAttribute(column.Info.Type, column.Numbers[_entry], default);
    }

    /// <summary>The first entry at or after a row.</summary>
    private int Seek(ReadOnlySpan<int> rows, int row)
    {
        var low = 0;
        var high = rows.Length;
        if (_entry < rows.Length && rows[_entry] < row)
        {
            // Most often it is near: double the step until the row is passed.
            low = _entry + 1;
            var step = 1;
            while (low + step < rows.Length && rows[low + step] < row)
            {
                low += step;
                step <<= 1;
            }

            high = Math.Min(rows.Length, low + step + 1);
        }
        else if (_entry < rows.Length)
        {
            high = _entry + 1;
        }

        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (rows[middle] < row)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}

/// <summary>An attribute of the resource or the instrumentation scope.</summary>
/// <remarks>Entries are taken apart when a span of theirs is first read: of a row group's many resources a query often shows few.</remarks>
internal sealed class EntryAttributeRow : RowExpression
{
    private readonly RowGroup _rows;
    private readonly bool _ofResource;
    private readonly string _key;
    private readonly bool _emptyTextWhenAbsent;
    private readonly RawAttribute?[] _found;
    private readonly bool[] _isKnown;

    public EntryAttributeRow(RowGroup rows, bool ofResource, string key, bool emptyTextWhenAbsent)
    {
        _rows = rows;
        _ofResource = ofResource;
        _key = key;
        _emptyTextWhenAbsent = emptyTextWhenAbsent;
        _found = new RawAttribute?[ofResource ? rows.Resources.Count : rows.Scopes.Count];
        _isKnown = new bool[_found.Length];
    }

    public override Value Read(scoped in RowPosition position)
    {
        var entry = _ofResource ? _rows.ResourceIndex(position.Row) : _rows.ScopeIndex(position.Row);
        if (!_isKnown[entry])
        {
            _found[entry] = EntryValues.FindAttribute(
                _ofResource ? _rows.Resources[entry].Attributes : _rows.Scopes[entry].Attributes, _key);
            _isKnown[entry] = true;
        }

        var value = _found[entry] is { } attribute
            ? Value.FromAttribute(attribute.Type, attribute.Number, attribute.Bytes.Span)
            : Value.Nil;
        return value.IsNil && _emptyTextWhenAbsent ? Value.FromText(default) : value;
    }
}

/// <summary>An attribute without scope: the span's value where there is one, else the resource's.</summary>
internal sealed class UnscopedRow(RowExpression ofSpan, RowExpression ofResource) : RowExpression
{
    public override Value Read(scoped in RowPosition position)
    {
        var value = ofSpan.Read(position);
        return value.IsNil ? ofResource.Read(position) : value;
    }
}
