using Vivace.Core;
using Vivace.Otlp.Wire;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Engine;

/// <summary>A place where traces lie: what a snapshot is made of.</summary>
internal abstract class SnapshotSource
{
    /// <summary>What it has, for finding traces that lie elsewhere, too.</summary>
    public abstract SharedTraces.Place Place { get; }

    /// <summary>Reads the ids of traces.</summary>
    /// <param name="traces">Their numbers here.</param>
    public abstract IEnumerable<(int Trace, TraceId Id)> ReadIds(List<int> traces);

    /// <summary>Writes traces as OTLP.</summary>
    /// <param name="traces">Their numbers here, ascending.</param>
    /// <param name="output">Receives them.</param>
    public abstract void WriteTraces(List<int> traces, ProtoWriter output);

    /// <summary>Adds its row groups to a snapshot.</summary>
    /// <param name="handles">Where they are added.</param>
    /// <param name="excluded">Traces that are answered elsewhere.</param>
    public abstract void AddHandles(List<RowGroupHandle> handles, IReadOnlySet<int> excluded);

    /// <summary>The excluded traces of one row group, counted from its first.</summary>
    protected static int[] Within(IReadOnlySet<int> excluded, int firstTrace, int traceCount)
    {
        if (excluded.Count == 0)
            return [];
        var within = excluded.Where(trace => trace >= firstTrace && trace < firstTrace + traceCount)
            .Select(trace => trace - firstTrace)
            .ToArray();
        Array.Sort(within);
        return within;
    }
}
