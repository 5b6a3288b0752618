using Vivace.Query.Filters;
using Vivace.Query.Values;
using Vivace.Storage.Columns;

namespace Vivace.Query.Metrics;

/// <summary>An attribute of the span; where it has none, of the resource if the name is without scope.</summary>
internal sealed class AttributeKeys(DistinctValues values, string key, ResourceKeys? fallback) : KeyColumn(values)
{
    private readonly CodeIds _codes = new(values);

    public override void Read(RowGroupScan scan, ReadOnlySpan<int> rows, Span<int> ids)
    {
        ids.Clear();
        var columns = scan.FindColumns(ColumnTable.Spans, key);
        foreach (var info in (ReadOnlySpan<AttributeColumnInfo?>)
            [columns.Text, columns.Boolean, columns.Integer, columns.Double, columns.Other])
        {
            if (info is null)
                continue;
            var column = scan.Read(info);
            if (column.Texts is { } texts)
                ReadTexts(column.Rows, texts, info.Type == AttributeType.Other, rows, ids);
            else
                ReadNumbers(column, rows, ids);
        }

        fallback?.ReadMissing(scan, rows, ids);
    }

    private void ReadTexts(
        ReadOnlySpan<int> entryRows, TextColumn texts, bool areRaw, ReadOnlySpan<int> rows, Span<int> ids)
    {
        _codes.Use(texts.Dictionary, areRaw);
        var codes = texts.Codes;
        var entry = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            while (entry < entryRows.Length && entryRows[entry] < rows[i])
                entry++;
            if (entry == entryRows.Length)
                return;
            if (entryRows[entry] == rows[i] && ids[i] == 0)
                ids[i] = _codes[codes[entry]];
        }
    }

    private void ReadNumbers(AttributeColumn column, ReadOnlySpan<int> rows, Span<int> ids)
    {
        var type = column.Info.Type;
        var entryRows = column.Rows;
        var numbers = column.Numbers;
        var entry = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            while (entry < entryRows.Length && entryRows[entry] < rows[i])
                entry++;
            if (entry == entryRows.Length)
                return;
            if (entryRows[entry] == rows[i] && ids[i] == 0)
                ids[i] = Values.IdOf(Value.FromAttribute(type, numbers[entry], default));
        }
    }
}
