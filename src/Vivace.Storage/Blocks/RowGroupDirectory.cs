using Vivace.Storage.Columns;

namespace Vivace.Storage.Blocks;

/// <summary>What a row group holds and where: written behind its columns, read when it is opened.</summary>
/// <remarks>Layout in docs/block-format.md, "Row group directory". Keep both in step.</remarks>
internal sealed class RowGroupDirectory
{
    // More than any block cut from memory can hold: bounds what counts can ask for.
    private const int MaxEntries = 1 << 28;

    private readonly RegionLocation[] _regions = new RegionLocation[byte.MaxValue + 1];

    public int RowCount { get; set; }

    public int TraceCount { get; set; }

    public int EventCount { get; set; }

    public int LinkCount { get; set; }

    /// <summary>Spans whose parent id is stored because it does not follow from the tree.</summary>
    public int ExplicitParentCount { get; set; }

    /// <summary>Distinct shapes by table.</summary>
    public int[] ShapeCounts { get; } = new int[3];

    /// <summary>Attribute columns by table; their position is their number in shapes.</summary>
    public List<BlockAttribute>[] Attributes { get; } = [[], [], []];

    public RegionLocation this[Region region]
    {
        get => _regions[(byte)region];
        set => _regions[(byte)region] = value;
    }

    /// <summary>Bytes of all regions and columns.</summary>
    public long SizeBytes =>
        _regions.Sum(static region => (long)region.Length)
        + Attributes.Sum(static table => table.Sum(static column => (long)column.Location.Length + column.Filter.Length));

    /// <summary>The directory of the same row group in another place.</summary>
    /// <param name="move">Given where a region or column lies, and its name, says where it lies there.</param>
    public RowGroupDirectory Move(Func<RegionLocation, string, RegionLocation> move)
    {
        var moved = new RowGroupDirectory
        {
            RowCount = RowCount,
            TraceCount = TraceCount,
            EventCount = EventCount,
            LinkCount = LinkCount,
            ExplicitParentCount = ExplicitParentCount,
        };
        for (var region = 1; region < _regions.Length; region++)
            moved._regions[region] = move(_regions[region], ((Region)region).ToString());
        for (var table = 0; table < Attributes.Length; table++)
        {
            moved.ShapeCounts[table] = ShapeCounts[table];
            foreach (var column in Attributes[table])
            {
                moved.Attributes[table].Add(column with
                {
                    Location = move(column.Location, column.Name),
                    Filter = move(column.Filter, column.Name),
                });
            }
        }

        return moved;
    }

    public void Write(ByteWriter output)
    {
        output.WriteVarint((ulong)RowCount);
        output.WriteVarint((ulong)TraceCount);
        output.WriteVarint((ulong)EventCount);
        output.WriteVarint((ulong)LinkCount);
        output.WriteVarint((ulong)ExplicitParentCount);
        for (var region = 1; region < _regions.Length; region++)
        {
            if (_regions[region].Length == 0)
                continue;
            output.WriteByte((byte)region);
            WriteLocation(output, _regions[region]);
        }

        output.WriteByte(0);
        for (var table = 0; table < Attributes.Length; table++)
        {
            output.WriteVarint((ulong)ShapeCounts[table]);
            output.WriteVarint((ulong)Attributes[table].Count);
            foreach (var attribute in Attributes[table])
            {
                output.WriteText(attribute.Key);
                output.WriteByte((byte)attribute.Type);
                output.WriteVarint((ulong)attribute.ValueCount);
                output.WriteInt64(attribute.Minimum);
                output.WriteInt64(attribute.Maximum);
                WriteLocation(output, attribute.Location);
                WriteLocation(output, attribute.Filter);
            }
        }
    }

    public static RowGroupDirectory Read(ReadOnlySpan<byte> bytes)
    {
        var input = new ByteReader(bytes);
        var directory = new RowGroupDirectory
        {
            RowCount = input.ReadCount(MaxEntries),
            TraceCount = input.ReadCount(MaxEntries),
            EventCount = input.ReadCount(MaxEntries),
            LinkCount = input.ReadCount(MaxEntries),
            ExplicitParentCount = input.ReadCount(MaxEntries),
        };
        for (var region = input.ReadByte(); region != 0; region = input.ReadByte())
            directory._regions[region] = ReadLocation(ref input);
        for (var table = 0; table < directory.Attributes.Length; table++)
        {
            directory.ShapeCounts[table] = input.ReadCount(MaxEntries);
            var count = input.ReadCount(input.Remaining);
            for (var i = 0; i < count; i++)
            {
                directory.Attributes[table].Add(new BlockAttribute(
                    input.ReadText().ToArray(),
                    (AttributeType)input.ReadByte(),
                    input.ReadCount(MaxEntries),
                    input.ReadInt64(),
                    input.ReadInt64(),
                    ReadLocation(ref input),
                    ReadLocation(ref input)));
            }
        }

        return directory;
    }

    private static void WriteLocation(ByteWriter output, RegionLocation location)
    {
        output.WriteVarint((ulong)location.Offset);
        output.WriteVarint((ulong)location.Length);
        output.WriteUInt32(location.Checksum);
    }

    private static RegionLocation ReadLocation(ref ByteReader input) =>
        new((long)input.ReadVarint(), input.ReadCount(int.MaxValue), input.ReadUInt32());
}
