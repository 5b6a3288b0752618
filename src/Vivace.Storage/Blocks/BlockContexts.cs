using Vivace.Storage.Columns;
using Vivace.Storage.Live;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Blocks;

/// <summary>The distinct resources and scopes of a row group, and the pairs of them that spans refer to.</summary>
internal sealed class BlockContexts
{
    private readonly (int Resource, int Scope)[] _pairs;

    private BlockContexts(ResourceEntry[] resources, ScopeEntry[] scopes, (int Resource, int Scope)[] pairs)
    {
        Resources = resources;
        Scopes = scopes;
        _pairs = pairs;
    }

    public IReadOnlyList<ResourceEntry> Resources { get; }

    public IReadOnlyList<ScopeEntry> Scopes { get; }

    /// <summary>Pairs.</summary>
    public int Count => _pairs.Length;

    public int ResourceOf(int context) => _pairs[context].Resource;

    public int ScopeOf(int context) => _pairs[context].Scope;

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

        var pairs = new (int Resource, int Scope)[input.ReadCount(input.Remaining)];
        for (var i = 0; i < pairs.Length; i++)
            pairs[i] = (input.ReadCount(resources.Length - 1), input.ReadCount(scopes.Length - 1));
        return new BlockContexts(resources, scopes, pairs);
    }
}
