using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary>Names by scope, as answered.</summary>
/// <param name="Scopes">Scopes with their names.</param>
/// <param name="Metrics">What it took.</param>
internal sealed record ScopedNames(IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Scopes, QueryMetrics Metrics)
{
    /// <summary>The names of all scopes, each once.</summary>
    public SortedSet<string> Names => new(Scopes.SelectMany(scope => scope.Value), StringComparer.Ordinal);
}
