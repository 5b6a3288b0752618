using Vivace.Core;
using Vivace.Query.Filters;
using Vivace.Query.Metrics;
using Vivace.Query.Naming;
using Vivace.Storage.RowGroups;

namespace Vivace.Query.Structure;

/// <summary>Merges traces of row groups into one tree. Used by one thread at a time.</summary>
internal sealed class StructureWorker
{
    private const long StatusError = 2;

    private readonly int _maxLevels;
    private readonly ResourceMemo _services;
    private readonly CodeIds _names;
    private int[] _nodes = []; // by row: its node; -1 too deep
    private int[] _levels = [];
    private ulong[] _covered = []; // by row: what its children cover of it
    private ulong[] _coveredTo = []; // by row: where what the children so far cover ends

    public StructureWorker(int maxLevels, MemoryBudget budget)
    {
        _maxLevels = maxLevels;
        Tree = new StructureTree(budget);
        _services = new ResourceMemo(resource => Names.Of(resource, "service.name"));
        _names = new CodeIds(Names.Values);
    }

    /// <summary>Names of services and spans.</summary>
    public NameTable Names { get; } = new();

    /// <summary>What was merged.</summary>
    public StructureTree Tree { get; }

    /// <summary>Traces merged.</summary>
    public int Traces { get; private set; }

    /// <summary>Spans left out because of their level.</summary>
    public long SpansTooDeep { get; private set; }

    /// <summary>Merges the traces of a row group that were chosen.</summary>
    public void Visit(RowGroupScan scan, HashSet<TraceId> chosen, Bitmap answered)
    {
        var rows = scan.Rows;
        var ids = rows.TraceIds;
        for (var trace = 0; trace < ids.Length; trace++)
        {
            if (!chosen.Contains(ids[trace]) || !answered[rows.TraceFirstRows[trace]])
                continue;
            scan.Cancellation.ThrowIfCancellationRequested();
            Reserve(rows.RowCount);
            MeasureSelfTimes(rows, trace);
            Merge(rows, trace);
            Traces++;
        }
    }

    private void Reserve(int rows)
    {
        if (_nodes.Length >= rows)
            return;
        (_nodes, _levels) = (new int[rows], new int[rows]);
        (_covered, _coveredTo) = (new ulong[rows], new ulong[rows]);
    }

    /// <summary>Siblings come by start, so one pass in row order finds what each parent's children cover together.</summary>
    private void MeasureSelfTimes(RowGroup rows, int trace)
    {
        var starts = rows.Numbers(SpanNumber.Start);
        var lengths = rows.Numbers(SpanNumber.EndLessStart);
        var parents = rows.ParentRows;
        for (var row = rows.TraceFirstRows[trace]; row < rows.TraceFirstRows[trace + 1]; row++)
        {
            var start = (ulong)starts[row];
            (_covered[row], _coveredTo[row]) = (0, start);
            var parent = parents[row];
            if (parent < 0 || lengths[row] <= 0)
                continue;
            var from = Math.Max(start, _coveredTo[parent]);
            var to = Math.Min(start + (ulong)lengths[row], (ulong)starts[parent] + (ulong)Math.Max(0, lengths[parent]));
            if (to <= from)
                continue;
            _covered[parent] += to - from;
            _coveredTo[parent] = to;
        }
    }

    private void Merge(RowGroup rows, int trace)
    {
        var serviceOf = _services.Read(rows.Resources);
        var resources = rows.ResourceIndexes;
        var names = rows.Texts(SpanText.Name);
        var codes = names.Codes;
        _names.Use(names.Dictionary, areRaw: false);
        var lengths = rows.Numbers(SpanNumber.EndLessStart);
        var kinds = rows.Numbers(SpanNumber.Kind);
        var statuses = rows.Numbers(SpanNumber.StatusCode);
        var parents = rows.ParentRows;
        var example = new StructureExample(rows.TraceStarts[trace], rows.TraceIds[trace]);
        for (var row = rows.TraceFirstRows[trace]; row < rows.TraceFirstRows[trace + 1]; row++)
        {
            var parent = parents[row];
            _levels[row] = parent < 0 ? 1 : _levels[parent] + 1;
            if (_levels[row] > _maxLevels)
            {
                SpansTooDeep++;
                continue;
            }

            var key = new StructureKey(serviceOf[resources[row]], _names[codes[row]], (int)Math.Clamp(kinds[row], 0, int.MaxValue));
            _nodes[row] = Tree.GetOrAdd(parent < 0 ? -1 : _nodes[parent], key);
            var length = Math.Max(0, lengths[row]);
            Tree.Add(_nodes[row], length, length - (long)_covered[row], statuses[row] == StatusError, example);
        }
    }
}
