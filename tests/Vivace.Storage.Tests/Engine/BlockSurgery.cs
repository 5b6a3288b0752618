using System.Buffers.Binary;
using Vivace.Core;
using Vivace.Storage.Blocks;
using Vivace.Storage.Columns;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Tests.Engine;

/// <summary>Knows where everything lies in a spans file, so that tests can damage it on purpose, with or without right checksums.</summary>
internal sealed class BlockSurgery
{
    private const int TrailerSize = BlockFormat.TrailerSize;

    private readonly byte[] _bytes;
    private readonly BlockFooter _footer;
    private readonly int _footerOffset;

    public BlockSurgery(byte[] bytes)
    {
        _bytes = bytes;
        var trailer = bytes.AsSpan(^TrailerSize..);
        _footerOffset = (int)BinaryPrimitives.ReadInt64LittleEndian(trailer);
        _footer = BlockFooter.Read(bytes.AsSpan(_footerOffset, BinaryPrimitives.ReadInt32LittleEndian(trailer[8..])));
    }

    public int Length => _bytes.Length;

    public int RowGroupCount => _footer.RowGroups.Count;

    /// <summary>Offsets and lengths of everything that a checksum covers, with names.</summary>
    public IEnumerable<(string Name, int Offset, int Length)> Parts()
    {
        for (var number = 0; number < _footer.RowGroups.Count; number++)
        {
            var directory = Directory(number);
            foreach (var region in Enum.GetValues<Region>().Where(region => directory[region].Length > 0))
                yield return ($"{number} {region}", (int)directory[region].Offset, directory[region].Length);
            foreach (var attribute in directory.Attributes.SelectMany(table => table).Where(column => column.Location.Length > 0))
                yield return ($"{number} attribute {attribute.Type}", (int)attribute.Location.Offset, attribute.Location.Length);
            var location = _footer.RowGroups[number].Directory;
            yield return ($"{number} directory", (int)location.Offset, location.Length);
        }

        yield return ("filter", (int)_footer.FilterOffset, (int)(_footer.IndexOffset - _footer.FilterOffset));
        yield return ("index", (int)_footer.IndexOffset, _footerOffset - (int)_footer.IndexOffset);
        yield return ("footer", _footerOffset, _bytes.Length - TrailerSize - _footerOffset);
        yield return ("trailer", _bytes.Length - TrailerSize, 20); // then four reserved bytes
        yield return ("end magic", _bytes.Length - 8, 8);
    }

    /// <summary>The file with one byte changed.</summary>
    public byte[] Flip(int offset, byte mask)
    {
        var bytes = _bytes.ToArray();
        bytes[offset] ^= mask;
        return bytes;
    }

    /// <summary>The file with a region of a row group changed, in its length, and all checksums right: what a bug or an attacker would write.</summary>
    public byte[] Forge(Random random, Action<byte[]> change, out string name)
    {
        var number = random.Next(_footer.RowGroups.Count);
        var directory = Directory(number);
        var regions = Enum.GetValues<Region>().Where(region => directory[region].Length > 0).ToArray();
        var columns = directory.Attributes
            .SelectMany((table, i) => table.Select((column, position) => (Table: i, Position: position, Column: column)))
            .Where(place => place.Column.Location.Length > 0)
            .ToArray();
        var bytes = _bytes.ToArray();
        var chosen = random.Next(regions.Length + columns.Length);
        if (chosen < regions.Length)
        {
            name = regions[chosen].ToString();
            directory[regions[chosen]] = Rewrite(bytes, directory[regions[chosen]], change);
        }
        else
        {
            var (table, position, column) = columns[chosen - regions.Length];
            name = $"attribute {column.Type} of table {table}";
            directory.Attributes[table][position] = column with { Location = Rewrite(bytes, column.Location, change) };
        }

        using var written = new ByteWriter();
        directory.Write(written);
        Reseal(bytes, number, written.Written);
        return bytes;
    }

    /// <summary>The file with the bytes of a directory changed and all checksums right.</summary>
    public byte[] ForgeDirectory(Random random, Action<byte[]> change)
    {
        var number = random.Next(_footer.RowGroups.Count);
        var location = _footer.RowGroups[number].Directory;
        var directory = _bytes.AsSpan((int)location.Offset, location.Length).ToArray();
        change(directory);
        var bytes = _bytes.ToArray();
        Reseal(bytes, number, directory);
        return bytes;
    }

    /// <summary>The file with the bytes of the footer changed and its checksum right.</summary>
    public byte[] ForgeFooter(Action<byte[]> change)
    {
        var footer = _bytes.AsSpan(_footerOffset..^TrailerSize).ToArray();
        change(footer);
        var bytes = _bytes.ToArray();
        SealFooter(bytes, footer);
        return bytes;
    }

    /// <summary>Reads all that can be read of a row group.</summary>
    public static void ReadEverything(RowGroup group)
    {
        _ = group.TraceFirstRows.Length + group.TraceStarts.Length + group.TraceEnds.Length + group.TraceRootRows.Length;
        _ = group.ParentRows.Length + group.SubtreeSizes.Length + group.Connected.Length + group.TraceIds.Length;
        foreach (var field in Enum.GetValues<SpanNumber>())
            _ = group.Numbers(field).Length;
        foreach (var field in Enum.GetValues<SpanText>())
            Touch(group.Texts(field));
        for (var row = 0; row < group.RowCount; row++)
            _ = group.ParentId(row);
        foreach (var index in group.ResourceIndexes)
            _ = group.Resources[index].Message.Length;
        foreach (var index in group.ScopeIndexes)
            _ = group.Scopes[index].Message.Length;
        _ = group.EventFirstRows.Length + group.EventTimesSinceStart.Length + group.LinkFirstRows.Length;
        Touch(group.EventNames);
        Touch(group.LinkTraceIds);
        Touch(group.LinkSpanIds);
        foreach (var info in Enum.GetValues<ColumnTable>().SelectMany(table => group.AttributeColumns(table)))
        {
            if (group.ReadAttribute(info).Texts is { } texts)
                Touch(texts);
        }

        static void Touch(TextColumn texts)
        {
            for (var i = 0; i < texts.Codes.Length; i++)
                _ = texts[i].Length;
        }
    }

    private static RegionLocation Rewrite(byte[] bytes, RegionLocation location, Action<byte[]> change)
    {
        var region = bytes.AsSpan((int)location.Offset, location.Length).ToArray();
        change(region);
        region.CopyTo(bytes.AsSpan((int)location.Offset));
        return location with { Checksum = Crc32C.Compute(region) };
    }

    private RowGroupDirectory Directory(int number)
    {
        var location = _footer.RowGroups[number].Directory;
        return RowGroupDirectory.Read(_bytes.AsSpan((int)location.Offset, location.Length));
    }

    private void Reseal(byte[] bytes, int number, ReadOnlySpan<byte> directory)
    {
        var location = _footer.RowGroups[number].Directory;
        if (directory.Length != location.Length)
            throw new InvalidOperationException("a changed directory keeps its length");
        directory.CopyTo(bytes.AsSpan((int)location.Offset));
        var groups = _footer.RowGroups.ToArray();
        groups[number] = groups[number] with { Directory = location with { Checksum = Crc32C.Compute(directory) } };
        using var footer = new ByteWriter();
        new BlockFooter
        {
            RowGroups = groups,
            TraceCount = _footer.TraceCount,
            FilterOffset = _footer.FilterOffset,
            IndexOffset = _footer.IndexOffset,
        }.Write(footer);
        SealFooter(bytes, footer.Written);
    }

    private void SealFooter(byte[] bytes, ReadOnlySpan<byte> footer)
    {
        footer.CopyTo(bytes.AsSpan(_footerOffset));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(^(TrailerSize - 12)..), Crc32C.Compute(footer));
    }
}
