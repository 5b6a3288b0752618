using System.Runtime.InteropServices;

namespace Vivace.Server.Api;

/// <summary>Keeps one tenant from filling the server: counts its running queries. Thread safe.</summary>
/// <param name="maxPerTenant">Queries of one tenant at the same time.</param>
internal sealed class OutstandingQueries(int maxPerTenant)
{
    private readonly Dictionary<string, int> _running = new(StringComparer.Ordinal); // under _gate; no zeros
    private readonly Lock _gate = new();

    /// <summary>Takes a place.</summary>
    /// <returns>False when the tenant has as many as it may have.</returns>
    public bool TryEnter(string tenant)
    {
        lock (_gate)
        {
            ref var running = ref CollectionsMarshal.GetValueRefOrAddDefault(_running, tenant, out _);
            if (running >= maxPerTenant)
            {
                if (running == 0)
                    _running.Remove(tenant);
                return false;
            }

            running++;
            return true;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(string tenant)
    {
        lock (_gate)
        {
            if (_running[tenant] > 1)
                _running[tenant]--;
            else
                _running.Remove(tenant);
        }
    }
}
