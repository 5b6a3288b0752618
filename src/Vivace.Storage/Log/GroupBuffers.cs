using System.Text;
using Vivace.Core;

namespace Vivace.Storage.Log;

/// <summary>A group as the buffers of one gathered write: headers from an array of its own, payloads where they are.</summary>
internal sealed class GroupBuffers
{
    // Payloads up to here are copied behind their header: cheaper than one more buffer to pin and pass to the system.
    private const int CopiedPayloadBytes = 1024;

    private readonly byte[] _heads = GC.AllocateUninitializedArray<byte>(
        LogGroup.MaxRecords * (LogRecordHeader.SizeBytes + TenantId.MaxLength + CopiedPayloadBytes), pinned: true);

    private readonly List<ReadOnlyMemory<byte>> _buffers = [];
    private int _filled;
    private int _passedOn;

    /// <summary>Lays out a group.</summary>
    /// <param name="entries">Its records.</param>
    /// <param name="marker">The marker of the segment it goes to.</param>
    /// <param name="syncedBefore">See <see cref="LogRecordHeader.SyncedBefore"/>.</param>
    /// <returns>The bytes in order; valid until the next call.</returns>
    public IReadOnlyList<ReadOnlyMemory<byte>> Compose(ReadOnlySpan<LogEntry> entries, ulong marker, ulong syncedBefore)
    {
        _buffers.Clear();
        _filled = 0;
        _passedOn = 0;
        foreach (ref readonly var entry in entries)
            Add(entry, marker, syncedBefore);
        PassOnHeads();
        return _buffers;
    }

    /// <summary>Lets go of the payloads.</summary>
    public void Clear() => _buffers.Clear();

    private void Add(in LogEntry entry, ulong marker, ulong syncedBefore)
    {
        var payload = entry.Payload.Span;
        var tenantLength = Encoding.ASCII.GetBytes(entry.Tenant.Value, _heads.AsSpan(_filled + LogRecordHeader.SizeBytes));
        var head = _heads.AsSpan(_filled, LogRecordHeader.SizeBytes + tenantLength);
        new LogRecordHeader(entry.Sequence, syncedBefore, tenantLength, payload.Length).Write(marker, head, payload);
        _filled += head.Length;
        if (payload.Length <= CopiedPayloadBytes)
        {
            payload.CopyTo(_heads.AsSpan(_filled));
            _filled += payload.Length;
            return;
        }

        PassOnHeads();
        _buffers.Add(entry.Payload);
    }

    private void PassOnHeads()
    {
        if (_filled > _passedOn)
            _buffers.Add(_heads.AsMemory(_passedOn, _filled - _passedOn));
        _passedOn = _filled;
    }
}
