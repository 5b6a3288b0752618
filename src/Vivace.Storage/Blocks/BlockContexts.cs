using Vivace.Storage.Columns;
using Vivace.Storage.Live;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Blocks;

/// <summary>The distinct resources and scopes of a row group, and the pairs of them that spans refer to.</summary>
internal sealed class BlockContexts
{
    private readonly int[] _resources;
    private readonly int[] _scopes;

    private BlockContexts(ResourceEntry[] resources, ScopeEntry[] scopes, int[] resourceOfPair, int[] scopeOfPair)
    {
        Resources = resources;
        Scopes = scopes;
        _resources = resourceOfPair;
        _scopes = scopeOfPair;
    }

    public IReadOnlyList<ResourceEntry> Resources { get; }

    public IReadOnlyList<ScopeEntry> Scopes { get; }

    /// <summary>Pairs.</summary>
    public int Count => _resources.Length;

    /// <summary>Position in <see cref="Resources"/> by pair.</summary>
    public ReadOnlySpan<int> ResourceOfPair => _resources;

    /// <summary>Position in <see cref="Scopes"/> by pair.</summary>
    public ReadOnlySpan<int> ScopeOfPair => _scopes;

    public static BlockContexts Read(byte[] bytes)
    {
        var input = new ByteReader(bytes);
        var resources = new ResourceEntry[input.ReadCount(input.Remaining)];
        for (var i = 0; i < resources.Length; i++)
        {
            var (hasMessage, message, schemaUrl) = ContextBytes.Read(input.ReadText().ToArray());
            resources[i] = new ResourceEntry(hasMessage, message, schemaUrl);
        }

        var scopes = new ScopeEntry[input.ReadCount(input.Remaining)];
        for (var i = 0; i < scopes.Length; i++)
        {
            var (hasMessage, message, schemaUrl) = ContextBytes.Read(input.ReadText().ToArray());
            scopes[i] = new ScopeEntry(hasMessage, message, schemaUrl);
        }

        var resourceOfPair = new int[input.ReadCount(input.Remaining)];
        var scopeOfPair = new int[resourceOfPair.Length];
        for (var i = 0; i < resourceOfPair.Length; i++)
        {
            resourceOfPair[i] = input.ReadCount(resources.Length - 1);
            scopeOfPair[i] = input.ReadCount(scopes.Length - 1);
        }

        return new BlockContexts(resources, scopes, resourceOfPair, scopeOfPair);
    }
}
