using Microsoft.Extensions.Primitives;
using Vivace.Core;

namespace Vivace.Server.Api;

/// <summary>Reads whose data a query asks for.</summary>
internal static class TenantHeader
{
    /// <summary>The header that names the tenant.</summary>
    public const string Name = "X-Scope-OrgID";

    /// <summary>Reads the header: one tenant, or several joined by a vertical bar.</summary>
    /// <param name="header">The header as received.</param>
    /// <param name="options">Whether there are tenants at all, and whether several may be asked together.</param>
    /// <param name="tenants">Distinct tenants in order of their names.</param>
    /// <returns>Null when all is well, else the answer to give.</returns>
    public static ApiAnswer? Read(StringValues header, QueryApiOptions options, out IReadOnlyList<TenantId> tenants)
    {
        tenants = [];
        if (!options.MultitenancyEnabled)
        {
            tenants = [TenantId.Single];
            return null;
        }

        if (header.Count > 1)
            return ApiAnswer.BadRequest($"header {Name} occurs {header.Count} times; send it once, several tenants joined by |");
        var text = header.Count == 0 ? "" : header[0] ?? "";
        if (text.Length == 0)
            return ApiAnswer.Text(StatusCodes.Status401Unauthorized, "no org id");

        var names = text.Split('|');
        if (names.Length > 1 && !options.MultiTenantQueriesEnabled)
            return ApiAnswer.BadRequest("multi-tenant query unsupported");

        var distinct = new SortedDictionary<string, TenantId>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (name.Length == 0)
                return ApiAnswer.BadRequest($"header {Name} has an empty tenant between two |");
            if (!TenantId.TryParse(name, out var tenant, out var error))
                return ApiAnswer.BadRequest(error!);
            distinct[name] = tenant;
        }

        tenants = [.. distinct.Values];
        return null;
    }
}
