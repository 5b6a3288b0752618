using System.Threading.Tasks.Sources;
using Vivace.Core;

namespace Vivace.Storage.Log;

/// <summary>An append on its way, pooled: the value task handed to the caller is this object, so that an append allocates nothing.</summary>
internal sealed class PendingAppend(LogQueue queue) : QueueItem, IValueTaskSource<LogAppendResult>
{
    // Mutable structure: never readonly. Continuations run elsewhere, or a sender would do its work on the log's threads.
    private ManualResetValueTaskSourceCore<LogAppendResult> _completion = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;

    /// <summary>Whose bytes.</summary>
    public TenantId Tenant { get; private set; }

    /// <summary>The caller's bytes; the caller owns them and waits.</summary>
    public ReadOnlyMemory<byte> Payload { get; private set; }

    /// <summary>When the append began, of the log's time provider.</summary>
    public long StartTimestamp { get; private set; }

    /// <summary>Bytes of the record to be written.</summary>
    public long RecordBytes => LogRecordHeader.RecordSize(Tenant.Value.Length, Payload.Length);

    /// <summary>What the caller awaits.</summary>
    public ValueTask<LogAppendResult> Task => new(this, _completion.Version);

    /// <summary>Takes what is to be appended.</summary>
    public void Begin(TenantId tenant, ReadOnlyMemory<byte> payload, long startTimestamp)
    {
        Tenant = tenant;
        Payload = payload;
        StartTimestamp = startTimestamp;
    }

    /// <summary>From now on a cancelled token takes the append out of the queue, if it is still there.</summary>
    public void CancelWith(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(
                static (state, token) => ((PendingAppend)state!).Cancel(token), this);
        }
    }

    /// <summary>Answers the caller; the payload is not touched any more.</summary>
    public void Complete(LogAppendResult result)
    {
        Forget();
        _completion.SetResult(result);
    }

    /// <inheritdoc/>
    public LogAppendResult GetResult(short token)
    {
        try
        {
            return _completion.GetResult(token);
        }
        finally
        {
            // Waits for a cancellation that is just running, so that it never meets the next use of this object.
            _registration.Dispose();
            _registration = default;
            _completion.Reset();
            queue.Return(this);
        }
    }

    /// <inheritdoc/>
    public ValueTaskSourceStatus GetStatus(short token) => _completion.GetStatus(token);

    /// <inheritdoc/>
    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);

    private void Cancel(CancellationToken cancellationToken)
    {
        if (!queue.TryRemove(this))
            return; // The writer has it: it will be answered.
        Forget();
        _completion.SetException(new OperationCanceledException(cancellationToken));
    }

    private void Forget()
    {
        Payload = default;
        Tenant = default;
    }
}
