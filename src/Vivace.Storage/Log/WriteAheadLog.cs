using Microsoft.Extensions.Logging;
using Vivace.Core;
using Vivace.Storage.Files;

namespace Vivace.Storage.Log;

/// <summary>Makes requests durable before they are answered: many appends, one write, one sync.</summary>
/// <remarks>
/// Life: <see cref="OpenAsync"/>, <see cref="ReplayAsync"/> once, <see cref="Start"/> once, then appends from any thread,
/// <see cref="DisposeAsync"/>. Two threads work: the writer writes and syncs a group while the apply thread hands the one
/// before to the follower. Format and rules of recovery: docs/log-format.md.
/// </remarks>
internal sealed class WriteAheadLog : IAsyncDisposable
{
    private readonly LogOptions _options;
    private readonly IFileSystem _files;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly LogQueue _queue;
    private readonly LogSegments _segments;
    private readonly LogMetrics _metrics;
    private readonly LogReplay _replay;
    private LogReplayResult? _replayed;
    private LogApplier? _applier;
    private LogWriter? _writer;
    private ITimer? _syncTimer;
    private Task _stopped = Task.CompletedTask;
    private int _disposed;

    private WriteAheadLog(LogOptions options, IFileSystem files, TimeProvider time, ILogger logger)
    {
        _options = options;
        _files = files;
        _time = time;
        _logger = logger;
        _queue = new LogQueue(options.MaxPendingBytes);
        _segments = new LogSegments(files, options.Path, logger);
        _replay = new LogReplay(files, options.Path, logger);
        _metrics = new LogMetrics(() => _segments.SizeBytes, () => _segments.Count, () => _replay.Progress.Ratio);
    }

    /// <summary>How far <see cref="ReplayAsync"/> has come; may be read from any thread.</summary>
    public LogReplayProgress ReplayProgress => _replay.Progress;

    /// <summary>The number of the last record that was applied or, before that, replayed; zero when there is none.</summary>
    public ulong LastAppliedSequence => _applier?.LastAppliedSequence ?? _replayed?.LastSequence ?? 0;

    /// <summary>Bytes of all segments.</summary>
    public long SizeBytes => _segments.SizeBytes;

    /// <summary>Number of segments.</summary>
    public int SegmentCount => _segments.Count;

    /// <summary>Why the log takes nothing more until a restart, after a failed sync; null while it works.</summary>
    public string? Failure => _writer?.Failure;

    /// <summary>Opens the log in a folder, which is created when missing. Nothing is read yet.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="files">The file system.</param>
    /// <param name="time">For timestamps and the timer of <see cref="SyncPolicy.Interval"/>.</param>
    /// <param name="logger">Where damage and failures are told.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The folder cannot be created.</exception>
    public static Task<WriteAheadLog> OpenAsync(
        LogOptions options, IFileSystem files, TimeProvider time, ILogger logger, CancellationToken cancellationToken) =>
        Task.Run(
            () =>
            {
                DurableDirectory.Create(files, options.Path);
                return new WriteAheadLog(options, files, time, logger);
            },
            cancellationToken);

    /// <summary>Visits every intact record of earlier runs in order and readies the log for writing.</summary>
    /// <param name="visitor">Sees the records, on one thread of the log's.</param>
    /// <param name="cancellationToken">Ends the replay between two records; it may be started again.</param>
    /// <returns>What was found, damage included.</returns>
    /// <exception cref="InvalidDataException">A segment was written by a newer version of the program.</exception>
    /// <exception cref="IOException">The log cannot be brought into order for writing.</exception>
    public async Task<LogReplayResult> ReplayAsync(ILogVisitor visitor, CancellationToken cancellationToken)
    {
        if (_replayed is not null)
            throw new InvalidOperationException("The log was replayed already");

        var result = await Task.Factory.StartNew(
            () => _replay.Run(visitor, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        for (var i = 0; i < _replay.TruncationCount; i++)
            _metrics.Truncated();
        _segments.AddClosed(_replay.Segments);
        _replayed = result;
        return result;
    }

    /// <summary>Begins to take appends.</summary>
    /// <param name="follower">Gets every record once it is durable.</param>
    public void Start(ILogFollower follower)
    {
        if (_replayed is null)
            throw new InvalidOperationException("The log has to be replayed before it is started");
        if (_writer is not null)
            throw new InvalidOperationException("The log was started already");

        // A group never crosses segments, so it may not be larger than one.
        var maxGroupBytes = Math.Min(LogGroup.UsualMaxBytes, _options.SegmentBytes - LogSegmentHeader.SizeBytes);
        _applier = new LogApplier(follower, _queue, maxGroupBytes, _replayed.LastSequence, _metrics, _time, _logger);
        _writer = new LogWriter(_options, _files, _queue, _applier, _segments, _metrics, _time, _logger);
        _writer.Begin(
            _replay.Reusable,
            _replayed.LastSequence,
            Math.Max(_replay.NextSequence, _options.NextSequenceAtLeast));
        if (_options.Sync == SyncPolicy.Interval)
        {
            _syncTimer = _time.CreateTimer(
                static queue => ((LogQueue)queue!).Want(LogWork.Sync), _queue, _options.SyncInterval, _options.SyncInterval);
        }

        var applying = RunThread("vivace log apply", _applier.Run);
        var writing = RunThread("vivace log write", _writer.Run);
        _stopped = StopAsync(writing, _applier, applying);
    }

    /// <summary>Appends a request's bytes. Allocates nothing in steady state.</summary>
    /// <param name="tenant">Whose bytes.</param>
    /// <param name="payload">OTLP bytes, at most 1 GiB; read until the returned task is done, which is why it is not done earlier.</param>
    /// <param name="cancellationToken">Takes the append back while it waits for the writer; after that it has no effect.</param>
    /// <returns>Accepted once the record is durable and applied; or a refusal, and the record is not in the log. Await it once.</returns>
    /// <exception cref="OperationCanceledException">Taken back: the record is not in the log.</exception>
    public ValueTask<LogAppendResult> AppendAsync(
        TenantId tenant, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, LogRecordHeader.MaxPayloadBytes, nameof(payload));
        if (_writer is not { } writer)
            throw new InvalidOperationException("The log has to be started before it takes appends");
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<LogAppendResult>(cancellationToken);
        if (writer.Failure is { } failure)
            return ValueTask.FromResult(LogAppendResult.Unavailable(failure));

        var append = _queue.TryEnqueue(tenant, payload, _time.GetTimestamp(), out var refusal);
        if (append is null)
            return ValueTask.FromResult(refusal);
        append.CancelWith(cancellationToken);
        return append.Task;
    }

    /// <summary>Runs an action on the apply thread, after every record appended before this call has been applied and before
    /// any appended later. Runs also while the log refuses records.</summary>
    /// <param name="action">Short: nothing is applied meanwhile. An exception is logged.</param>
    /// <exception cref="ObjectDisposedException">The log is closed.</exception>
    public void Post(Action action) => _queue.Post(action);

    /// <summary>Says that nobody needs the records below a number any more. Segments that hold nothing else are deleted,
    /// damaged ones renamed; the active one is closed when it holds nothing else, so that it can go as well.</summary>
    /// <param name="sequenceExclusive">The lowest number still needed.</param>
    /// <remarks>Returns at once; the writer thread does it.</remarks>
    public void ReleaseBefore(ulong sequenceExclusive)
    {
        _segments.Release(sequenceExclusive);
        _queue.Want(LogWork.Release);
    }

    /// <summary>Refuses appends from now on as overloaded; those taken are still written, and actions may still be posted.</summary>
    public void BeginShutdown() => _queue.BeginShutdown();

    /// <summary>Refuses appends, finishes those taken and all posted actions, and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            await _stopped;
            return;
        }

        _queue.Close();
        if (_syncTimer is not null)
            await _syncTimer.DisposeAsync();
        await _stopped;
        if (_writer is null)
            _replay.Reusable?.Dispose();
        _metrics.Dispose();
    }

    private static async Task StopAsync(Task writing, LogApplier applier, Task applying)
    {
        await writing;
        applier.Dispose();
        await applying;
    }

    /// <summary>Both loops block on purpose, so each has a thread rather than a place in the pool.</summary>
    private static Task RunThread(string name, Action run)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            run();
            ended.SetResult();
        })
        {
            Name = name,
            IsBackground = true,
        };
        thread.Start();
        return ended.Task;
    }
}
