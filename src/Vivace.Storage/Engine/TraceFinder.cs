using Microsoft.Extensions.Logging;
using Vivace.Core;
using Vivace.Otlp.Wire;
using Vivace.Storage.Blocks;
using Vivace.Storage.Live;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Engine;

/// <summary>Finds one trace by its id and puts its parts together.</summary>
internal sealed class TraceFinder(ILogger logger)
{
    private readonly List<byte[]> _parts = [];
    private int _spanCount;
    private long _inspectedBytes;
    private string? _partialReason;
    private bool _isOutdated;

    /// <summary>Looks for the trace.</summary>
    /// <returns>What was found; null when a block was removed meanwhile: its spans lie elsewhere now, ask with a new snapshot.</returns>
    public StoredTrace? Find(
        TraceId id,
        TimeRange range,
        IReadOnlyList<LiveBlock> live,
        IReadOnlyList<StoredBlock> blocks,
        CancellationToken cancellationToken)
    {
        using var output = new ProtoWriter();
        foreach (var block in live)
        {
            output.Clear();
            Add(block.WriteTrace(id, output), output);
        }

        foreach (var block in blocks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!range.Overlaps(block.Meta.MinStart, block.Meta.MaxEnd))
                continue;
            output.Clear();
            Add(Read(block, id, output), output);
            if (_isOutdated)
                return null;
        }

        return _parts.Count switch
        {
            0 => new StoredTrace(ReadOnlyMemory<byte>.Empty, 0, _inspectedBytes, _partialReason),
            1 => new StoredTrace(_parts[0], _spanCount, _inspectedBytes, _partialReason),
            _ => Unite(id),
        };
    }

    private void Add(int spanCount, ProtoWriter output)
    {
        if (spanCount == 0)
            return;
        _spanCount += spanCount;
        _parts.Add(output.Written.ToArray());
    }

    private StoredTrace Unite(TraceId id)
    {
        // Each part is a source of its own: spans that were sent twice stand once.
        var united = new LiveBlock();
        foreach (var part in _parts)
            united.Append(part);
        using var output = new ProtoWriter();
        var spanCount = united.WriteTrace(id, output);
        return new StoredTrace(output.Written.ToArray(), spanCount, _inspectedBytes, _partialReason);
    }

    private int Read(StoredBlock block, TraceId id, ProtoWriter output)
    {
        var leased = false;
        try
        {
            if (block.Lease() is not { } file)
            {
                _isOutdated = true;
                return 0;
            }

            leased = true;
            foreach (var candidate in file.FindCandidates(id))
            {
                var (rowGroup, trace) = file.Locate(candidate);
                using var group = new BlockRowGroup(file, rowGroup, []);
                if (group.TraceIds[trace] != id)
                    continue;
                var firstRow = group.TraceFirstRows[trace];
                var rowCount = group.TraceFirstRows[trace + 1] - firstRow;
                using var writer = new OtlpTraceWriter();
                writer.Write(new BlockSpanSource(group, trace, 1), firstRow, rowCount, output);
                _inspectedBytes += group.BytesRead;
                return rowCount;
            }

            return 0;
        }
        catch (Exception exception) when (exception is BlockCorruptedException or IOException or UnauthorizedAccessException)
        {
            // What cannot be opened now may be opened later; what is damaged stays damaged.
            if (exception is BlockCorruptedException && block.SetAside(exception.Message))
                StorageLog.BlockSetAside(logger, block.Folder, exception.Message);
            _partialReason = $"block {block.Meta.BlockId} cannot be read: {exception.Message}";
            return 0;
        }
        finally
        {
            if (leased)
                block.Release();
        }
    }
}
