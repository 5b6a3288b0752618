using System.Globalization;
using Vivace.Core;
using Vivace.Query.Metrics;
using Vivace.Query.Values;

namespace Vivace.Query.ServiceGraph;

/// <summary>Values of attributes as names of nodes; 0 is none.</summary>
internal sealed class GraphNames
{
    private readonly int _empty;

    public GraphNames() => _empty = Values.IdOf(Value.FromText(default));

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

    /// <summary>The id of a text.</summary>
    public int Of(ReadOnlySpan<byte> text) => Of(Values.IdOf(Value.FromText(text)));
}
