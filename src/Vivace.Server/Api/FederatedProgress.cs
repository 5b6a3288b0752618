using Vivace.Core;
using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary>Results so far of one question to several tenants. Thread safe.</summary>
/// <typeparam name="T">The result of the question to one tenant.</typeparam>
internal sealed class FederatedProgress<T>
    where T : class
{
    private readonly Dictionary<string, QueryProgress<T>> _byTenant;

    /// <summary>Creates a place for each tenant.</summary>
    public FederatedProgress(IReadOnlyList<TenantId> tenants) => _byTenant = tenants.ToDictionary(
        tenant => tenant.Value, _ => new QueryProgress<T>(), StringComparer.Ordinal);

    /// <summary>What the tenants have reported; those without a report are left out.</summary>
    public IReadOnlyList<T> Latest => [.. _byTenant.Values.Select(progress => progress.Latest).OfType<T>()];

    /// <summary>The place of one tenant.</summary>
    public QueryProgress<T> Of(TenantId tenant) => _byTenant[tenant.Value];

    /// <summary>Wants new results.</summary>
    /// <returns>Ends when any tenant has reported; never, when the question ends before.</returns>
    public Task NextAsync() => Task.WhenAny(_byTenant.Values.Select(progress => progress.NextAsync()));
}
