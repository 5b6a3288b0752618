using Vivace.Core;
using Vivace.Server.Api;

namespace Vivace.Server.Web.Storage;

/// <summary>The parameter <c>tenant</c> of questions about storage: one of those that the request names.</summary>
internal static class StorageTenant
{
    /// <summary>Reads it; without one, the first tenant of the request.</summary>
    public static TenantId Read(QueryParameters parameters, IReadOnlyList<TenantId> tenants)
    {
        if (parameters.Text("tenant") is not { } name)
            return tenants[0];
        foreach (var tenant in tenants)
        {
            if (string.Equals(tenant.Value, name, StringComparison.Ordinal))
                return tenant;
        }

        parameters.Fail($"invalid tenant: {QueryParameters.Quote(name)} is not among those of the request ({TenantHeader.Name})");
        return tenants[0];
    }
}
