using Vivace.Query.Rows;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Filters;

/// <summary>Any condition, evaluated row by row on the rows that are left: arithmetic, fields against fields, and
/// whatever else has no column-wise way.</summary>
internal sealed class RowCondition(FieldExpression expression, PatternTests patterns) : Condition
{
    /// <summary>So much dearer than a whole column that it always goes last.</summary>
    private const double CostPerRow = 1_000;

    public override double EstimateCost(RowGroupScan scan) => 1e9 + CostPerRow * scan.Rows.RowCount;

    public override void Narrow(RowGroupScan scan, Bitmap rows)
    {
        var condition = new RowExpressionBuilder(scan, patterns).BuildClosed(expression);
        var checkpoint = new Checkpoint(scan.Cancellation);
        for (var row = rows.Next(0); row >= 0; row = rows.Next(row + 1))
        {
            checkpoint.Pass();
            if (!condition.Read(RowPosition.OfSpan(row)).IsTrue)
                rows.ClearRange(row, row + 1);
        }
    }
}
