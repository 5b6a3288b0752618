using Vivace.Core;
using Vivace.Otlp.Wire;
using Vivace.Query.Filters;
using Vivace.Query.Planning;
using Vivace.Storage;
using Vivace.Storage.Live;
using Vivace.Store;

namespace Vivace.Query.Lookup;

/// <summary>Leaves of a found trace the spans that a filter wants.</summary>
internal static class TraceSpanSelection
{
    /// <summary>Applies a filter to a whole trace.</summary>
    /// <param name="id">The trace.</param>
    /// <param name="trace">All of it.</param>
    /// <param name="filter">Which spans are wanted.</param>
    /// <param name="cancellationToken">Stops before the next step.</param>
    /// <exception cref="QueryException">Evaluation failed.</exception>
    public static FindTraceResult Apply(
        TraceId id, StoredTrace trace, TraceSpanFilter filter, CancellationToken cancellationToken)
    {
        // One source, so that what was repeated within a request stays repeated.
        var live = new LiveBlock();
        live.Append(trace.TracesData.Span);
        cancellationToken.ThrowIfCancellationRequested();
        var wanted = FindWanted(live, filter, cancellationToken);

        using var output = new ProtoWriter(trace.TracesData.Length);
        var spanCount = live.WriteTrace(id, row => wanted[row], output);
        return new FindTraceResult(output.Written.ToArray(), spanCount, (ulong)trace.InspectedBytes, trace.PartialReason)
        {
            FilteredSpanCount = trace.SpanCount - spanCount,
        };
    }

    private static Bitmap FindWanted(LiveBlock live, TraceSpanFilter filter, CancellationToken cancellationToken)
    {
        using var snapshot = live.OpenSnapshot();
        using var rows = snapshot.RowGroups[0].Open(); // a trace is never cut
        using var scan = new RowGroupScan(rows, new BitmapPool(), cancellationToken);
        var matched = scan.RentAnsweredRows();
        SearchPlanner.PlanFilter(filter.Condition).Narrow(scan, matched);
        cancellationToken.ThrowIfCancellationRequested();

        var wanted = new Bitmap();
        wanted.Reset(rows.RowCount);
        wanted.CopyFrom(matched);
        AddDescendants(wanted, matched, rows.ParentRows, filter.DescendantLevels);
        AddAncestors(wanted, matched, rows.ParentRows, filter.AncestorLevels);
        return wanted;
    }

    /// <summary>Parents stand before their children: one pass down counts the levels to the nearest match above.</summary>
    private static void AddDescendants(Bitmap wanted, Bitmap matched, ReadOnlySpan<int> parents, int levels)
    {
        if (levels == 0)
            return;

        var most = levels < 0 ? int.MaxValue : levels;
        var left = new int[parents.Length]; // levels still to add below the row
        for (var row = 0; row < parents.Length; row++)
        {
            if (matched[row])
                left[row] = most;
            else if (parents[row] >= 0 && left[parents[row]] > 0)
                left[row] = left[parents[row]] - 1;
            else
                continue;
            wanted.Set(row);
        }
    }

    private static void AddAncestors(Bitmap wanted, Bitmap matched, ReadOnlySpan<int> parents, int levels)
    {
        if (levels == 0)
            return;

        var most = levels < 0 ? int.MaxValue : levels;
        var left = new int[parents.Length]; // levels still to add above the row
        for (var row = parents.Length - 1; row >= 0; row--)
        {
            if (matched[row])
                left[row] = most;
            var parent = parents[row];
            if (left[row] == 0 || parent < 0)
                continue;
            left[parent] = Math.Max(left[parent], left[row] - 1);
            wanted.Set(parent);
        }
    }
}
