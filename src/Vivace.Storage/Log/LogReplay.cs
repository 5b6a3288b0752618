using Microsoft.Extensions.Logging;
using Vivace.Storage.Files;

namespace Vivace.Storage.Log;

/// <summary>Reads what an earlier run left, then brings the log into a state in which writing may go on.</summary>
/// <remarks>Nothing is changed on disk until all records have been visited. docs/log-format.md, "Reading", has the rules.</remarks>
internal sealed class LogReplay(IFileSystem files, string directory, ILogger logger)
{
    private readonly List<LogSegmentFile> _segments = [];
    private long _readBytes;
    private long _totalBytes;

    /// <summary>How far the replay has come; may be read from any thread.</summary>
    public LogReplayProgress Progress => new(Interlocked.Read(ref _readBytes), Interlocked.Read(ref _totalBytes));

    /// <summary>Segments that stay, oldest first, without <see cref="Reusable"/>.</summary>
    public IReadOnlyList<LogSegmentFile> Segments => _segments;

    /// <summary>The last segment, when it is intact and empty so that writing may go on in it.</summary>
    public LogSegmentWriter? Reusable { get; private set; }

    /// <summary>The number of the next record.</summary>
    public ulong NextSequence { get; private set; } = 1;

    /// <summary>Unfinished writes that were cut off.</summary>
    public int TruncationCount { get; private set; }

    /// <summary>Visits all records.</summary>
    /// <param name="visitor">Sees every intact record in order.</param>
    /// <param name="cancellationToken">Ends the replay between two records; nothing has been changed then.</param>
    /// <exception cref="InvalidDataException">A segment is of a newer version of the format.</exception>
    /// <exception cref="IOException">The log cannot be brought into order for writing.</exception>
    public LogReplayResult Run(ILogVisitor visitor, CancellationToken cancellationToken)
    {
        _segments.Clear();
        Interlocked.Exchange(ref _readBytes, 0);
        var found = LogSegmentFile.List(files, directory);
        Interlocked.Exchange(ref _totalBytes, found.Sum(segment => segment.SizeBytes));
        var scans = new List<LogSegmentScan>();
        var lastSequence = 0UL;
        for (var i = 0; i < found.Count; i++)
        {
            var scan = new LogSegmentScan(files, found[i], lastSequence, i + 1 < found.Count ? found[i + 1].FirstSequence : null);
            scan.Run(visitor, bytes => Interlocked.Add(ref _readBytes, bytes), cancellationToken);
            lastSequence = scan.LastSequence;
            scans.Add(scan);
        }

        NextSequence = Math.Max(NextSequence, lastSequence + 1);
        foreach (var scan in scans)
            Settle(scan);
        Interlocked.Exchange(ref _readBytes, _totalBytes);

        var result = new LogReplayResult(
            scans.Sum(scan => scan.RecordCount),
            scans.Sum(scan => scan.PayloadBytes),
            lastSequence,
            scans.Sum(scan => scan.TornBytes),
            [.. scans.SelectMany(scan => scan.Damages)]);
        StorageLog.LogReplayed(logger, result.RecordCount, result.PayloadBytes, result.LastSequence);
        return result;
    }

    private void Settle(LogSegmentScan scan)
    {
        var segment = scan.Segment;
        NextSequence = Math.Max(NextSequence, segment.FirstSequence);
        foreach (var damage in scan.Damages)
            StorageLog.LogDamaged(logger, damage.Path, damage.Offset, damage.LengthBytes, damage.LostRecordCount, damage.Reason);

        // The numbers of records lost at the end are not known and must not be given out again: the segment cannot have held
        // more than the shortest records would fill.
        if (scan.IsLast && scan.Damages.Count > 0)
            NextSequence = Math.Max(NextSequence, segment.FirstSequence + (ulong)(segment.SizeBytes / LogRecordHeader.SizeBytes) + 1);

        if (scan.IsUnfinishedCreation)
        {
            StorageLog.LogTailTorn(logger, segment.Path, 0, segment.SizeBytes);
            files.DeleteFile(segment.Path);
            files.SyncDirectory(directory);
            TruncationCount++;
            return;
        }

        if (scan.Header is null && scan.RecordCount == 0)
        {
            // Nothing of it can be read, so nothing needs it in place.
            files.Rename(segment.Path, segment.DamagedPath);
            files.SyncDirectory(directory);
            StorageLog.LogSegmentSetAside(logger, segment.DamagedPath);
            return;
        }

        if (scan.IsLast)
            CloseLast(scan);
        if (Reusable is null)
        {
            _segments.Add(segment with
            {
                SizeBytes = scan.TornAt ?? segment.SizeBytes,
                LastSequence = scan.LastSequence,
                IsDamaged = scan.Damages.Count > 0,
            });
        }
    }

    /// <summary>Cuts an unfinished write off the end and makes sure that the rest is on disk before anything follows it.</summary>
    private void CloseLast(LogSegmentScan scan)
    {
        using (var file = files.OpenWrite(scan.Segment.Path))
        {
            if (scan.TornAt is { } end)
            {
                StorageLog.LogTailTorn(logger, scan.Segment.Path, end, scan.Segment.SizeBytes - end);
                file.SetLength(end);
                TruncationCount++;
            }

            file.Sync();
        }

        if (scan is { RecordCount: 0, Damages.Count: 0, Header: { } header })
            Reusable = LogSegmentWriter.ReopenEmpty(files, scan.Segment.Path, header);
    }
}
