using System.Collections.Concurrent;

namespace ReifyDb.Engine;

/// <summary>A bounded number of sessions that requests take turns at.</summary>
internal sealed class SessionPool : IDisposable
{
    private readonly Func<SqliteSession> _open;
    private readonly SemaphoreSlim _free;
    private readonly ConcurrentStack<(SqliteSession Session, long SchemaVersion)> _idle = new();
    private long _schemaVersion;

    public SessionPool(int size, Func<SqliteSession> open)
    {
        _open = open;
        _free = new SemaphoreSlim(size, size);
        Size = size;
    }

    public int Size { get; }

    public int Busy => Size - _free.CurrentCount;

    /// <summary>Plans made before now are made anew.</summary>
    public void SchemaChanged() => Interlocked.Increment(ref _schemaVersion);

    /// <summary>Waits for a session.</summary>
    public async Task<Lease> RentAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            var version = Interlocked.Read(ref _schemaVersion);
            if (!_idle.TryPop(out var idle))
                return new Lease(this, _open(), version);
            if (idle.SchemaVersion != version)
                idle.Session.ClearCache();
            return new Lease(this, idle.Session, version);
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    public void Dispose()
    {
        while (_idle.TryPop(out var idle))
            idle.Session.Dispose();
        _free.Dispose();
    }

    /// <summary>A session, until it is disposed.</summary>
    internal sealed class Lease : IDisposable
    {
        private readonly SessionPool _pool;
        private readonly long _schemaVersion;
        private int _returned;

        public Lease(SessionPool pool, SqliteSession session, long schemaVersion)
        {
            _pool = pool;
            Session = session;
            _schemaVersion = schemaVersion;
        }

        public SqliteSession Session { get; }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _returned, 1) != 0)
                return;
            _pool._idle.Push((Session, _schemaVersion));
            _pool._free.Release();
        }
    }
}
