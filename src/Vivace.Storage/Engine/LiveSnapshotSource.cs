using Vivace.Core;
using Vivace.Otlp.Wire;
using Vivace.Storage.Live;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Engine;

/// <summary>Live data, or traces that were put together.</summary>
internal sealed class LiveSnapshotSource(LiveView view) : SnapshotSource
{
    public override SharedTraces.Place Place => new(
        null,
        () => view.Index,
        view.Slices.Count == 0 ? ulong.MaxValue : view.Slices.Min(static slice => slice.MinStart),
        view.Slices.Count == 0 ? 0 : view.Slices.Max(static slice => slice.MaxEnd));

    public override IEnumerable<(int Trace, TraceId Id)> ReadIds(List<int> traces) =>
        traces.Select(trace => (trace, view.Columns.Traces[view.Order.Traces[trace].Ordinal]));

    public override void WriteTraces(List<int> traces, ProtoWriter output)
    {
        using var writer = new OtlpTraceWriter();
        foreach (var trace in traces)
        {
            var entry = view.Order.Traces[trace];
            var rows = view.Order.Rows.AsMemory(entry.FirstPosition, entry.RowCount);
            writer.Write(new LiveSpanSource(view.Columns, rows), 0, entry.RowCount, output);
        }
    }

    public override void AddHandles(List<RowGroupHandle> handles, IReadOnlySet<int> excluded)
    {
        foreach (var slice in view.Slices)
            handles.Add(new LiveRowGroupHandle(view, slice, Within(excluded, slice.FirstTrace, slice.TraceCount)));
    }
}
