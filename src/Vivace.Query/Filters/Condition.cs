namespace Vivace.Query.Filters;

/// <summary>A condition on the rows of one table of a row group. Immutable: one instance serves all workers of a query.</summary>
internal abstract class Condition
{
    /// <summary>Rough cost in nanoseconds for one row group, 0 when nothing need be read to answer; orders the operands
    /// of <c>&amp;&amp;</c>.</summary>
    public abstract double EstimateCost(RowGroupScan scan);

    /// <summary>Removes the rows for which the condition is not true.</summary>
    /// <param name="scan">The row group.</param>
    /// <param name="rows">The rows still in question.</param>
    public abstract void Narrow(RowGroupScan scan, Bitmap rows);
}

/// <summary>True or false for every row.</summary>
internal sealed class ConstantCondition(bool value) : Condition
{
    /// <summary>Every row.</summary>
    public static ConstantCondition All { get; } = new(true);

    /// <summary>No row.</summary>
    public static ConstantCondition None { get; } = new(false);

    /// <summary>What it is.</summary>
    public bool Value => value;

    public override double EstimateCost(RowGroupScan scan) => 0;

    public override void Narrow(RowGroupScan scan, Bitmap rows)
    {
        if (!value)
            rows.Clear();
    }
}
