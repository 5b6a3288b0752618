using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Vivace.Storage.Blocks;
using Vivace.Storage.Files;

namespace Vivace.Storage.Engine;

/// <summary>Writes cut live blocks to disk, one after the other in the order of their log records.</summary>
internal sealed class BlockFlusher : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    private readonly IFileSystem _files;
    private readonly BlockCatalog _catalog;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly StorageMetrics _metrics;
    private readonly Action<CutBlock, StoredBlock> _written;
    private readonly Channel<CutBlock> _waiting = Channel.CreateUnbounded<CutBlock>(new UnboundedChannelOptions { SingleReader = true });
    private readonly WriteRoom _room;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public BlockFlusher(
        StorageOptions options,
        IFileSystem files,
        BlockCatalog catalog,
        TimeProvider time,
        ILogger logger,
        StorageMetrics metrics,
        Action<CutBlock, StoredBlock> written)
    {
        _room = new WriteRoom(options.MaxBlockBytes, options.MaxLiveBlockBytes);
        _files = files;
        _catalog = catalog;
        _time = time;
        _logger = logger;
        _metrics = metrics;
        _written = written;
        _loop = Task.Run(WriteBlocksAsync);
    }

    /// <summary>Why appends are refused; null while blocks can be written or there is memory for more of them.</summary>
    public string? Refusal => _room.Refusal;

    /// <summary>Hands a cut block over. Waits while too many are waiting already: called on the log's apply thread, so that
    /// senders wait for their answers meanwhile.</summary>
    public void Enqueue(CutBlock cut)
    {
        _room.Take(cut.Live.OtlpBytes, cut.SizeBytes);
        if (!_waiting.Writer.TryWrite(cut))
            cut.Written.TrySetCanceled();
    }

    /// <summary>Makes nobody wait any more: the engine stops.</summary>
    public void BeginShutdown() => _room.Close();

    /// <summary>Stops; what was not written stays in the log.</summary>
    public async ValueTask DisposeAsync()
    {
        _room.Close();
        await _stop.CancelAsync();
        _waiting.Writer.TryComplete();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (_waiting.Reader.TryRead(out var cut))
            cut.Written.TrySetCanceled();
        _stop.Dispose();
    }

    private async Task WriteBlocksAsync()
    {
        // The loop holds no block itself: one that was written is garbage at once, not when the next one comes.
        while (await _waiting.Reader.WaitToReadAsync(_stop.Token))
            await WriteNextAsync();
    }

    private async Task WriteNextAsync()
    {
        if (!_waiting.Reader.TryRead(out var cut))
            return;
        try
        {
            // In order: a later block's meta data would make a replay skip the records of an earlier one.
            StoredBlock? block;
            while (!TryWrite(cut, out block))
                await Task.Delay(RetryDelay, _time, _stop.Token);
            _written(cut, block!);
            _room.GiveBack(cut.Live.OtlpBytes, cut.SizeBytes);
            cut.Written.TrySetResult();
        }
        finally
        {
            cut.Written.TrySetCanceled();
        }
    }

    private bool TryWrite(CutBlock cut, out StoredBlock? block)
    {
        var started = _time.GetTimestamp();
        var id = Guid.CreateVersion7(_time.GetUtcNow());
        var folder = _catalog.FolderOf(cut.Tenant, id);
        try
        {
            block = Write(cut, id, folder);
            _metrics.BlockCompleted(_time.GetElapsedTime(started));
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            StorageLog.BlockWriteFailed(_logger, cut.Tenant.Value, exception);
            _metrics.BlockFailed();
            _room.Fail(exception.Message);
            TryDiscard(folder);
            block = null;
            return false;
        }
    }

    private StoredBlock Write(CutBlock cut, Guid id, string folder)
    {
        var live = cut.Live;
        var view = live.View();
        using var writer = new BlockWriter(_files, folder);
        writer.Add(live.Columns, view.Order, view.Slices, _stop.Token);
        var meta = writer.Finish(new BlockMeta
        {
            Version = BlockFormat.Version,
            BlockId = id,
            Tenant = cut.Tenant.Value,
            StartTime = live.RangeStart,
            EndTime = live.RangeEnd,
            LateStart = live.MinStart < live.RangeStart ? live.MinStart : null,
            LateEnd = live.MaxEnd > live.RangeEnd ? live.MaxEnd : null,
            TotalSpans = 0,
            TotalTraces = 0,
            SizeBytes = 0,
            CompactionLevel = 0,
            LogEnd = cut.LogEnd,
            CreatedAt = _time.GetUtcNow(),
        });
        StorageLog.BlockWritten(_logger, id, meta.Tenant, meta.TotalSpans, meta.TotalTraces, meta.SizeBytes, 0);
        return new StoredBlock(_files, folder, meta);
    }

    private void TryDiscard(string folder)
    {
        try
        {
            _catalog.Discard(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            StorageLog.FolderNotRemoved(_logger, folder, exception.Message);
        }
    }
}
