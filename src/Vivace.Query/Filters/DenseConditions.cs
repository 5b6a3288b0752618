namespace Vivace.Query.Filters;

/// <summary>A condition on numbers that every row has.</summary>
internal sealed class DenseNumberCondition(DenseNumber column, NumberRange range) : Condition
{
    private readonly NumberRange _range = column == DenseNumber.Duration ? ClampNegatives(range) : range;

    public override double EstimateCost(RowGroupScan scan)
    {
        if (_range.IsEmpty)
            return 0;
        var perRow = column is DenseNumber.ChildCount ? 3 : column >= DenseNumber.NestedSetLeft ? 6 : 0.3;
        return 1 + perRow * scan.Rows.RowCount;
    }

    public override void Narrow(RowGroupScan scan, Bitmap rows)
    {
        if (_range.IsEmpty)
        {
            rows.Clear();
            return;
        }

        var found = scan.Pool.Rent(rows.Length);
        RangeKernel.Select(DenseColumns.Read(scan, column), _range, found.Words);
        if (rows.Length > 0)
            found.TrimTail();
        rows.And(found);
        scan.Pool.Return(found);
    }

    /// <summary>A span that ends before it starts has duration 0.</summary>
    private static NumberRange ClampNegatives(NumberRange range)
    {
        if (range == NumberRange.All || range.IsEmpty)
            return range;
        if (range.Outside)
        {
            // Zero among the excluded takes all negative numbers with it; otherwise none of them is excluded.
            if (range.Low <= 0 && range.High >= 0)
                return range with { Low = long.MinValue };
            return range.High < 0 ? NumberRange.All : range with { Low = Math.Max(range.Low, 0) };
        }

        if (range.Low <= 0 && range.High >= 0)
            return range with { Low = long.MinValue };
        return range.High < 0 ? NumberRange.None : range;
    }
}

/// <summary>A condition on texts that every row has.</summary>
internal sealed class DenseTextCondition(DenseText column, TextTest test) : Condition
{
    public override double EstimateCost(RowGroupScan scan) =>
        1 + scan.RowCountOf(DenseColumns.TableOf(column)) * (test.Single is null ? 2 + test.CostPerValue * 0.05 : 0.5);

    public override void Narrow(RowGroupScan scan, Bitmap rows)
    {
        var texts = DenseColumns.Read(scan, column);
        var codes = texts.Codes;
        var dictionary = texts.Dictionary;
        var found = scan.Pool.Rent(rows.Length);
        if (dictionary.IsDistinct && test.Single is { } single)
        {
            var code = test.MemoOf(dictionary).FindCode(single.Span);
            if (code >= 0)
                RangeKernel.SelectEqual(codes, code, found.Words);
            if (test.IsNegated)
                ColumnSelection.Invert(found);
        }
        else if (dictionary.IsDistinct)
        {
            var memo = test.MemoOf(dictionary);
            var states = memo.States;
            for (var row = rows.Next(0); row >= 0; row = rows.Next(row + 1))
            {
                if (memo.IsMatch(states, codes[row]))
                    found.Set(row);
            }
        }
        else
        {
            for (var row = rows.Next(0); row >= 0; row = rows.Next(row + 1))
            {
                if (test.Matches(dictionary[codes[row]]))
                    found.Set(row);
            }
        }

        rows.And(found);
        scan.Pool.Return(found);
    }
}

/// <summary>Equality of the parent's id with a constant; zero is the parent of roots.</summary>
internal sealed class ParentIdCondition(ulong wanted) : Condition
{
    public override double EstimateCost(RowGroupScan scan) => 5.0 * scan.Rows.RowCount;

    public override void Narrow(RowGroupScan scan, Bitmap rows)
    {
        for (var row = rows.Next(0); row >= 0; row = rows.Next(row + 1))
        {
            if (scan.Rows.ParentId(row) != wanted)
                rows.ClearRange(row, row + 1);
        }
    }
}
