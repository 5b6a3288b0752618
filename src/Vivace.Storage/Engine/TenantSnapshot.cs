using Vivace.Storage.Live;

namespace Vivace.Storage.Engine;

/// <summary>Live blocks and blocks of a tenant at one moment. The live blocks are leased until this is disposed.</summary>
internal sealed class TenantSnapshot : IDisposable
{
    private readonly List<LiveBlock> _live;

    /// <summary>Leases the live blocks; under the tenant's lock, so that none of them is retired yet.</summary>
    public TenantSnapshot(List<LiveBlock> live, StoredBlock[] blocks)
    {
        _live = live;
        Blocks = blocks;
        foreach (var block in live)
            block.Lease();
    }

    /// <summary>Live blocks, earliest first.</summary>
    public IReadOnlyList<LiveBlock> Live => _live;

    /// <summary>The blocks, in no particular order.</summary>
    public StoredBlock[] Blocks { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var block in _live)
            block.Release();
        _live.Clear();
    }
}
