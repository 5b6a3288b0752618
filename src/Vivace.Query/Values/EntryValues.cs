using Vivace.Storage.RowGroups;

namespace Vivace.Query.Values;

/// <summary>Looks attributes of resources and scopes up.</summary>
internal static class EntryValues
{
    /// <summary>The value of a key; no value when it is absent. Of a key sent repeatedly the first counts.</summary>
    public static Value Find(IReadOnlyList<RawAttribute> attributes, string key)
    {
        for (var i = 0; i < attributes.Count; i++)
        {
            var attribute = attributes[i];
            if (string.Equals(attribute.Key, key, StringComparison.Ordinal))
                return Value.FromAttribute(attribute.Type, attribute.Number, attribute.Bytes.Span);
        }

        return Value.Nil;
    }
}
