using Microsoft.Extensions.Logging;
using Vivace.Storage.Files;

namespace Vivace.Storage.Log;

/// <summary>Which segments there are, and which may go.</summary>
internal sealed class LogSegments(IFileSystem files, string directory, ILogger logger)
{
    // Guards the fields below; never held over I/O.
    private readonly Lock _gate = new();
    private readonly List<LogSegmentFile> _closed = [];
    private ulong _activeFirstSequence;
    private long _activeBytes;
    private ulong _releasedBefore;

    /// <summary>Number of segments.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _closed.Count + (_activeFirstSequence > 0 ? 1 : 0);
        }
    }

    /// <summary>Bytes of all segments.</summary>
    public long SizeBytes
    {
        get
        {
            lock (_gate)
            {
                var total = _activeBytes;
                foreach (var segment in _closed)
                    total += segment.SizeBytes;
                return total;
            }
        }
    }

    /// <summary>Records with lower numbers are not needed any more.</summary>
    public ulong ReleasedBefore
    {
        get
        {
            lock (_gate)
                return _releasedBefore;
        }
    }

    /// <summary>Takes over what an earlier run left.</summary>
    public void AddClosed(IReadOnlyList<LogSegmentFile> segments)
    {
        lock (_gate)
            _closed.AddRange(segments);
    }

    /// <summary>Says that another segment is written from now on.</summary>
    /// <param name="closed">The one written before; null when there was none.</param>
    /// <param name="lastSequence">The number of the last record before <paramref name="active"/>.</param>
    /// <param name="active">The one written now.</param>
    public void Rotated(LogSegmentWriter? closed, ulong lastSequence, LogSegmentWriter active)
    {
        lock (_gate)
        {
            if (closed is not null)
                _closed.Add(new LogSegmentFile(closed.Path, closed.FirstSequence, closed.Position) { LastSequence = lastSequence });
            _activeFirstSequence = active.FirstSequence;
            _activeBytes = active.Position;
        }
    }

    /// <summary>Says how long the active segment is.</summary>
    public void Grown(long activeBytes)
    {
        lock (_gate)
            _activeBytes = activeBytes;
    }

    /// <summary>Says that records with lower numbers are not needed any more.</summary>
    public void Release(ulong sequenceExclusive)
    {
        lock (_gate)
            _releasedBefore = Math.Max(_releasedBefore, sequenceExclusive);
    }

    /// <summary>Removes every segment whose records are all released, oldest first; a damaged one is set aside instead.</summary>
    public void RemoveReleased()
    {
        var removed = false;
        while (TakeReleased() is { } segment)
        {
            try
            {
                if (segment.IsDamaged)
                {
                    files.Rename(segment.Path, segment.DamagedPath);
                    StorageLog.LogSegmentSetAside(logger, segment.DamagedPath);
                }
                else
                {
                    files.DeleteFile(segment.Path);
                }

                removed = true;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                StorageLog.LogSegmentNotRemoved(logger, segment.Path, exception.Message);
                PutBack(segment);
                break;
            }
        }

        if (removed)
            SyncDirectory();
    }

    private LogSegmentFile? TakeReleased()
    {
        lock (_gate)
        {
            // Without an active segment the last one stays: it remembers the numbers.
            var isOnlyOne = _closed.Count == 1 && _activeFirstSequence == 0;
            if (_closed.Count == 0 || isOnlyOne || _closed[0].LastSequence >= _releasedBefore)
                return null;
            var segment = _closed[0];
            _closed.RemoveAt(0);
            return segment;
        }
    }

    private void PutBack(LogSegmentFile segment)
    {
        lock (_gate)
        {
            var index = _closed.FindIndex(other => other.FirstSequence > segment.FirstSequence);
            _closed.Insert(index < 0 ? _closed.Count : index, segment);
        }
    }

    private void SyncDirectory()
    {
        try
        {
            files.SyncDirectory(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No promise hangs on it: a segment that comes back after a power cut is replayed and released again.
            StorageLog.LogSegmentNotRemoved(logger, directory, exception.Message);
        }
    }
}
