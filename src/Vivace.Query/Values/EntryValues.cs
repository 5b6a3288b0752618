using Vivace.Storage.RowGroups;

namespace Vivace.Query.Values;

/// <summary>Looks attributes of resources and scopes up.</summary>
internal static class EntryValues
{
    /// <summary>The value of a key; no value when it is absent. Of a key sent repeatedly the first counts.</summary>
    public static Value Find(IReadOnlyList<RawAttribute> attributes, string key) => FindAttribute(attributes, key) is { } attribute
        ? Value.FromAttribute(attribute.Type, attribute.Number, attribute.Bytes.Span)
        : Value.Nil;

    /// <summary>The attribute of a key; null when it is absent. Of a key sent repeatedly the first counts.</summary>
    public static RawAttribute? FindAttribute(IReadOnlyList<RawAttribute> attributes, string key)
    {
        for (var i = 0; i < attributes.Count; i++)
        {
            if (string.Equals(attributes[i].Key, key, StringComparison.Ordinal))
                return attributes[i];
        }

        return null;
    }
}
