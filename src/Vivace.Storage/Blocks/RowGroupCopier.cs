using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Blocks;

/// <summary>Copies a row group from one block into another as it stands: its bytes, checked on the way, and a directory that says where
/// they lie now.</summary>
/// <remarks>Both blocks have the same <see cref="BlockFormat.Version"/>: an open block has that of this release.</remarks>
internal static class RowGroupCopier
{
    /// <summary>Copies.</summary>
    /// <param name="input">The block to read.</param>
    /// <param name="rowGroup">The row group there.</param>
    /// <param name="writer">The block to write.</param>
    /// <returns>Where the new directory lies.</returns>
    /// <exception cref="BlockCorruptedException">A checksum of the row group is wrong.</exception>
    public static RegionLocation Copy(BlockFile input, int rowGroup, RegionWriter writer) =>
        writer.AppendDirectory(input.Directory(rowGroup).Move((location, name) => CopyRegion(input, location, name, writer)));

    private static RegionLocation CopyRegion(BlockFile input, RegionLocation location, string name, RegionWriter writer)
    {
        if (location.Length == 0)
            return default;
        using var arrays = new RentedArrays();
        var moved = location with { Offset = writer.Offset };
        writer.AppendRaw(input.Read(location, name, arrays).Span);
        return moved;
    }
}
