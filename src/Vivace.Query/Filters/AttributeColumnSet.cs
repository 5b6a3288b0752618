using Vivace.Storage.Columns;

namespace Vivace.Query.Filters;

/// <summary>The columns of one key in one table, by type; null where the row group has none.</summary>
internal readonly record struct AttributeColumnSet(
    AttributeColumnInfo? Text,
    AttributeColumnInfo? Boolean,
    AttributeColumnInfo? Integer,
    AttributeColumnInfo? Double,
    AttributeColumnInfo? Other)
{
    /// <summary>True when the key does not occur.</summary>
    public bool IsEmpty => Text is null && Boolean is null && Integer is null && Double is null && Other is null;

    /// <summary>Adds a column.</summary>
    public AttributeColumnSet With(AttributeColumnInfo info) => info.Type switch
    {
        AttributeType.Text => this with { Text = info },
        AttributeType.Boolean => this with { Boolean = info },
        AttributeType.Integer => this with { Integer = info },
        AttributeType.Double => this with { Double = info },
        _ => this with { Other = info },
    };
}
