using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Vivace.Core;
using Vivace.Otlp.Wire;
using Vivace.Storage.Blocks;
using Vivace.Storage.Live;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Engine;

/// <summary>Live data and leased blocks of one tenant, each trace answered by exactly one row group.</summary>
internal sealed class EngineSnapshot : StorageSnapshot
{
    private readonly List<StoredBlock> _leased = [];
    private readonly List<RowGroupHandle> _handles = [];
    private readonly HashSet<StoredBlock> _unreadable = [];
    private readonly ILogger _logger;
    private string? _partialReason;

    private EngineSnapshot(ILogger logger) => _logger = logger;

    /// <inheritdoc/>
    public override IReadOnlyList<RowGroupHandle> RowGroups => _handles;

    /// <inheritdoc/>
    public override int BlockCount => _leased.Count;

    /// <inheritdoc/>
    public override long BlockBytes => _leased.Sum(static block => block.Meta.SizeBytes);

    /// <inheritdoc/>
    public override string? PartialReason => _partialReason;

    /// <summary>Takes a snapshot.</summary>
    /// <param name="tenant">Whose data.</param>
    /// <param name="range">Blocks outside it are left out.</param>
    /// <param name="shared">Finds traces that lie in several places.</param>
    /// <param name="reach">Places further apart than this are taken not to share traces.</param>
    /// <param name="logger">Where damage is told.</param>
    public static EngineSnapshot Open(
        TenantStore tenant, TimeRange range, SharedTraces shared, TimeSpan reach, ILogger logger)
    {
        var snapshot = new EngineSnapshot(logger);
        try
        {
            while (!snapshot.TryFill(tenant, range, shared, reach))
            {
                // A block turned out to be damaged and was set aside: the rest answers. Or one was merged and removed meanwhile.
            }

            return snapshot;
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            ReleaseAll();

        base.Dispose(disposing);
    }

    private void ReleaseAll()
    {
        foreach (var block in _leased)
            block.Release();
        _leased.Clear();
    }

    private bool TryFill(TenantStore tenant, TimeRange range, SharedTraces shared, TimeSpan reach)
    {
        ReleaseAll();
        _handles.Clear();
        var (live, blocks) = tenant.Snapshot();
        var sources = new List<ISource>();
        foreach (var block in live)
        {
            if (block.RowCount > 0)
                sources.Add(new LiveSource(block.View()));
        }

        foreach (var block in blocks)
        {
            if (_unreadable.Contains(block) || !range.Overlaps(block.Meta.MinStart, block.Meta.MaxEnd))
                continue;
            if (!TryLease(block, out var file))
                return false;
            if (file is not null)
                sources.Add(new BlockSource(block, file, _logger));
        }

        var excluded = new HashSet<int>[sources.Count];
        try
        {
            if (sources.Count > 1)
                AssembleShared(sources, excluded, shared, (ulong)reach.TotalNanoseconds);
        }
        catch (DamagedSourceException damage)
        {
            Leave(damage.Block, damage.Message, isDamaged: true);
            return false;
        }

        for (var i = 0; i < sources.Count; i++)
            sources[i].AddHandles(_handles, excluded[i] ?? []);
        _handles.Sort(static (left, right) => right.MaxStart.CompareTo(left.MaxStart));
        return true;
    }

    /// <summary>Leaves a block out of the snapshot.</summary>
    private void Leave(StoredBlock block, string reason, bool isDamaged)
    {
        _unreadable.Add(block);
        if (isDamaged && block.SetAside(reason))
            StorageLog.BlockSetAside(_logger, block.Folder, reason);
        _partialReason = $"block {block.Meta.BlockId} cannot be read: {reason}";
    }

    /// <summary>Leases a block; without a file when it cannot be read.</summary>
    /// <returns>False when the block is gone and the tenant has another in its place.</returns>
    private bool TryLease(StoredBlock block, out BlockFile? file)
    {
        file = null;
        try
        {
            file = block.Lease();
            if (file is null)
                return false;
            _leased.Add(block);
        }
        catch (Exception exception) when (exception is BlockCorruptedException or IOException or UnauthorizedAccessException)
        {
            Leave(block, exception.Message, exception is BlockCorruptedException);
        }

        return true;
    }

    /// <summary>Puts the traces that lie in several sources together in live columns of their own.</summary>
    private void AssembleShared(List<ISource> sources, HashSet<int>[] excluded, SharedTraces shared, ulong reach)
    {
        var candidates = shared.Find([.. sources.Select(static source => source.Place)], reach);
        var places = new Dictionary<TraceId, List<(int Source, int Trace)>>();
        for (var i = 0; i < sources.Count; i++)
        {
            foreach (var (trace, id) in sources[i].ReadIds(candidates[i]))
            {
                ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(places, id, out _);
                (list ??= []).Add((i, trace));
            }
        }

        var bySource = new List<int>[sources.Count];
        foreach (var list in places.Values)
        {
            if (list.Count < 2)
                continue;
            foreach (var (source, trace) in list)
            {
                (excluded[source] ??= []).Add(trace);
                (bySource[source] ??= []).Add(trace);
            }
        }

        var assembled = new LiveBlock();
        for (var i = 0; i < sources.Count; i++)
        {
            if (bySource[i] is not { } traces)
                continue;
            traces.Sort();
            using var output = new ProtoWriter();
            sources[i].WriteTraces(traces, output);
            assembled.Append(output.Written);
        }

        if (assembled.RowCount > 0)
            new LiveSource(assembled.View()).AddHandles(_handles, []);
    }

    /// <summary>A place where traces lie.</summary>
    private interface ISource
    {
        SharedTraces.Place Place { get; }

        IEnumerable<(int Trace, TraceId Id)> ReadIds(List<int> traces);

        /// <summary>Writes traces (ascending numbers) as OTLP.</summary>
        void WriteTraces(List<int> traces, ProtoWriter output);

        void AddHandles(List<RowGroupHandle> handles, HashSet<int> excluded);
    }

    private sealed class LiveSource(LiveView view) : ISource
    {
        public SharedTraces.Place Place => new(
            null,
            () => view.Index,
            view.Slices.Count == 0 ? ulong.MaxValue : view.Slices.Min(static slice => slice.MinStart),
            view.Slices.Count == 0 ? 0 : view.Slices.Max(static slice => slice.MaxEnd));

        public IEnumerable<(int Trace, TraceId Id)> ReadIds(List<int> traces) =>
            traces.Select(trace => (trace, view.Columns.Traces[view.Order.Traces[trace].Ordinal]));

        public void WriteTraces(List<int> traces, ProtoWriter output)
        {
            using var writer = new OtlpTraceWriter();
            foreach (var trace in traces)
            {
                var entry = view.Order.Traces[trace];
                var rows = view.Order.Rows.AsMemory(entry.FirstPosition, entry.RowCount);
                writer.Write(new LiveSpanSource(view.Columns, rows), 0, entry.RowCount, output);
            }
        }

        public void AddHandles(List<RowGroupHandle> handles, HashSet<int> excluded)
        {
            foreach (var slice in view.Slices)
                handles.Add(new LiveRowGroupHandle(view, slice, Within(excluded, slice.FirstTrace, slice.TraceCount)));
        }
    }

    private sealed class BlockSource(StoredBlock block, BlockFile file, ILogger logger) : ISource
    {
        private ulong[]? _index;

        public SharedTraces.Place Place => new(
            block.Meta.BlockId,
            () => _index ??= Guard(() => block.Index(file)),
            block.Meta.MinStart,
            block.Meta.MaxEnd);

        public IEnumerable<(int Trace, TraceId Id)> ReadIds(List<int> traces) => Guard(() =>
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

        public void WriteTraces(List<int> traces, ProtoWriter output) => Guard(() =>
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

        public void AddHandles(List<RowGroupHandle> handles, HashSet<int> excluded)
        {
            for (var number = 0; number < file.Footer.RowGroups.Count; number++)
            {
                var entry = file.Footer.RowGroups[number];
                handles.Add(new BlockRowGroupHandle(
                    block, file, number, Within(excluded, entry.FirstTraceNumber, entry.TraceCount), logger));
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

    /// <summary>A block turned out to be damaged while the snapshot was taken.</summary>
    private sealed class DamagedSourceException(StoredBlock block, Exception cause) : Exception(cause.Message, cause)
    {
        public StoredBlock Block { get; } = block;
    }

    private static int[] Within(HashSet<int> excluded, int firstTrace, int traceCount)
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
