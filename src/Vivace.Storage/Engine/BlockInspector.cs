using Vivace.Storage.Blocks;
using Vivace.Storage.Columns;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Engine;

/// <summary>Describes blocks without reading their spans.</summary>
internal static class BlockInspector
{
    private const byte FirstEventRegion = (byte)Region.EventCounts;
    private const byte FirstLinkRegion = (byte)Region.LinkCounts;

    /// <summary>Describes a block for a list.</summary>
    public static BlockDescription Describe(StoredBlock block) => Read(block, static (_, file) => ([], file.Footer.RowGroups.Count));

    /// <summary>Describes a block with its columns.</summary>
    /// <param name="block">The block.</param>
    /// <param name="cancellationToken">Asked between row groups.</param>
    public static BlockDescription DescribeColumns(StoredBlock block, CancellationToken cancellationToken) =>
        Read(block, (_, file) => (ReadColumns(file, cancellationToken), file.Footer.RowGroups.Count));

    private static BlockDescription Read(
        StoredBlock block, Func<StoredBlock, BlockFile, (List<ColumnDescription> Columns, int RowGroups)> read)
    {
        try
        {
            if (block.Lease() is not { } file)
                return new BlockDescription(block.Meta, null, null);
            try
            {
                var (columns, rowGroups) = read(block, file);
                return new BlockDescription(block.Meta, rowGroups, null) { Columns = columns };
            }
            finally
            {
                block.Release();
            }
        }
        catch (Exception failure) when (failure is BlockCorruptedException or IOException or UnauthorizedAccessException)
        {
            return new BlockDescription(block.Meta, null, failure.Message);
        }
    }

    private static List<ColumnDescription> ReadColumns(BlockFile file, CancellationToken cancellationToken)
    {
        var columns = new Dictionary<(ColumnTable Table, string Name, AttributeType? Type), ColumnDescription>();
        for (var group = 0; group < file.Footer.RowGroups.Count; group++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var directory = file.Directory(group);
            foreach (var region in Enum.GetValues<Region>())
                Add(columns, TableOf(region), region.ToString(), null, 0, directory[region].Length, null);
            for (var table = 0; table < directory.Attributes.Length; table++)
            {
                foreach (var attribute in directory.Attributes[table])
                {
                    Add(
                        columns, (ColumnTable)table, attribute.Name, attribute.Type, attribute.ValueCount,
                        attribute.Location.Length + attribute.Filter.Length, () => EncodingOf(file, attribute));
                }
            }
        }

        return
        [
            .. columns.Values
                .Where(static column => column.Bytes > 0 || column.Values > 0)
                .OrderByDescending(static column => column.Bytes)
                .ThenBy(static column => column.Name, StringComparer.Ordinal),
        ];
    }

    private static void Add(
        Dictionary<(ColumnTable Table, string Name, AttributeType? Type), ColumnDescription> columns,
        ColumnTable table,
        string name,
        AttributeType? type,
        long values,
        long bytes,
        Func<string?>? findEncoding)
    {
        columns[(table, name, type)] = columns.TryGetValue((table, name, type), out var known)
            ? known with { Values = known.Values + values, Bytes = known.Bytes + bytes }
            : new ColumnDescription(table, name, type, values, bytes, findEncoding?.Invoke());
    }

    /// <summary>The first byte of a column says how it is encoded.</summary>
    private static string? EncodingOf(BlockFile file, BlockAttribute attribute)
    {
        if (attribute.Location.Length == 0)
            return null;
        using var arrays = new RentedArrays();
        var first = file.Read(attribute.Location, attribute.Name, arrays).Span[0];
        return attribute.Type is AttributeType.Text or AttributeType.Other ? TextEncoding.NameOf(first) : IntegerEncoding.NameOf(first);
    }

    private static ColumnTable TableOf(Region region) => (byte)region switch
    {
        >= FirstLinkRegion => ColumnTable.Links,
        >= FirstEventRegion => ColumnTable.Events,
        _ => ColumnTable.Spans,
    };
}
