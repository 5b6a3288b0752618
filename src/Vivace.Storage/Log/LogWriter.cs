using Microsoft.Extensions.Logging;
using Vivace.Storage.Files;

namespace Vivace.Storage.Log;

/// <summary>The writer thread: takes everything that waits, writes it with one call, syncs once, passes it on.</summary>
/// <remarks>No delay is added to fill groups: while one group is being synced, the next one gathers by itself.</remarks>
internal sealed class LogWriter(
    LogOptions options,
    IFileSystem files,
    LogQueue queue,
    LogApplier applier,
    LogSegments segments,
    LogMetrics metrics,
    TimeProvider time,
    ILogger logger)
{
    private readonly DiskGuard _guard = new(files, options.Path, options.MinFreeBytes, time);
    private readonly GroupBuffers _buffers = new();
    private LogSegmentWriter? _active;
    private ulong _lastSequence;
    private ulong _nextSequence;
    private ulong _syncedBefore;
    private bool _refusing;
    private volatile string? _failure;

    /// <summary>Why the log has failed for good; null while it works.</summary>
    public string? Failure => _failure;

    /// <summary>Sets where writing begins; before <see cref="Run"/>.</summary>
    /// <param name="active">A segment to go on with; null: one is created when the first record comes.</param>
    /// <param name="lastSequence">The number of the last record in the log; zero when there is none.</param>
    /// <param name="nextSequence">The number of the next record.</param>
    public void Begin(LogSegmentWriter? active, ulong lastSequence, ulong nextSequence)
    {
        _active = active;
        _lastSequence = lastSequence;
        _nextSequence = nextSequence;
        _syncedBefore = nextSequence;
        if (active is not null)
            segments.Rotated(closed: null, lastSequence, active);
    }

    /// <summary>The thread: returns when the queue is closed and empty; what was taken is on disk and passed on.</summary>
    public void Run()
    {
        while (true)
        {
            var group = applier.Rent();
            if (!queue.Take(group, out var work))
            {
                applier.Return(group);
                break;
            }

            if (group.Count > 0)
                Write(group);
            if (group.IsEmpty)
                applier.Return(group);
            else
                applier.Enqueue(group);
            Attempt(() => Do(work));
        }

        Attempt(() =>
        {
            if (options.Sync != SyncPolicy.None)
                SyncWritten();
        });
        _active?.Dispose();
    }

    private void Write(LogGroup group)
    {
        var refusal = _failure ?? _guard.Check();
        if (refusal is null)
        {
            try
            {
                WriteDurably(group);
                Accepting();
                return;
            }
            catch (LogSyncException exception)
            {
                refusal = Fail(exception);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                refusal = $"the write-ahead log cannot be written: {exception.Message}";
            }
            catch (Exception exception)
            {
                // Not foreseen, so what the file holds is not known either.
                refusal = Fail(exception);
            }
            finally
            {
                _buffers.Clear();
            }
        }

        Refuse(group, refusal);
    }

    private void WriteDurably(LogGroup group)
    {
        var segment = _active;
        if (segment is null || (!segment.IsEmpty && segment.Position + group.RecordBytes > options.SegmentBytes))
            segment = Rotate();

        group.Number(_nextSequence);
        segment.Append(_buffers.Compose(group.Entries, segment.Marker, _syncedBefore), group.RecordBytes);
        _nextSequence += (ulong)group.Count;
        _lastSequence = _nextSequence - 1;
        segments.Grown(segment.Position);
        if (options.Sync == SyncPolicy.Group)
            SyncWritten();
    }

    /// <summary>Closes the active segment and begins the next. On failure the old one stays active.</summary>
    private LogSegmentWriter Rotate()
    {
        if (options.Sync != SyncPolicy.None)
            SyncWritten();
        var next = LogSegmentWriter.Create(files, options.Path, _nextSequence);
        segments.Rotated(_active, _lastSequence, next);
        _active?.Dispose();
        _active = next;
        return next;
    }

    private void SyncWritten()
    {
        if (_active is null || _syncedBefore == _nextSequence)
            return;
        var started = time.GetTimestamp();
        _active.Sync();
        metrics.Synced(time.GetElapsedTime(started));
        _syncedBefore = _nextSequence;
    }

    private void Do(LogWork work)
    {
        if ((work & LogWork.Sync) != LogWork.None)
            SyncWritten();
        if ((work & LogWork.Release) == LogWork.None)
            return;

        // Nobody needs any record of the log: a new segment, which remembers the numbers, lets the last one go.
        var isEmpty = _active is null ? segments.Count == 0 : _active.IsEmpty;
        if (!isEmpty && _lastSequence < segments.ReleasedBefore)
            Rotate();
        segments.RemoveReleased();
    }

    private void Attempt(Action work)
    {
        if (_failure is not null)
            return;
        try
        {
            work();
        }
        catch (LogSyncException exception)
        {
            Fail(exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Refusing(exception.Message);
        }
    }

    private string Fail(Exception exception)
    {
        _failure = exception is LogSyncException
            ? $"the write-ahead log has failed and takes nothing more until the server is restarted: {exception.Message}"
            : "the write-ahead log has failed and takes nothing more until the server is restarted";
        StorageLog.LogFailed(logger, exception.Message, exception);
        return _failure;
    }

    private void Refuse(LogGroup group, string reason)
    {
        Refusing(reason);
        var bytes = 0L;
        foreach (var append in group.Appends)
            bytes += append.Payload.Length;
        queue.Release(bytes);
        foreach (var append in group.Appends)
            append.Complete(LogAppendResult.Unavailable(reason));
        group.ClearRecords();
    }

    // One line when refusing begins and one when it ends, however many groups there are in between.
    private void Refusing(string reason)
    {
        if (!_refusing)
            StorageLog.LogRefusing(logger, reason);
        _refusing = true;
    }

    private void Accepting()
    {
        if (_refusing)
            StorageLog.LogAcceptingAgain(logger);
        _refusing = false;
    }
}
