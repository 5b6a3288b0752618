using Vivace.Query.Filters;
using Vivace.Query.Rows;
using Vivace.Query.Values;
using Vivace.Storage.Columns;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Metrics;

/// <summary>Reads the numbers of one field of spans: the argument of a function over time.</summary>
internal sealed class NumberColumn(FieldExpression field, PatternTests patterns)
{
    /// <summary>True for fields that are durations by nature.</summary>
    public bool IsDuration { get; } = field is IntrinsicExpression
    {
        Intrinsic: Intrinsic.Duration or Intrinsic.TraceDuration or Intrinsic.EventTimeSinceStart,
    };

    /// <summary>True for the span's own duration.</summary>
    public bool IsSpanDuration { get; } = field is IntrinsicExpression { Intrinsic: Intrinsic.Duration };

    /// <summary>Reads the field.</summary>
    /// <param name="scan">The row group.</param>
    /// <param name="rows">The spans, ascending.</param>
    /// <param name="kinds">The type of each span's number; no value for what is missing, no number or NaN.</param>
    /// <param name="numbers">The numbers, doubles as their bits.</param>
    public void Read(RowGroupScan scan, ReadOnlySpan<int> rows, Span<ValueKind> kinds, Span<long> numbers)
    {
        switch (field)
        {
            case IntrinsicExpression { Intrinsic: Intrinsic.Duration }:
                var durations = DenseColumns.Read(scan, DenseNumber.Duration);
                if (RowLists.TrySlice(durations, rows, out var ofRows))
                {
                    for (var i = 0; i < ofRows.Length; i++)
                        numbers[i] = Math.Max(0, ofRows[i]);
                }
                else
                {
                    for (var i = 0; i < rows.Length; i++)
                        numbers[i] = Math.Max(0, durations[rows[i]]);
                }

                kinds.Fill(ValueKind.Duration);
                break;
            case AttributeExpression { Scope: AttributeScope.Span, OfParent: false } attribute:
                kinds.Clear();
                var columns = scan.FindColumns(ColumnTable.Spans, attribute.Name);
                if (columns.Integer is { } integers)
                    ReadColumn(scan.Read(integers), ValueKind.Integer, rows, kinds, numbers);
                if (columns.Double is { } doubles)
                    ReadColumn(scan.Read(doubles), ValueKind.Real, rows, kinds, numbers);
                break;
            default:
                ReadRows(new RowExpressionBuilder(scan, patterns).BuildValue(field), rows, kinds, numbers);
                break;
        }
    }

    private static void ReadColumn(
        AttributeColumn column, ValueKind kind, ReadOnlySpan<int> rows, Span<ValueKind> kinds, Span<long> numbers)
    {
        var entryRows = column.Rows;
        var values = column.Numbers;
        var entry = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            while (entry < entryRows.Length && entryRows[entry] < rows[i])
                entry++;
            if (entry == entryRows.Length)
                return;
            if (entryRows[entry] != rows[i] || kinds[i] != ValueKind.Nil)
                continue;
            if (kind != ValueKind.Real || !double.IsNaN(BitConverter.Int64BitsToDouble(values[entry])))
                (kinds[i], numbers[i]) = (kind, values[entry]);
        }
    }

    private static void ReadRows(RowExpression expression, ReadOnlySpan<int> rows, Span<ValueKind> kinds, Span<long> numbers)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var value = expression.Read(RowPosition.OfSpan(rows[i]));
            var isNumber = value.IsNumeric && !double.IsNaN(value.AsDouble);
            (kinds[i], numbers[i]) = isNumber ? (value.Kind, value.Number) : (ValueKind.Nil, 0);
        }
    }
}
