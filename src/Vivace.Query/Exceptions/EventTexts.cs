using Vivace.Query.Filters;
using Vivace.Storage.Columns;

namespace Vivace.Query.Exceptions;

/// <summary>One text attribute of the events of a row group, by event.</summary>
internal sealed class EventTexts(string key)
{
    private int[] _codes = []; // by event; -1 without
    private TextColumn? _texts;

    /// <summary>The values; null when no event of the row group has one.</summary>
    public TextDictionary? Dictionary => _texts?.Dictionary;

    /// <summary>Reads the column.</summary>
    public void Read(RowGroupScan scan)
    {
        var count = scan.RowCountOf(ColumnTable.Events);
        if (_codes.Length < count)
            _codes = new int[Math.Max(count, 2 * _codes.Length)];
        _codes.AsSpan(0, count).Fill(-1);
        _texts = scan.FindColumns(ColumnTable.Events, key).Text is { } info ? scan.Read(info).Texts : null;
        if (_texts is null)
            return;

        var column = scan.Read(scan.FindColumns(ColumnTable.Events, key).Text!);
        var rows = column.Rows;
        var codes = _texts.Codes;
        for (var entry = rows.Length - 1; entry >= 0; entry--)
            _codes[rows[entry]] = codes[entry]; // of a repeated key the first stays
    }

    /// <summary>The code of an event's value; -1 without.</summary>
    public int CodeOf(int eventRow) => _codes[eventRow];

    /// <summary>An event's value; empty without.</summary>
    public ReadOnlySpan<byte> this[int eventRow] => _codes[eventRow] < 0 ? default : _texts!.Dictionary[_codes[eventRow]];
}
