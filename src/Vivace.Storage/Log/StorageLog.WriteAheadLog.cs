using Microsoft.Extensions.Logging;

namespace Vivace.Storage;

/// <summary>Messages of the write-ahead log: ids 2000 to 2049.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(EventId = 2000, Level = LogLevel.Information,
        Message = "Write-ahead log replayed: {Records} records, {Bytes} bytes of payload, last number {LastSequence}")]
    internal static partial void LogReplayed(ILogger logger, long records, long bytes, ulong lastSequence);

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning,
        Message = "Dropped {Bytes} bytes of an unfinished write at offset {Offset} of {Path}; its sender was never answered")]
    internal static partial void LogTailTorn(ILogger logger, string path, long offset, long bytes);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error,
        Message = "Write-ahead log damaged: {Bytes} bytes at offset {Offset} of {Path} ({Lost} records known lost): {Reason}; "
            + "everything intact around them was replayed, the file will be kept as *.damaged")]
    internal static partial void LogDamaged(
        ILogger logger, string path, long offset, long bytes, ulong lost, string reason);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning,
        Message = "Damaged log segment kept as {Path}; delete it when nobody needs to look at it any more")]
    internal static partial void LogSegmentSetAside(ILogger logger, string path);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Warning,
        Message = "Log segment {Path} cannot be removed, it will be tried again: {Reason}")]
    internal static partial void LogSegmentNotRemoved(ILogger logger, string path, string reason);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Warning,
        Message = "Writes are refused until the log can be written again: {Reason}")]
    internal static partial void LogRefusing(ILogger logger, string reason);

    [LoggerMessage(EventId = 2006, Level = LogLevel.Information, Message = "The log can be written again; writes are accepted")]
    internal static partial void LogAcceptingAgain(ILogger logger);

    [LoggerMessage(EventId = 2007, Level = LogLevel.Critical,
        Message = "The write-ahead log has failed and accepts nothing more until a restart: {Reason}")]
    internal static partial void LogFailed(ILogger logger, string reason, Exception? exception);

    [LoggerMessage(EventId = 2008, Level = LogLevel.Error,
        Message = "Records {First} to {Last} are in the log but could not be applied; a restart replays them")]
    internal static partial void LogApplyFailed(ILogger logger, ulong first, ulong last, Exception exception);

    [LoggerMessage(EventId = 2009, Level = LogLevel.Error, Message = "An action posted to the log's apply thread failed")]
    internal static partial void LogPostedActionFailed(ILogger logger, Exception exception);
}
