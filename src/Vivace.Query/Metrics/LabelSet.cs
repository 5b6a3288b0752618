using System.Globalization;
using Vivace.Core;

namespace Vivace.Query.Metrics;

/// <summary>The labels of a series, compared by content.</summary>
internal sealed class LabelSet(params KeyValuePair<string, AttributeValue>[] labels) : IEquatable<LabelSet>
{
    /// <summary>In the order of the query.</summary>
    public KeyValuePair<string, AttributeValue>[] Labels => labels;

    /// <summary>The same labels in the order of their keys: what two sides of an operator are joined by.</summary>
    public LabelSet Sorted() => new([.. labels.OrderBy(static label => label.Key, StringComparer.Ordinal)]);

    /// <summary>The labels with another one at the end.</summary>
    public LabelSet With(string key, AttributeValue value) => new([.. labels, new(key, value)]);

    /// <summary>A value as series are ordered by it.</summary>
    public static string Text(AttributeValue value) => value switch
    {
        AttributeValue.Text text => text.Value,
        AttributeValue.Integer integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        AttributeValue.Real real => real.Value.ToString("R", CultureInfo.InvariantCulture),
        AttributeValue.Boolean boolean => boolean.Value ? "true" : "false",
        _ => value.ToString(),
    };

    /// <summary>The order of series in an answer: by number of labels, then label by label.</summary>
    public static int Compare(
        IReadOnlyList<KeyValuePair<string, AttributeValue>> left, IReadOnlyList<KeyValuePair<string, AttributeValue>> right)
    {
        var order = left.Count.CompareTo(right.Count);
        for (var i = 0; order == 0 && i < left.Count; i++)
        {
            order = string.CompareOrdinal(left[i].Key, right[i].Key);
            if (order == 0)
                order = string.CompareOrdinal(Text(left[i].Value), Text(right[i].Value));
        }

        return order;
    }

    public bool Equals(LabelSet? other) => other is not null && labels.AsSpan().SequenceEqual(other.Labels);

    public override bool Equals(object? obj) => Equals(obj as LabelSet);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (key, value) in labels)
        {
            hash.Add(key, StringComparer.Ordinal);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}
