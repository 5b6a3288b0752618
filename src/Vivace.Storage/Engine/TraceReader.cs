using Microsoft.Extensions.Logging;
using Vivace.Core;
using Vivace.Otlp.Wire;
using Vivace.Storage.Blocks;
using Vivace.Storage.Live;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Engine;

/// <summary>Opens one trace as rows: where it lies when it lies in one place, put together in live columns when it lies in
/// several.</summary>
internal sealed class TraceReader(TraceId id, TimeRange range, ILogger logger)
{
    private readonly HashSet<StoredBlock> _unreadable = [];
    private long _inspectedBytes;
    private string? _partialReason;

    /// <summary>Reads the trace.</summary>
    /// <param name="tenants">Whose; a trace of several is put together.</param>
    /// <param name="read">Reads its rows; called again when a block cannot be read, without what that block has.</param>
    /// <param name="cancellationToken">Asked between blocks.</param>
    public TraceReading<T> Read<T>(IReadOnlyList<TenantStore> tenants, Func<TraceRows, T> read, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var places = new List<IPlace>();
            try
            {
                if (!TryFind(tenants, places, cancellationToken))
                    continue; // a block was merged and removed meanwhile: its spans lie elsewhere now
                if (places.Count == 0)
                    return new TraceReading<T>(null, _inspectedBytes, _partialReason);
                if (Read(places, read, cancellationToken) is { } value)
                    return new TraceReading<T>(value, _inspectedBytes, _partialReason);
            }
            finally
            {
                foreach (var place in places)
                    place.Dispose();
            }
        }
    }

    private bool TryFind(IReadOnlyList<TenantStore> tenants, List<IPlace> places, CancellationToken cancellationToken)
    {
        foreach (var tenant in tenants)
        {
            using var snapshot = tenant.Snapshot();
            foreach (var block in snapshot.Live)
            {
                if (block.OpenTrace(id) is { } rows)
                    places.Add(new LivePlace(block, rows));
            }

            foreach (var block in snapshot.Blocks)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (range.Overlaps(block.Meta.MinStart, block.Meta.MaxEnd) && !_unreadable.Contains(block) && !TryFind(block, places))
                    return false;
            }
        }

        return true;
    }

    /// <summary>Looks into one block.</summary>
    /// <returns>False when the block is gone.</returns>
    private bool TryFind(StoredBlock block, List<IPlace> places)
    {
        var keepsLease = false;
        var leased = false;
        try
        {
            if (block.Lease() is not { } file)
                return false;
            leased = true;
            foreach (var candidate in file.FindCandidates(id))
            {
                var (rowGroup, trace) = file.Locate(candidate);
                var group = new BlockRowGroup(file, rowGroup, []);
                if (group.TraceIds[trace] == id)
                {
                    places.Add(new BlockPlace(
                        block, new TraceRows(group, trace, rows => new BlockSpanSource(group, rows.Trace, 1))));
                    keepsLease = true;
                    break;
                }

                group.Dispose();
            }
        }
        catch (Exception exception) when (exception is BlockCorruptedException or IOException or UnauthorizedAccessException)
        {
            Leave(block, exception);
        }
        finally
        {
            if (leased && !keepsLease)
                block.Release();
        }

        return true;
    }

    /// <summary>Reads the trace where it lies.</summary>
    /// <returns>Null when a block turned out to be damaged.</returns>
    private T? Read<T>(List<IPlace> places, Func<TraceRows, T> read, CancellationToken cancellationToken)
        where T : class
    {
        if (places.Count == 1)
            return TryRead(places[0], read);

        // Each place is a source of its own: spans that were sent twice stand once.
        var united = new LiveBlock();
        foreach (var place in places)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryRead(place, WriteWhole) is not { } part)
                return null;
            united.Append(part);
        }

        using var rows = united.OpenTrace(id)!;
        return read(rows);
    }

    private T? TryRead<T>(IPlace place, Func<TraceRows, T> read)
        where T : class
    {
        try
        {
            var value = read(place.Rows);
            _inspectedBytes += place.Rows.Rows.BytesRead;
            return value;
        }
        catch (Exception exception) when (exception is BlockCorruptedException or IOException && place is BlockPlace)
        {
            Leave(((BlockPlace)place).Block, exception);
            return null;
        }
    }

    private static byte[] WriteWhole(TraceRows rows)
    {
        using var output = new ProtoWriter();
        rows.WriteSpans([.. Enumerable.Range(rows.FirstRow, rows.EndRow - rows.FirstRow)], output);
        return output.Written.ToArray();
    }

    // What cannot be opened now may be opened later; what is damaged stays damaged.
    private void Leave(StoredBlock block, Exception exception)
    {
        _unreadable.Add(block);
        if (exception is BlockCorruptedException && block.SetAside(exception.Message))
            StorageLog.BlockSetAside(logger, block.Folder, exception.Message);
        _partialReason = $"block {block.Meta.BlockId} cannot be read: {exception.Message}";
    }

    /// <summary>Where the trace, or a part of it, lies.</summary>
    private interface IPlace : IDisposable
    {
        TraceRows Rows { get; }
    }

    private sealed class LivePlace : IPlace
    {
        private readonly LiveBlock _block;

        public LivePlace(LiveBlock block, TraceRows rows)
        {
            _block = block;
            _block.Lease();
            Rows = rows;
        }

        public TraceRows Rows { get; }

        public void Dispose()
        {
            Rows.Dispose();
            _block.Release();
        }
    }

    private sealed record BlockPlace(StoredBlock Block, TraceRows Rows) : IPlace
    {
        public void Dispose()
        {
            Rows.Dispose();
            Block.Release();
        }
    }
}
