using Vivace.Core;

namespace Vivace.Query.Metrics;

/// <summary>One series while stages and arithmetic work on it.</summary>
/// <param name="labels">Its labels without the name.</param>
/// <param name="name">The label <c>__name__</c>; null without one.</param>
/// <param name="values">One per interval; NaN for none. Changed in place.</param>
internal sealed class Series(LabelSet labels, string? name, double[] values)
{
    public LabelSet Labels => labels;

    public string? Name => name;

    public double[] Values => values;

    public List<SeriesExemplar> Exemplars { get; init; } = [];

    /// <summary>All labels, the name first.</summary>
    public IReadOnlyList<KeyValuePair<string, AttributeValue>> AllLabels => name is null
        ? labels.Labels
        : [new(NameLabel, new AttributeValue.Text(name)), .. labels.Labels];

    /// <summary>True when there is any sample.</summary>
    public bool HasSamples => Array.Exists(values, static value => !double.IsNaN(value));

    private const string NameLabel = "__name__";
}

/// <summary>A span behind a series.</summary>
/// <param name="Labels">What it shows.</param>
/// <param name="Value">Its value; NaN until the sample of its interval is taken for it.</param>
/// <param name="StartUnixNanoseconds">Its start.</param>
/// <param name="Interval">The interval it belongs to.</param>
internal sealed record SeriesExemplar(
    IReadOnlyList<KeyValuePair<string, AttributeValue>> Labels, double Value, ulong StartUnixNanoseconds, int Interval);
