using Vivace.Query.Filters;
using Vivace.Query.Rows;
using Vivace.Query.Values;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Metrics;

/// <summary>A text that every span has.</summary>
internal sealed class TextKeys(DistinctValues values, DenseText field) : KeyColumn(values)
{
    private readonly CodeIds _codes = new(values);

    public override void Read(RowGroupScan scan, ReadOnlySpan<int> rows, Span<int> ids)
    {
        var texts = DenseColumns.Read(scan, field);
        _codes.Use(texts.Dictionary, areRaw: false);
        if (RowLists.TrySlice(texts.Codes, rows, out var ofRows))
        {
            for (var i = 0; i < ofRows.Length; i++)
                ids[i] = _codes[ofRows[i]];
            return;
        }

        var codes = texts.Codes;
        for (var i = 0; i < rows.Length; i++)
            ids[i] = _codes[codes[rows[i]]];
    }
}

/// <summary>A number that every span has.</summary>
internal sealed class NumberKeys(DistinctValues values, DenseNumber field, ValueKind kind) : KeyColumn(values)
{
    public override void Read(RowGroupScan scan, ReadOnlySpan<int> rows, Span<int> ids)
    {
        var numbers = DenseColumns.Read(scan, field);
        var known = (Number: 0L, Id: -1); // neighbours are often alike
        for (var i = 0; i < rows.Length; i++)
        {
            var number = field == DenseNumber.Duration ? Math.Max(0, numbers[rows[i]]) : numbers[rows[i]];
            if (known.Id < 0 || number != known.Number)
                known = (number, Values.IdOf(Value.FromNumber(kind, number)));
            ids[i] = known.Id;
        }
    }
}

/// <summary>A field of the whole trace, read once for each.</summary>
internal sealed class TraceKeys(DistinctValues values, FieldExpression field, PatternTests patterns) : KeyColumn(values)
{
    public override void Read(RowGroupScan scan, ReadOnlySpan<int> rows, Span<int> ids)
    {
        var expression = new RowExpressionBuilder(scan, patterns).BuildValue(field);
        var firstRows = scan.Rows.TraceFirstRows;
        var trace = 0;
        var id = -1;
        for (var i = 0; i < rows.Length; i++)
        {
            if (id < 0 || rows[i] >= firstRows[trace + 1])
            {
                while (rows[i] >= firstRows[trace + 1])
                    trace++;
                id = Values.IdOf(expression.Read(RowPosition.OfSpan(rows[i])));
            }

            ids[i] = id;
        }
    }
}

/// <summary>Any field, read span by span.</summary>
internal sealed class RowKeys(DistinctValues values, FieldExpression field, PatternTests patterns) : KeyColumn(values)
{
    public override void Read(RowGroupScan scan, ReadOnlySpan<int> rows, Span<int> ids)
    {
        var expression = new RowExpressionBuilder(scan, patterns).BuildValue(field);
        var checkpoint = new Checkpoint(scan.Cancellation);
        for (var i = 0; i < rows.Length; i++)
        {
            checkpoint.Pass();
            ids[i] = Values.IdOf(expression.Read(RowPosition.OfSpan(rows[i])));
        }
    }
}
