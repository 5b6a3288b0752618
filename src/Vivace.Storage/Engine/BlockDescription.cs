using Vivace.Storage.Blocks;
using Vivace.Storage.Columns;

namespace Vivace.Storage.Engine;

/// <summary>A block for people.</summary>
/// <param name="Meta">Its meta data.</param>
/// <param name="RowGroups">Row groups; null when it cannot be read.</param>
/// <param name="Damage">Why it was set aside; null while it is fine.</param>
public sealed record BlockDescription(BlockMeta Meta, int? RowGroups, string? Damage)
{
    /// <summary>Its columns, largest first; empty in lists of blocks.</summary>
    public IReadOnlyList<ColumnDescription> Columns { get; init; } = [];
}

/// <summary>A column of a block, over all its row groups.</summary>
/// <param name="Table">Whose column it is.</param>
/// <param name="Name">Key of an attribute, or name of a field that all have.</param>
/// <param name="Type">Type of an attribute; null for a field.</param>
/// <param name="Values">Values of an attribute; for a field 0.</param>
/// <param name="Bytes">Bytes on disk, filters included.</param>
/// <param name="Encoding">How it is encoded in the first row group that has it; null for fields.</param>
public sealed record ColumnDescription(
    ColumnTable Table, string Name, AttributeType? Type, long Values, long Bytes, string? Encoding);
