using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Vivace.Core;
using Vivace.Storage.Blocks;
using Vivace.Storage.Compaction;
using Vivace.Storage.Engine;
using Vivace.Storage.Files;
using Vivace.Storage.Live;
using Vivace.Storage.Log;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage;

/// <summary>The local engine: write-ahead log, live blocks, blocks, and their upkeep. ARCHITECTURE.md tells the way of a span.</summary>
/// <remarks>All members may be called by many threads at the same time.</remarks>
public sealed partial class TraceStorage : IAsyncDisposable
{
    /// <summary>An orderly stop waits this long for live blocks to be written; the log has what remains.</summary>
    private static readonly TimeSpan ShutdownFlushLimit = TimeSpan.FromSeconds(60);

    private readonly StorageOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly BlockCatalog _catalog;
    private readonly ConcurrentDictionary<TenantId, TenantStore> _tenants = new();
    private readonly SharedTraces _shared = new();
    private readonly StorageMetrics _metrics;
    private readonly Maintenance _maintenance;
    private readonly BlockFlusher _flusher;
    private readonly ITimer _flushTimer;
    private readonly WriteAheadLog _log;
    private int _disposed;
    private bool _started;

    private TraceStorage(
        StorageOptions options, IFileSystem files, TimeProvider time, ILogger logger, BlockCatalog catalog, WriteAheadLog log)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _catalog = catalog;
        _log = log;
        ContextCache = new ContextCache(options.ContextCacheBytes);
        _metrics = new StorageMetrics(GetStatistics, ContextCache);
        _flusher = new BlockFlusher(options, files, catalog, time, logger, _metrics, BlockWritten);
        _maintenance = new Maintenance(
            options, files, catalog, () => (IReadOnlyCollection<TenantStore>)_tenants.Values, _shared, time, logger, _metrics);
        _flushTimer = time.CreateTimer(_ => CutOld(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Tenants that have ever sent spans that are still kept.</summary>
    public IReadOnlyCollection<TenantId> Tenants => (IReadOnlyCollection<TenantId>)_tenants.Keys;

    /// <summary>What is kept of blocks between queries.</summary>
    internal ContextCache ContextCache { get; }

    /// <summary>Why nothing more is accepted until a restart; null while all is well.</summary>
    public string? Failure => _log.Failure;

    /// <summary>Opens the engine: finds the blocks and replays the log. Only one process may have the folders open; the caller sees to that.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Where it logs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">A folder cannot be read or written.</exception>
    public static Task<TraceStorage> OpenAsync(
        StorageOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken) =>
        OpenAsync(options, LocalFileSystem.Instance, time, loggers, cancellationToken);

    internal static async Task<TraceStorage> OpenAsync(
        StorageOptions options,
        IFileSystem files,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger("Vivace.Storage");
        var catalog = new BlockCatalog(files, options.BlocksPath, logger);
        var tenants = new Dictionary<TenantId, TenantStore>();
        catalog.Load(GetTenant, cancellationToken);
        var flushed = tenants.Values.Select(static tenant => tenant.FlushedBefore).DefaultIfEmpty(1UL).Max();
        var log = await WriteAheadLog.OpenAsync(
            LogOptions.From(options, Math.Max(1, flushed)), files, time, logger, cancellationToken);

        var storage = new TraceStorage(options, files, time, logger, catalog, log);
        foreach (var (id, tenant) in tenants)
            storage._tenants.TryAdd(id, tenant);
        try
        {
            await storage.StartAsync(cancellationToken);
            return storage;
        }
        catch
        {
            await storage.DisposeAsync();
            throw;
        }

        TenantStore GetTenant(TenantId id)
        {
            if (!tenants.TryGetValue(id, out var tenant))
                tenants.Add(id, tenant = new TenantStore(id));
            return tenant;
        }
    }

    /// <summary>Stores a request's spans. The task ends when they are as durable as the sync policy says and visible.</summary>
    /// <param name="tenant">Whose spans.</param>
    /// <param name="request">A well-formed OTLP request with ids of the right lengths; not to be changed before the task ends.</param>
    /// <param name="cancellationToken">Takes the request back while it waits for the log; no effect after that.</param>
    public ValueTask<LogAppendResult> AppendAsync(
        TenantId tenant, ReadOnlyMemory<byte> request, CancellationToken cancellationToken) =>
        _flusher.Refusal is { } reason
            ? ValueTask.FromResult(LogAppendResult.Unavailable(reason))
            : _log.AppendAsync(tenant, request, cancellationToken);

    /// <summary>Takes a snapshot for a query.</summary>
    /// <param name="tenant">Whose data.</param>
    /// <param name="range">Blocks outside it are left out; live data never is.</param>
    public StorageSnapshot OpenSnapshot(TenantId tenant, TimeRange range) =>
        EngineSnapshot.Open(Known(tenant), range, _shared, _options.CompactionWindow, ContextCache, _logger);

    /// <summary>Finds a trace by its id in live data and blocks.</summary>
    /// <param name="tenant">Whose trace.</param>
    /// <param name="id">Its id.</param>
    /// <param name="range">Blocks outside it are left out; live data never is.</param>
    /// <param name="cancellationToken">Asked between blocks.</param>
    public StoredTrace FindTrace(TenantId tenant, TraceId id, TimeRange range, CancellationToken cancellationToken)
    {
        var store = Known(tenant);
        while (true)
        {
            using var snapshot = store.Snapshot();
            if (new TraceFinder(_logger).Find(id, range, snapshot.Live, snapshot.Blocks, cancellationToken) is { } found)
                return found;
        }
    }

    /// <summary>Reads one trace as rows, wherever it lies.</summary>
    /// <param name="tenants">Whose trace; what several have of it is put together.</param>
    /// <param name="id">Its id.</param>
    /// <param name="range">Blocks outside it are left out; live data never is.</param>
    /// <param name="read">Makes something of the rows, which are valid only during the call. Called again when a block turns out
    /// to be damaged meanwhile. Not called when the trace is not known.</param>
    /// <param name="cancellationToken">Asked between blocks.</param>
    public TraceReading<T> ReadTrace<T>(
        IReadOnlyList<TenantId> tenants, TraceId id, TimeRange range, Func<TraceRows, T> read, CancellationToken cancellationToken)
        where T : class =>
        new TraceReader(id, range, _logger).Read([.. tenants.Select(Known)], read, cancellationToken);

    /// <summary>Cuts all live blocks and waits until they, and those cut before, are on disk as blocks.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="OperationCanceledException">Given up, or the engine stopped before.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var cut = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        _log.Post(() =>
        {
            CutAll();
            cut.SetResult(Task.WhenAll(_tenants.Values
                .SelectMany(static tenant => tenant.CutBlocks)
                .Select(static block => block.Written.Task)));
        });
        await (await cut.Task.WaitAsync(cancellationToken)).WaitAsync(cancellationToken);
    }

    /// <summary>Runs a round of expiry, merging and removal now, besides those in the background.</summary>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    public Task MaintainAsync(CancellationToken cancellationToken) => _maintenance.RunOnceAsync(cancellationToken);

    /// <summary>Counts what is held.</summary>
    public StorageStatistics GetStatistics()
    {
        long liveSpans = 0, liveTraces = 0, liveBytes = 0, blockBytes = 0, blockSpans = 0;
        int blocks = 0, bad = 0;
        foreach (var tenant in _tenants.Values)
        {
            using var snapshot = tenant.Snapshot();
            foreach (var block in snapshot.Live)
            {
                liveSpans += block.RowCount;
                liveTraces += block.TraceCount;
                liveBytes += block.SizeBytes;
            }

            foreach (var block in snapshot.Blocks)
            {
                blocks++;
                blockBytes += block.Meta.SizeBytes;
                blockSpans += block.Meta.TotalSpans;
                if (block.Damage is not null)
                    bad++;
            }
        }

        return new StorageStatistics(_tenants.Count, liveSpans, liveTraces, liveBytes, blocks, bad, blockBytes, blockSpans);
    }

    /// <summary>Measures the write-ahead log.</summary>
    public LogStatistics GetLogStatistics()
    {
        var oldest = _tenants.Values.Select(static tenant => tenant.OldestLive).Min();
        return new LogStatistics(
            _log.SizeBytes, _log.SegmentCount, oldest is { } since ? _time.GetElapsedTime(since) : TimeSpan.Zero);
    }

    /// <summary>Stops: what was acknowledged is in the log or in blocks.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _flushTimer.DisposeAsync();
        _log.BeginShutdown();
        if (_options.FlushOnShutdown && _started)
            await TryFlushAsync();
        await _maintenance.DisposeAsync();
        _flusher.BeginShutdown(); // the log's apply thread may wait for it
        await _log.DisposeAsync();
        await _flusher.DisposeAsync();
        foreach (var block in _tenants.Values.SelectMany(static tenant => tenant.Blocks))
            block.Retire();
        _metrics.Dispose();
    }

    private async Task TryFlushAsync()
    {
        using var limit = new CancellationTokenSource(ShutdownFlushLimit, _time);
        try
        {
            await FlushAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            StorageLog.ShutdownFlushGivenUp(_logger, ShutdownFlushLimit);
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await _log.ReplayAsync(new Replay(this), cancellationToken);
        _log.Start(new Follower(this));
        _started = true;
        ReleaseLog();
        _flushTimer.Change(_options.FlushCheckPeriod, _options.FlushCheckPeriod);
        _maintenance.Start();
        var statistics = GetStatistics();
        StorageLog.StorageOpened(_logger, statistics.Tenants, statistics.Blocks, statistics.LiveSpans);
    }

    private TenantStore Tenant(TenantId id) => _tenants.GetOrAdd(id, static created => new TenantStore(created));

    /// <summary>The tenant for reading: asking for one that never sent anything leaves no trace.</summary>
    private TenantStore Known(TenantId id) => _tenants.TryGetValue(id, out var tenant) ? tenant : new TenantStore(id);

    private void Apply(ulong sequence, TenantId tenant, ReadOnlySpan<byte> request)
    {
        var store = Tenant(tenant);
        var received = CompactionPlanner.UnixNanoseconds(_time.GetUtcNow());
        var live = store.Append(sequence, request, received, _options.IngestionTimeRangeSlack, _time.GetTimestamp());
        if (live.OtlpBytes >= _options.MaxBlockBytes || live.LastSizeBytes >= _options.MaxLiveBlockBytes)
            Cut(store);
    }

    /// <summary>Runs on the thread that appends, so that a block holds exactly the log records up to its end.</summary>
    private void Cut(TenantStore tenant)
    {
        if (tenant.Cut() is not { } cut)
            return;
        _metrics.BlockCut();
        _flusher.Enqueue(cut);
    }

    private void CutAll()
    {
        foreach (var tenant in _tenants.Values)
            Cut(tenant);
    }

    private void CutOld()
    {
        var limit = _time.GetTimestamp() - (long)(_options.MaxBlockDuration.TotalSeconds * _time.TimestampFrequency);
        if (!_tenants.Values.Any(tenant => tenant.HasLiveSinceBefore(limit)))
            return;
        _log.Post(() =>
        {
            foreach (var tenant in _tenants.Values)
            {
                if (tenant.HasLiveSinceBefore(limit))
                    Cut(tenant);
            }
        });
    }

    private void BlockWritten(CutBlock cut, StoredBlock block)
    {
        Tenant(cut.Tenant).Replace(cut, block);
        ReleaseLog();
        if (_tenants.Values.All(static tenant => tenant.FirstUnwrittenSequence is null))
            HeapUpkeep.Collect(ChunkPools.Clear());
    }

    private void ReleaseLog()
    {
        // Nothing live begins below what was applied last: it was looked at before the tenants.
        var needed = _log.LastAppliedSequence + 1;
        foreach (var tenant in _tenants.Values)
            needed = Math.Min(needed, tenant.FirstUnwrittenSequence ?? ulong.MaxValue);
        _log.ReleaseBefore(needed);
    }

    private sealed class Replay(TraceStorage storage) : ILogVisitor
    {
        public void Visit(ulong sequence, TenantId tenant, ReadOnlySpan<byte> payload)
        {
            if (sequence >= storage.Tenant(tenant).FlushedBefore)
                storage.Apply(sequence, tenant, payload);
        }
    }

    private sealed class Follower(TraceStorage storage) : ILogFollower
    {
        public void Apply(ReadOnlySpan<LogEntry> group)
        {
            foreach (var entry in group)
                storage.Apply(entry.Sequence, entry.Tenant, entry.Payload.Span);
        }
    }
}
