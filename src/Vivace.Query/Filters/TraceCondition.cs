using System.Text;
using Vivace.Query.Values;
using Vivace.Storage.RowGroups;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Filters;

/// <summary>A condition on a field of the whole trace: asked once per trace, from the trace table.</summary>
internal sealed class TraceCondition(Intrinsic field, ValueTest test) : Condition
{
    public override double EstimateCost(RowGroupScan scan) =>
        1 + scan.Rows.TraceCount * (field == Intrinsic.TraceDuration ? 2 : 20 + (test.Texts?.CostPerValue ?? 0));

    public override void Narrow(RowGroupScan scan, Bitmap rows)
    {
        var firstRows = scan.Rows.TraceFirstRows;
        for (var trace = 0; trace < scan.Rows.TraceCount; trace++)
        {
            var first = firstRows[trace];
            var end = firstRows[trace + 1];
            if (rows.Next(first, end) >= 0 && !Holds(scan.Rows, trace))
                rows.ClearRange(first, end);
        }
    }

    private bool Holds(RowGroup rows, int trace)
    {
        switch (field)
        {
            case Intrinsic.TraceDuration:
                return test.Durations.Contains(TraceFields.Duration(rows, trace));
            case Intrinsic.TraceId:
                Span<byte> digits = stackalloc byte[32];
                return test.Matches(Value.FromText(HexText.Write(rows.TraceIds[trace], digits)));
            case Intrinsic.TraceRootName:
                return HoldsForRootName(rows, trace);
            default:
                return test.Matches(Value.FromText(Encoding.UTF8.GetBytes(TraceFields.RootService(rows, trace))));
        }
    }

    private bool HoldsForRootName(RowGroup rows, int trace)
    {
        var root = rows.TraceRootRows[trace];
        if (root < 0 || test.Texts is null)
            return test.Matches(Value.FromText(default));

        var names = rows.Texts(SpanText.Name);
        if (!names.Dictionary.IsDistinct)
            return test.Texts.Matches(names[root]);

        var memo = test.Texts.MemoOf(names.Dictionary);
        return memo.IsMatch(memo.States, names.Codes[root]);
    }
}
