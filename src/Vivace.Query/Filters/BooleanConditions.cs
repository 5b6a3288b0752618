using System.Buffers;

namespace Vivace.Query.Filters;

/// <summary>All operands hold. Cheap operands go first, each sees only the rows that are left.</summary>
internal sealed class AndCondition(Condition[] operands) : Condition
{
    public override double EstimateCost(RowGroupScan scan)
    {
        // One operand that is answered at once may save the others; what they cost together is the upper bound.
        var cost = 0.0;
        foreach (var operand in operands)
            cost += operand.EstimateCost(scan);
        return cost;
    }

    public override void Narrow(RowGroupScan scan, Bitmap rows)
    {
        var costs = ArrayPool<double>.Shared.Rent(operands.Length);
        for (var i = 0; i < operands.Length; i++)
            costs[i] = operands[i].EstimateCost(scan);
        try
        {
            for (var done = 0; done < operands.Length && rows.Any(); done++)
            {
                var cheapest = 0;
                for (var i = 1; i < operands.Length; i++)
                {
                    if (costs[i] < costs[cheapest])
                        cheapest = i;
                }

                operands[cheapest].Narrow(scan, rows);
                costs[cheapest] = double.PositiveInfinity;
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(costs);
        }
    }
}

/// <summary>Some operand holds. Later operands see only the rows that no earlier one took.</summary>
internal sealed class OrCondition(Condition[] operands) : Condition
{
    public override double EstimateCost(RowGroupScan scan)
    {
        var cost = 0.0;
        foreach (var operand in operands)
            cost += operand.EstimateCost(scan);
        return cost;
    }

    public override void Narrow(RowGroupScan scan, Bitmap rows)
    {
        var found = scan.Pool.Rent(rows.Length);
        var left = scan.Pool.Rent(rows.Length);
        foreach (var operand in operands)
        {
            left.CopyFrom(rows);
            left.AndNot(found);
            if (!left.Any())
                break;
            operand.Narrow(scan, left);
            found.Or(left);
        }

        rows.CopyFrom(found);
        scan.Pool.Return(left);
        scan.Pool.Return(found);
    }
}

/// <summary>The operand is not true. Right for operands that are true or false but never without value.</summary>
internal sealed class NotCondition(Condition operand) : Condition
{
    /// <summary>What must not hold.</summary>
    public Condition Operand => operand;

    public override double EstimateCost(RowGroupScan scan) => operand.EstimateCost(scan);

    public override void Narrow(RowGroupScan scan, Bitmap rows)
    {
        var holds = scan.Pool.RentCopy(rows);
        operand.Narrow(scan, holds);
        rows.AndNot(holds);
        scan.Pool.Return(holds);
    }
}
