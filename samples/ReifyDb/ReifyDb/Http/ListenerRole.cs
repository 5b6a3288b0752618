namespace ReifyDb.Http;

/// <summary>Which of the server's ports a connection came by; a feature of each connection.</summary>
/// <param name="Name">http, ws or admin.</param>
/// <param name="MaxConnections">More than this are answered with an error.</param>
internal sealed record ListenerRole(string Name, int MaxConnections)
{
    private int _connections;

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Counts a connection.</summary>
    /// <returns>False where there are too many with it.</returns>
    public bool Enter() => Interlocked.Increment(ref _connections) <= MaxConnections;

    public void Leave() => Interlocked.Decrement(ref _connections);
}
