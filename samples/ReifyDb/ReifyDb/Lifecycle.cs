using ReifyDb.Engine;

namespace ReifyDb;

/// <summary>Whether the server takes requests.</summary>
internal sealed class Lifecycle : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Cancelled when the server begins to stop.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public void BeginStop() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();

    /// <summary>Refuses where the server stops.</summary>
    /// <exception cref="DatabaseException">It does.</exception>
    public void Demand()
    {
        if (_stopping.IsCancellationRequested)
            throw new DatabaseException(ErrorCode.ShuttingDown, "The server stops; connect again in a moment.");
    }
}
