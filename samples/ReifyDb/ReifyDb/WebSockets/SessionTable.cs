using System.Collections.Concurrent;
using System.Globalization;

namespace ReifyDb.WebSockets;

/// <summary>The WebSocket connections.</summary>
internal sealed class SessionTable
{
    private readonly ConcurrentDictionary<string, SessionInfo> _sessions = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private long _ids;

    public SessionTable(TimeProvider time) => _time = time;

    public IReadOnlyList<SessionInfo> All => [.. _sessions.Values.OrderBy(static session => session.Since)];

    public SessionInfo Open(string client)
    {
        var session = new SessionInfo
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"c{Interlocked.Increment(ref _ids)}"),
            Client = client,
            Since = _time.GetUtcNow(),
        };
        _sessions[session.Id] = session;
        return session;
    }

    public void Close(SessionInfo session) => _sessions.TryRemove(session.Id, out _);
}
