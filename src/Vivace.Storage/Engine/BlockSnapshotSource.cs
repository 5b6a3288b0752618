using Microsoft.Extensions.Logging;
using Vivace.Core;
using Vivace.Otlp.Wire;
using Vivace.Storage.Blocks;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Engine;

/// <summary>A leased block.</summary>
internal sealed class BlockSnapshotSource(StoredBlock block, BlockFile file, ContextCache cache, ILogger logger) : SnapshotSource
{
    private ulong[]? _index;

    /// <summary>The block.</summary>
    public StoredBlock Block => block;

    public override SharedTraces.Place Place => new(
        block.Meta.BlockId,
        () => _index ??= Guard(() => block.Index(file)),
        block.Meta.MinStart,
        block.Meta.MaxEnd);

    public override IEnumerable<(int Trace, TraceId Id)> ReadIds(List<int> traces) => Guard(() =>
    {
        var ids = new List<(int Trace, TraceId Id)>(traces.Count);
        foreach (var byGroup in traces.Select(trace => (trace, file.Locate(trace))).GroupBy(static place => place.Item2.RowGroup))
        {
            using var group = new BlockRowGroup(file, byGroup.Key, []);
            foreach (var (trace, place) in byGroup)
                ids.Add((trace, group.TraceIds[place.Trace]));
        }

        return ids;
    });

    public override void WriteTraces(List<int> traces, ProtoWriter output) => Guard(() =>
    {
        using var writer = new OtlpTraceWriter();
        foreach (var byGroup in traces.Select(file.Locate).GroupBy(static place => place.RowGroup))
        {
            using var group = new BlockRowGroup(file, byGroup.Key, []);
            var first = byGroup.First().Trace;
            var source = new BlockSpanSource(group, first, group.TraceCount - first);
            foreach (var (_, trace) in byGroup)
            {
                var firstRow = group.TraceFirstRows[trace];
                writer.Write(source, firstRow, group.TraceFirstRows[trace + 1] - firstRow, output);
            }
        }

        return true;
    });

    public override void AddHandles(List<RowGroupHandle> handles, IReadOnlySet<int> excluded)
    {
        for (var number = 0; number < file.Footer.RowGroups.Count; number++)
        {
            var entry = file.Footer.RowGroups[number];
            handles.Add(new BlockRowGroupHandle(
                block, file, number, Within(excluded, entry.FirstTraceNumber, entry.TraceCount), cache, logger));
        }
    }

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is BlockCorruptedException or IOException)
        {
            throw new DamagedSourceException(block, exception);
        }
    }
}

/// <summary>A block turned out to be damaged while a snapshot was taken.</summary>
internal sealed class DamagedSourceException(StoredBlock block, Exception cause) : Exception(cause.Message, cause)
{
    /// <summary>The block.</summary>
    public StoredBlock Block { get; } = block;
}
