using System.Collections.Concurrent;

namespace Vivace.Server.Metrics;

/// <summary>Keeps the <c>tenant</c> label from growing without bound: the first tenants seen keep their name, all later
/// ones share one.</summary>
/// <param name="maxTenants">Tenants that keep their name.</param>
internal sealed class TenantLabelLimit(int maxTenants)
{
    /// <summary>Name of the label it limits.</summary>
    public const string LabelName = "tenant";

    /// <summary>The value shared by all tenants beyond the limit.</summary>
    public const string Overflow = "__overflow__";

    private readonly ConcurrentDictionary<string, bool> _admitted = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>True when the tenant keeps its name. Takes no lock for a tenant already known, nor once the limit is
    /// reached.</summary>
    public bool Admits(string tenant)
    {
        if (_admitted.ContainsKey(tenant))
            return true;
        if (Volatile.Read(ref _count) >= maxTenants || Interlocked.Increment(ref _count) > maxTenants)
            return false;
        if (!_admitted.TryAdd(tenant, true))
            Interlocked.Decrement(ref _count); // another thread admitted it meanwhile
        return true;
    }
}
