using Vivace.Core;
using Vivace.Storage.Log;

namespace Vivace.Storage.Tests.Log;

/// <summary>A record as seen by a follower or a visitor.</summary>
internal sealed record Seen(ulong Sequence, string Tenant, string Payload);

/// <summary>Remembers what the log hands over, in order.</summary>
internal sealed class Collected : ILogFollower, ILogVisitor
{
    private readonly Lock _gate = new();
    private readonly List<Seen> _records = [];

    public List<Seen> Records
    {
        get
        {
            lock (_gate)
                return [.. _records];
        }
    }

    public void Apply(ReadOnlySpan<LogEntry> group)
    {
        lock (_gate)
        {
            foreach (var entry in group)
                _records.Add(new Seen(entry.Sequence, entry.Tenant.Value, Convert.ToHexString(entry.Payload.Span)));
        }
    }

    public void Visit(ulong sequence, TenantId tenant, ReadOnlySpan<byte> payload)
    {
        lock (_gate)
            _records.Add(new Seen(sequence, tenant.Value, Convert.ToHexString(payload)));
    }
}
