using Vivace.Core;
using Vivace.Query.Filters;
using Vivace.Query.Values;

namespace Vivace.Query.Spansets;

/// <summary>The spansets of a row group's traces between two stages: either one for each trace, as one bitmap, or after a
/// grouping any number.</summary>
internal sealed class SpansetState(Bitmap rows)
{
    /// <summary>The spans; of all groups together when there are groups.</summary>
    public Bitmap Rows { get; } = rows;

    /// <summary>Aggregates computed while there was one spanset for each trace, in order.</summary>
    public List<TraceValues> Values { get; } = [];

    /// <summary>The groups, ascending by trace; null while each trace has one spanset.</summary>
    public List<SpansetGroup>? Groups { get; set; }
}

/// <summary>One aggregate's value for each trace of a row group.</summary>
/// <param name="Key">Canonical text.</param>
/// <param name="Kinds">Types of the values, by trace.</param>
/// <param name="Numbers">The values, by trace.</param>
internal sealed record TraceValues(string Key, ValueKind[] Kinds, long[] Numbers);

/// <summary>A spanset of a trace that has several.</summary>
/// <param name="Trace">The trace's ordinal.</param>
/// <param name="Rows">Its spans, ascending.</param>
/// <param name="Attributes">Group keys and aggregates, in pipeline order.</param>
internal sealed record SpansetGroup(int Trace, int[] Rows, List<KeyValuePair<string, AttributeValue>> Attributes);
