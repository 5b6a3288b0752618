using Microsoft.Extensions.Logging;

namespace Vivace.Storage;

/// <summary>Messages of the engine: ids 2050 to 2199.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(EventId = 2050, Level = LogLevel.Error,
        Message = "Block set aside: {Path}: {Reason}; other blocks still answer")]
    internal static partial void BlockSetAside(ILogger logger, string path, string reason);

    [LoggerMessage(EventId = 2051, Level = LogLevel.Information,
        Message = "Block {BlockId} of tenant {Tenant} written: {Spans} spans, {Traces} traces, {SizeBytes} bytes, level {Level}")]
    internal static partial void BlockWritten(
        ILogger logger, Guid blockId, string tenant, long spans, long traces, long sizeBytes, int level);

    [LoggerMessage(EventId = 2052, Level = LogLevel.Error,
        Message = "Writing a block of tenant {Tenant} failed, it is tried again; its spans are safe in the log and still answer")]
    internal static partial void BlockWriteFailed(ILogger logger, string tenant, Exception exception);

    [LoggerMessage(EventId = 2053, Level = LogLevel.Error, Message = "A round of maintenance failed; the next one tries again")]
    internal static partial void MaintenanceFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2054, Level = LogLevel.Information,
        Message = "{Count} blocks of tenant {Tenant} merged into {BlockId}: {Spans} spans, {SizeBytes} bytes")]
    internal static partial void BlocksMerged(
        ILogger logger, int count, string tenant, Guid blockId, long spans, long sizeBytes);

    [LoggerMessage(EventId = 2055, Level = LogLevel.Information, Message = "Block {BlockId} of tenant {Tenant} has expired")]
    internal static partial void BlockExpired(ILogger logger, Guid blockId, string tenant);

    [LoggerMessage(EventId = 2056, Level = LogLevel.Warning, Message = "Folder {Path} was not removed, it is tried again: {Reason}")]
    internal static partial void FolderNotRemoved(ILogger logger, string path, string reason);

    [LoggerMessage(EventId = 2057, Level = LogLevel.Information,
        Message = "Storage open: {Tenants} tenants, {Blocks} blocks, {LiveSpans} spans back from the log")]
    internal static partial void StorageOpened(ILogger logger, int tenants, int blocks, long liveSpans);

    [LoggerMessage(EventId = 2058, Level = LogLevel.Error,
        Message = "Merging blocks of tenant {Tenant} failed; the blocks stay as they are")]
    internal static partial void MergeFailed(ILogger logger, string tenant, Exception exception);

    [LoggerMessage(EventId = 2059, Level = LogLevel.Warning,
        Message = "Live blocks were not all written within {Limit} of the stop; the log has their spans")]
    internal static partial void ShutdownFlushGivenUp(ILogger logger, TimeSpan limit);
}
