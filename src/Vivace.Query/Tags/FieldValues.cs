using System.Buffers;
using System.Numerics;
using System.Text;
using Vivace.Query.Filters;
using Vivace.Query.Values;
using Vivace.Storage.Columns;
using Vivace.Storage.RowGroups;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Tags;

/// <summary>Collects the values of one field from one row group, column by column.</summary>
internal static class FieldValues
{
    /// <summary>Adds the values that a field has on spans.</summary>
    /// <param name="scan">The row group.</param>
    /// <param name="spans">The spans.</param>
    /// <param name="field">An attribute or intrinsic.</param>
    /// <param name="values">Where values are added.</param>
    public static void Collect(RowGroupScan scan, Bitmap spans, FieldExpression field, ValueCollector values)
    {
        if (field is IntrinsicExpression intrinsic)
            Collect(scan, spans, intrinsic.Intrinsic, values);
        else if (field is AttributeExpression { OfParent: false } attribute)
            Collect(scan, spans, attribute, values);
    }

    private static void Collect(RowGroupScan scan, Bitmap spans, AttributeExpression attribute, ValueCollector values)
    {
        switch (attribute.Scope)
        {
            case AttributeScope.Span:
                CollectColumns(scan, spans, ColumnTable.Spans, attribute.Name, values);
                break;
            case AttributeScope.Event:
                CollectColumns(scan, spans, ColumnTable.Events, attribute.Name, values);
                break;
            case AttributeScope.Link:
                CollectColumns(scan, spans, ColumnTable.Links, attribute.Name, values);
                break;
            case AttributeScope.Resource:
                CollectResources(scan, spans, attribute.Name, values);
                break;
            case AttributeScope.Instrumentation:
                CollectScopes(scan, spans, scope => EntryValues.Find(scope.Attributes, attribute.Name), values);
                break;
            default:
                CollectUnscoped(scan, spans, attribute.Name, values);
                break;
        }
    }

    private static void CollectColumns(
        RowGroupScan scan, Bitmap spans, ColumnTable table, string key, ValueCollector values)
    {
        var columns = scan.FindColumns(table, key);
        if (columns.IsEmpty)
            return;

        var rows = ElementRows.Rent(scan, table, spans);
        foreach (var info in (ReadOnlySpan<AttributeColumnInfo?>)
            [columns.Text, columns.Boolean, columns.Integer, columns.Double, columns.Other])
        {
            if (info is not null)
                CollectColumn(scan.Read(info), rows, values);
        }

        scan.Pool.Return(rows);
    }

    private static void CollectColumn(AttributeColumn column, Bitmap rows, ValueCollector values)
    {
        var entryRows = column.Rows;
        if (column.Texts is { } texts)
        {
            var codes = texts.Codes;
            var seen = values.SeenCodesOf(texts.Dictionary);
            if (column.Info.Type == AttributeType.Text)
            {
                AddTexts(texts, entryRows, rows, seen, values);
                return;
            }

            for (var entry = 0; entry < codes.Length; entry++)
            {
                if (rows[entryRows[entry]])
                    values.AddCode(texts, codes[entry], areRaw: true, seen);
            }
        }
        else
        {
            var numbers = column.Numbers;
            for (var entry = 0; entry < numbers.Length; entry++)
            {
                if (rows[entryRows[entry]])
                    values.Add(Value.FromAttribute(column.Info.Type, numbers[entry], default));
            }
        }
    }

    private static void AddTexts(TextColumn texts, ReadOnlySpan<int> entryRows, Bitmap rows, SeenCodes seen, ValueCollector values)
    {
        var codes = texts.Codes;
        var taken = ArrayPool<int>.Shared.Rent(Math.Max(1, codes.Length));
        var count = 0;
        if (texts.Dictionary.IsDistinct)
        {
            // In the order of the codes, so that each page of the dictionary is read through once.
            var used = ArrayPool<ulong>.Shared.Rent((texts.Dictionary.Count + 63) / 64);
            Array.Clear(used);
            for (var entry = 0; entry < codes.Length; entry++)
            {
                if (rows[entryRows[entry]])
                    used[codes[entry] >> 6] |= 1UL << codes[entry];
            }

            for (var word = 0; word < used.Length; word++)
            {
                for (var left = used[word]; left != 0; left &= left - 1)
                {
                    var code = (word << 6) + BitOperations.TrailingZeroCount(left);
                    if (seen.Add(code))
                        taken[count++] = code;
                }
            }

            ArrayPool<ulong>.Shared.Return(used);
        }
        else
        {
            for (var entry = 0; entry < codes.Length; entry++)
            {
                if (rows[entryRows[entry]])
                    taken[count++] = codes[entry];
            }
        }

        values.AddTexts(texts.Dictionary, taken.AsSpan(0, count));
        ArrayPool<int>.Shared.Return(taken);
    }

    /// <summary>The span's value where there is one, else the resource's.</summary>
    private static void CollectUnscoped(RowGroupScan scan, Bitmap spans, string key, ValueCollector values)
    {
        CollectColumns(scan, spans, ColumnTable.Spans, key, values);
        var without = scan.Pool.RentCopy(spans);
        var present = scan.Pool.Rent(spans.Length);
        ColumnSelection.Select(scan, scan.FindColumns(ColumnTable.Spans, key), ValueTest.Exists, without, present);
        without.AndNot(present);
        if (without.Any())
            CollectResources(scan, without, key, values);
        scan.Pool.Return(present);
        scan.Pool.Return(without);
    }

    private static void CollectResources(RowGroupScan scan, Bitmap spans, string key, ValueCollector values)
    {
        var resources = scan.Rows.Resources;
        var referenced = ElementRows.References(scan.Rows.ResourceIndexes, resources.Count, spans);
        for (var i = 0; i < resources.Count; i++)
        {
            if (referenced[i])
                values.Add(EntryValues.Find(resources[i].Attributes, key));
        }
    }

    private static void CollectScopes(
        RowGroupScan scan, Bitmap spans, Func<ScopeEntry, Value> read, ValueCollector values)
    {
        var scopes = scan.Rows.Scopes;
        var referenced = ElementRows.References(scan.Rows.ScopeIndexes, scopes.Count, spans);
        for (var i = 0; i < scopes.Count; i++)
        {
            if (referenced[i])
                values.Add(read(scopes[i]));
        }
    }

    private static void Collect(RowGroupScan scan, Bitmap spans, Intrinsic intrinsic, ValueCollector values)
    {
        switch (intrinsic)
        {
            case Intrinsic.Name:
                CollectTexts(scan, spans, DenseText.Name, values);
                break;
            case Intrinsic.StatusMessage:
                CollectTexts(scan, spans, DenseText.StatusMessage, values);
                break;
            case Intrinsic.EventName:
                CollectTexts(scan, spans, DenseText.EventName, values);
                break;
            case Intrinsic.EventTimeSinceStart:
                var events = ElementRows.Rent(scan, ColumnTable.Events, spans);
                CollectNumbers(scan.Rows.EventTimesSinceStart, events, values);
                scan.Pool.Return(events);
                break;
            case Intrinsic.ChildCount:
                CollectNumbers(scan.ChildCounts, spans, values);
                break;
            case Intrinsic.NestedSetLeft:
                CollectNumbers(scan.NestedSets.Left, spans, values);
                break;
            case Intrinsic.NestedSetRight:
                CollectNumbers(scan.NestedSets.Right, spans, values);
                break;
            case Intrinsic.NestedSetParent:
                CollectNumbers(scan.NestedSets.Parent, spans, values);
                break;
            case Intrinsic.InstrumentationName:
                CollectScopes(scan, spans, scope => Value.FromText(Encoding.UTF8.GetBytes(scope.Name)), values);
                break;
            case Intrinsic.InstrumentationVersion:
                CollectScopes(scan, spans, scope => Value.FromText(Encoding.UTF8.GetBytes(scope.Version)), values);
                break;
            case Intrinsic.TraceDuration or Intrinsic.TraceRootName or Intrinsic.TraceRootService:
                CollectTraces(scan.Rows, spans, intrinsic, values);
                break;
        }
    }

    private static void CollectTexts(RowGroupScan scan, Bitmap spans, DenseText column, ValueCollector values)
    {
        var rows = ElementRows.Rent(scan, DenseColumns.TableOf(column), spans);
        var texts = DenseColumns.Read(scan, column);
        var seen = values.SeenCodesOf(texts.Dictionary);
        var codes = texts.Codes;
        for (var row = rows.Next(0); row >= 0; row = rows.Next(row + 1))
            values.AddCode(texts, codes[row], areRaw: false, seen);
        scan.Pool.Return(rows);
    }

    private static void CollectNumbers(ReadOnlySpan<long> numbers, Bitmap rows, ValueCollector values)
    {
        for (var row = rows.Next(0); row >= 0; row = rows.Next(row + 1))
            values.Add(Value.FromInteger(numbers[row]));
    }

    private static void CollectTraces(RowGroup rows, Bitmap spans, Intrinsic field, ValueCollector values)
    {
        var firstRows = rows.TraceFirstRows;
        for (var trace = 0; trace < rows.TraceCount; trace++)
        {
            if (spans.Next(firstRows[trace], firstRows[trace + 1]) < 0)
                continue;
            var root = rows.TraceRootRows[trace];
            values.Add(field switch
            {
                Intrinsic.TraceDuration => Value.FromInteger(TraceFields.Duration(rows, trace)),
                Intrinsic.TraceRootName => Value.FromText(root < 0 ? default : rows.Texts(SpanText.Name)[root]),
                _ => Value.FromText(Encoding.UTF8.GetBytes(TraceFields.RootService(rows, trace))),
            });
        }
    }
}
