using System.Globalization;
using Vivace.Core;
using Vivace.Query.Metrics;
using Vivace.Query.Values;
using Vivace.Storage.RowGroups;

namespace Vivace.Query.Naming;

/// <summary>Values of attributes as names, numbered; 0 is none. Used by one thread at a time.</summary>
internal sealed class NameTable
{
    private readonly int _empty;

    public NameTable() => _empty = Values.IdOf(Value.FromText(default));

    /// <summary>The values.</summary>
    public DistinctValues Values { get; } = new();

    /// <summary>A name as text; empty for none.</summary>
    public string this[int id] => Values.Label(id) switch
    {
        AttributeValue.Text text => text.Value,
        AttributeValue.Integer integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        AttributeValue.Real real => real.Value.ToString(CultureInfo.InvariantCulture),
        AttributeValue.Boolean boolean => boolean.Value ? "true" : "false",
        _ => "",
    };

    /// <summary>The id of an attribute's value; one that is empty names nothing.</summary>
    public int Of(int value) => value == _empty ? 0 : value;

    /// <summary>The id of a resource's attribute.</summary>
    public int Of(ResourceEntry resource, string key) => Of(Values.IdOf(EntryValues.Find(resource.Attributes, key)));

    /// <summary>The id of a text.</summary>
    public int Of(ReadOnlySpan<byte> text) => Of(Values.IdOf(Value.FromText(text)));
}
