namespace Vivace.Storage.Columns;

/// <summary>What is known of an attribute column without reading it.</summary>
/// <param name="Table">Whose attribute it is.</param>
/// <param name="Key">The attribute's key.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="ValueCount">Values it holds in this row group; at least 1 (an upper bound in a live view).</param>
/// <param name="Minimum">Smallest value for integers and booleans (a lower bound); <see cref="long.MinValue"/> when not known.</param>
/// <param name="Maximum">Largest value for integers and booleans (an upper bound); <see cref="long.MaxValue"/> when not known.</param>
/// <param name="Id">Names the column to its row group.</param>
public sealed record AttributeColumnInfo(
    ColumnTable Table, string Key, AttributeType Type, int ValueCount, long Minimum, long Maximum, int Id);
